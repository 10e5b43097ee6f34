import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from 'react-router'
import type { RecordKind } from '#shared/values'
import { FormModal } from '../../ui/forms/FormModal'
import { plural } from '../../ui/plural'
import { toast } from '../../ui/feedback/toast'
import { addToList, newStaticList, useLists } from './use-people'

const NEW = 'new'
type AddToListProps = { ids: number[]; kind: RecordKind | null; onClose: () => void; onDone: () => void }

export function AddToList({ ids, kind, onClose, onDone }: AddToListProps) {
  const { data: lists = [] } = useLists()
  const statics = lists.filter((list) => list.kind === 'static' && !list.archived)
  const form = useForm({ initialValues: { list: NEW, name: '' } })
  const navigate = useNavigate()
  const fresh = form.values.list === NEW
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Add ${plural(ids.length, 'record')} to a list`}
      form={form}
      submit={fresh ? 'Make list and add' : 'Add to list'}
      onSubmit={async () => {
        const id = fresh ? (await newStaticList(form.values.name, kind)).id : Number(form.values.list)
        const { added } = await addToList(id, ids)
        const name = fresh ? form.values.name.trim() : statics.find((list) => list.id === id)?.name
        toast({
          say: `Added ${plural(added, 'record')} to “${name}”`,
          action: { label: 'Open', run: () => navigate(`/lists/${id}`) },
        })
        onDone()
      }}
    >
      <Select
        label="List"
        allowDeselect={false}
        searchable={statics.length > 8}
        data={[
          { value: NEW, label: 'A new list' },
          ...statics.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        {...form.getInputProps('list')}
      />
      {fresh && (
        <TextInput
          label="Name of the new list"
          maxLength={80}
          data-autofocus
          {...form.getInputProps('name')}
        />
      )}
    </FormModal>
  )
}
