import { Autocomplete, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { phrase } from '#shared/phrases/phrase'
import { ApiError } from '../../../app/client/api'
import { FormModal } from '../../../ui/forms/FormModal'
import { addNumber, useFound } from '../use-inbox'

type AttachNumberProps = {
  opened: boolean
  e164: string
  national: string
  onClose: () => void
  onAttached: (person: { id: number; name: string }) => void
}

/** Somebody who is in People already gets the number; they were not asked for texts to it yet. */
export function AttachNumber({ opened, e164, national, onClose, onAttached }: AttachNumberProps) {
  const form = useForm({ initialValues: { who: '' } })
  const [typed] = useDebouncedValue(form.values.who, 150)
  const { data: found = [] } = useFound(opened ? typed : '')
  // Two people of one name are told apart by what stands behind it.
  const options = found.map((hit) => ({ ...hit, value: [hit.name, hit.detail].filter(Boolean).join(' · ') }))
  return (
    <FormModal
      title={`Whose number is ${national}?`}
      opened={opened}
      onClose={onClose}
      form={form}
      size={440}
      submit="Add the number"
      onSubmit={async () => {
        const chosen = options.find(({ value }) => value === form.values.who)
        if (!chosen)
          throw new ApiError({ code: 'bad-input', reason: phrase('inbox.choose-somebody'), field: 'who' })
        await addNumber(chosen.id, e164)
        onAttached(chosen)
        form.reset()
      }}
    >
      <Text c="second">
        The number joins their record. Consent starts as not asked; you may answer what they wrote.
      </Text>
      <Autocomplete
        label="Person"
        placeholder="Part of a name or number"
        data-autofocus
        data={options.map(({ value }) => value)}
        filter={({ options: all }) => all}
        {...form.getInputProps('who')}
      />
    </FormModal>
  )
}
