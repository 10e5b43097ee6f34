import { TagsInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { FormModal } from '../../ui/forms/FormModal'
import { plural } from '../../ui/plural'
import { toast } from '../../ui/feedback/toast'
import { tagPeople, useTags } from './use-people'

export function TagPeople({ ids, onClose }: { ids: number[]; onClose: () => void }) {
  const { data: tags = [] } = useTags()
  const known = tags.map(({ tag }) => tag)
  const form = useForm({ initialValues: { add: [] as string[], remove: [] as string[] } })
  const { add, remove } = form.values
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Tag ${plural(ids.length, 'record')}`}
      form={form}
      submit="Change tags"
      disabled={add.length + remove.length === 0}
      onSubmit={async () => {
        await tagPeople(ids, add, remove)
        toast({ say: `Changed the tags of ${plural(ids.length, 'record')}` })
      }}
    >
      <TagsInput
        label="Add these tags"
        description="Type one and press Enter"
        data={known}
        data-autofocus
        {...form.getInputProps('add')}
      />
      <TagsInput label="Take these tags away" data={known} {...form.getInputProps('remove')} />
    </FormModal>
  )
}
