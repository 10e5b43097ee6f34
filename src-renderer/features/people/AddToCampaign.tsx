import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from 'react-router'
import type { RecordKind } from '#shared/values'
import { FormModal } from '../../ui/forms/FormModal'
import { plural } from '../../ui/plural'
import { toast } from '../../ui/feedback/toast'
import { addToCampaign, newCampaign, useDraftCampaigns } from './use-people'

const NEW = 'new'
type AddToCampaignProps = { ids: number[]; kind: RecordKind | null; onClose: () => void; onDone: () => void }

/** Puts the selected records on a campaign that is still a draft, or on a new one. */
export function AddToCampaign({ ids, kind, onClose, onDone }: AddToCampaignProps) {
  const { data: drafts = [] } = useDraftCampaigns(kind)
  const form = useForm({ initialValues: { campaign: NEW, name: '' } })
  const navigate = useNavigate()
  const fresh = form.values.campaign === NEW
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Add ${plural(ids.length, 'record')} to a campaign`}
      form={form}
      submit={fresh ? 'Make campaign and add' : 'Add to campaign'}
      onSubmit={async () => {
        const id = fresh
          ? (await newCampaign(form.values.name, kind ?? 'client')).id
          : Number(form.values.campaign)
        const { added } = await addToCampaign(id, ids)
        const name = fresh ? form.values.name.trim() : drafts.find((one) => one.id === id)?.name
        toast({
          say: `Added ${plural(added, 'record')} to “${name}”`,
          action: { label: 'Open', run: () => navigate(`/campaigns/${id}`) },
        })
        onDone()
      }}
    >
      <Select
        label="Campaign"
        allowDeselect={false}
        searchable={drafts.length > 8}
        data={[
          { value: NEW, label: 'A new campaign' },
          ...drafts.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        {...form.getInputProps('campaign')}
      />
      {fresh && (
        <TextInput
          label="Name of the new campaign"
          maxLength={80}
          data-autofocus
          {...form.getInputProps('name')}
        />
      )}
    </FormModal>
  )
}
