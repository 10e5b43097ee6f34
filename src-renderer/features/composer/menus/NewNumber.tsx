import { Box, Button, Select, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useId } from 'react'
import { useSubmit } from '../../../ui/forms/use-submit'
import text from '../../../ui/text.module.css'
import { addNumber } from '../use-composer'
import { useExampleNumber } from '../../../ui/locale'

const LABELS = ['Mobile', 'Home', 'Work', 'Office', 'Other']
type NewNumberProps = {
  recipientId: number
  account: boolean
  onAdded: (e164: string) => void
  onCancel: () => void
}

/** Another number for the record, without leaving the text. */
export function NewNumber({ recipientId, account, onAdded, onCancel }: NewNumberProps) {
  const example = useExampleNumber()
  const said = useId()
  const form = useForm({ initialValues: { number: '', label: account ? 'Office' : 'Mobile' } })
  const { busy, failure, run } = useSubmit(form, async () => {
    onAdded(await addNumber(recipientId, form.values.number, form.values.label))
  })
  const wrong = form.errors.number ?? failure ?? null
  return (
    <Box
      className={text.lineUnder}
      component="form"
      display="grid"
      p="8px 8px 8px 12px"
      bg="var(--db-sunken)"
      style={{ gridTemplateColumns: 'minmax(0, 1fr) 88px auto auto', gap: '4px', alignItems: 'start' }}
      aria-label="New number"
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onCancel()
      }}
    >
      <TextInput
        size="xs"
        type="tel"
        autoComplete="off"
        aria-label="New number"
        placeholder={example}
        maxLength={40}
        autoFocus
        {...form.getInputProps('number')}
        error={wrong !== null}
        aria-describedby={wrong === null ? undefined : said}
      />
      <Select
        size="xs"
        aria-label="Label of the new number"
        data={LABELS}
        allowDeselect={false}
        {...form.getInputProps('label')}
      />
      <Button size="xs" type="submit" loading={busy} disabled={form.values.number.trim() === ''}>
        Add
      </Button>
      <Button size="xs" variant="subtle" onClick={onCancel}>
        Cancel
      </Button>
      {wrong !== null && (
        <Text variant="error" style={{ gridColumn: '1 / -1' }} id={said} role="alert">
          {wrong}
        </Text>
      )}
    </Box>
  )
}
