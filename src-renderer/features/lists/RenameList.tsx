import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { FormModal } from '../../ui/forms/FormModal'
import { toast } from '../../ui/feedback/toast'
import { type List, saveList } from './use-lists'

export function RenameList({ list, onClose }: { list: List; onClose: () => void }) {
  const form = useForm({ initialValues: { name: list.name } })
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Rename the list"
      form={form}
      submit="Rename"
      onSubmit={async () => {
        const { id, kind, recordKind, conditions } = list
        await saveList({ id, name: form.values.name, kind, recordKind, conditions })
        toast({ say: `Renamed to “${form.values.name.trim()}”` })
      }}
    >
      <TextInput label="Name of the list" maxLength={80} data-autofocus {...form.getInputProps('name')} />
    </FormModal>
  )
}
