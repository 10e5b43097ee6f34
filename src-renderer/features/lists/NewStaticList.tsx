import { Select, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from 'react-router'
import type { RecordKind } from '#shared/values'
import { FormModal } from '../../ui/forms/FormModal'
import { EVERYONE, KIND_CHOICES } from './kinds'
import { saveList } from './use-lists'

export function NewStaticList({ onClose }: { onClose: () => void }) {
  const form = useForm({ initialValues: { name: '', recordKind: EVERYONE as RecordKind | typeof EVERYONE } })
  const navigate = useNavigate()
  return (
    <FormModal
      opened
      onClose={onClose}
      title="New static list"
      form={form}
      submit="Make list"
      onSubmit={async () => {
        const { name, recordKind } = form.values
        const { id } = await saveList({
          id: null,
          name,
          kind: 'static',
          recordKind: recordKind === EVERYONE ? null : recordKind,
          conditions: null,
        })
        void navigate(`/lists/${id}`)
      }}
    >
      <TextInput label="Name of the list" maxLength={80} data-autofocus {...form.getInputProps('name')} />
      <Select label="For" allowDeselect={false} data={KIND_CHOICES} {...form.getInputProps('recordKind')} />
      <Text c="second">
        People are put on it from the table under People: select rows, then “Add to list”.
      </Text>
    </FormModal>
  )
}
