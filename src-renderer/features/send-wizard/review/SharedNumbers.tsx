import { Button, Group, Modal, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { plural } from '../../../ui/plural'
import text from '../../../ui/text.module.css'
import type { Review } from '../use-send'
import type { Choices } from '../wizard'

type SharedNumbersProps = {
  opened: boolean
  review: Review
  onClose: () => void
  onChoose: (each: Choices['each']) => void
}

/** One text to each number, or one to each person who shares it; and what either comes to. */
export function SharedNumbers({ opened, onClose, ...rest }: SharedNumbersProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Numbers that several people share"
      size={480}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Choice onClose={onClose} {...rest} />
    </Modal>
  )
}

function Choice({ review, onClose, onChoose }: Omit<SharedNumbersProps, 'opened'>) {
  const [each, setEach] = useState(review.choices.each)
  return (
    <Stack
      component="form"
      gap={14}
      onSubmit={(event) => {
        event.preventDefault()
        if (each !== review.choices.each) onChoose(each)
        onClose()
      }}
    >
      <Radio.Group
        label="Who gets a text?"
        value={each}
        onChange={(value) => setEach(value === 'person' ? 'person' : 'number')}
      >
        <Stack gap={10} pt={6}>
          <Radio
            value="number"
            label={`Each number: ${plural(review.perNumber, 'text')}`}
            description="A family that shares a phone gets one."
          />
          <Radio
            value="person"
            label={`Each person: ${plural(review.perPerson, 'text')}`}
            description="The phone gets one for each of them, unless the words are the same."
          />
        </Stack>
      </Radio.Group>
      <Group>
        <span className={text.grow} />
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit">{each === 'number' ? 'One text per number' : 'One text per person'}</Button>
      </Group>
    </Stack>
  )
}
