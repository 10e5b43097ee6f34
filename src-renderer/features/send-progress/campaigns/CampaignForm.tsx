import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { RecordKind } from '#shared/values'
import { FormModal } from '../../../ui/forms/FormModal'
import { toast } from '../../../ui/feedback/toast'
import { HandOverField } from '../../../ui/fields/HandOverField'
import { handOverRule } from '../../../ui/fields/number-rule'
import { WhenField } from '../../../ui/fields/WhenField'
import { KIND_PLURAL, LATE_WORD, optionsOf, PURPOSE_WORD } from '../../../ui/words'
import { type Campaign, saveCampaign, useTemplates } from './use-campaigns'

type CampaignFormProps = {
  campaign: Campaign | null
  onClose: () => void
  onSaved: (id: number) => void
}

/** What a campaign is: its name, for whom, which text, when, and what if this PC is off then. */
export function CampaignForm({ campaign, onClose, onSaved }: CampaignFormProps) {
  const { data: templates = [] } = useTemplates()
  const form = useForm({
    initialValues: {
      name: campaign?.name ?? '',
      recordKind: campaign?.recordKind ?? ('client' as RecordKind),
      templateId: campaign?.templateId ? String(campaign.templateId) : null,
      dispatchAt: campaign?.dispatchAt ?? null,
      late: campaign?.late ?? ('ask' as const),
      handOverHours: campaign?.handOverHours ?? ('' as number | ''),
    },
    validate: {
      handOverHours: (hours, { dispatchAt }) => (dispatchAt === null ? null : handOverRule(hours)),
    },
  })
  const { values } = form
  const fitting = templates.filter(
    (one) => !one.archived && one.recordKind === values.recordKind && one.purpose !== 'conversation',
  )
  const chosen = fitting.find((one) => String(one.id) === values.templateId)
  return (
    <FormModal
      opened
      onClose={onClose}
      title={campaign ? 'Edit campaign' : 'New campaign'}
      form={form}
      submit={campaign ? 'Save campaign' : 'Make campaign'}
      size={560}
      onSubmit={async () => {
        const { id } = await saveCampaign({
          ...values,
          id: campaign?.id ?? null,
          templateId: chosen?.id ?? null,
          handOverHours: values.handOverHours === '' ? null : values.handOverHours,
        })
        toast({
          say: campaign ? `Saved “${values.name.trim()}”` : `Made the campaign “${values.name.trim()}”`,
        })
        onSaved(id)
      }}
    >
      <TextInput label="Name" maxLength={80} data-autofocus {...form.getInputProps('name')} />
      <Select
        label="For"
        allowDeselect={false}
        data={optionsOf(KIND_PLURAL)}
        {...form.getInputProps('recordKind')}
      />
      <Select
        label="Template"
        placeholder={fitting.length === 0 ? 'There is no template for these records yet' : 'Choose the text'}
        searchable={fitting.length > 8}
        clearable
        clearButtonProps={{ 'aria-label': 'Clear the template' }}
        data={fitting.map((one) => ({
          value: String(one.id),
          label: `${one.name} (${PURPOSE_WORD[one.purpose].toLowerCase()})`,
        }))}
        {...form.getInputProps('templateId')}
      />
      <WhenField
        label="Dispatch date"
        placeholder="As soon as its texts are generated"
        {...form.getInputProps('dispatchAt')}
      />
      <Select
        label="If this PC was off then"
        allowDeselect={false}
        data={optionsOf(LATE_WORD)}
        {...form.getInputProps('late')}
      />
      {values.dispatchAt !== null && (
        <HandOverField purpose={chosen?.purpose ?? 'alerts'} {...form.getInputProps('handOverHours')} />
      )}
    </FormModal>
  )
}
