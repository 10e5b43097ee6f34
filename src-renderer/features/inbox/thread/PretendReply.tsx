import { Autocomplete, Checkbox, Text, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { FormModal } from '../../../ui/forms/FormModal'
import text from '../../../ui/text.module.css'
import { toast } from '../../../ui/feedback/toast'
import { findNumbers, pretendReply } from '../use-inbox'
import { useExampleNumber } from '../../../ui/locale'

/** Practice mode: a text comes in, as if somebody had written it. */
export function PretendReply({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const example = useExampleNumber()
  const form = useForm({ initialValues: { from: '', body: '', picture: false } })
  const [typed] = useDebouncedValue(form.values.from, 200)
  const [found, setFound] = useState<{ value: string; label: string }[]>([])
  useEffect(() => {
    if (!opened) return
    let stale = false
    findNumbers(typed).then(
      (numbers) => {
        if (!stale) setFound(numbers)
      },
      () => undefined,
    )
    return () => {
      stale = true
    }
  }, [typed, opened])
  return (
    <FormModal
      title="Pretend a reply"
      opened={opened}
      onClose={onClose}
      form={form}
      size={440}
      submit="Let it come in"
      onSubmit={async () => {
        const { from, body, picture } = form.values
        await pretendReply(from, body, picture)
        toast({ say: `A text came in from ${from}` })
        form.reset()
      }}
    >
      <Text c="second">In practice mode only. Try STOP, “please stop”, or a plain answer.</Text>
      <Autocomplete
        label="From"
        description="A number, or part of a name to find one."
        placeholder={example}
        data-autofocus
        data={found.map(({ value }) => value)}
        filter={({ options }) => options}
        renderOption={({ option }) => {
          const name = found.find(({ value }) => value === option.value)?.label
          return (
            <span>
              {option.value} <span className={text.muted}>{name}</span>
            </span>
          )
        }}
        {...form.getInputProps('from')}
      />
      <Textarea
        label="Text"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1600}
        {...form.getInputProps('body')}
      />
      <Checkbox label="With a picture" {...form.getInputProps('picture', { type: 'checkbox' })} />
    </FormModal>
  )
}
