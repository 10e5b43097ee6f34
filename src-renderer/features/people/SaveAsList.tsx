import { Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from 'react-router'
import type { RecordKind } from '#shared/values'
import type { Condition } from '../../ui/conditions/condition-words'
import { FormModal } from '../../ui/forms/FormModal'
import { toast } from '../../ui/feedback/toast'
import { saveSearch } from './use-people'

type SaveAsListProps = {
  kind: RecordKind | null
  conditions: Condition[]
  search: string
  onClose: () => void
}

/** The filters that are on become a saved search, which finds people anew each time it is used. */
export function SaveAsList({ kind, conditions, search, onClose }: SaveAsListProps) {
  const form = useForm({ initialValues: { name: '' } })
  const navigate = useNavigate()
  const of =
    search.trim() === ''
      ? conditions
      : [...conditions, { field: 'name', op: 'contains', value: search.trim() }]
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Save as list"
      form={form}
      submit="Save list"
      onSubmit={async () => {
        const { id } = await saveSearch(form.values.name, kind, { join: 'all', of })
        toast({
          say: `Saved the list “${form.values.name.trim()}”`,
          action: { label: 'Open', run: () => navigate(`/lists/${id}`) },
        })
      }}
    >
      <TextInput label="Name of the list" maxLength={80} data-autofocus {...form.getInputProps('name')} />
      <Text c="second">
        It keeps these filters, not these people: whoever matches when it is used is on it.
        {search.trim() !== '' && ' What you searched for is kept as “Name contains”.'}
      </Text>
    </FormModal>
  )
}
