import { Group, Radio, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { PURPOSES, type Purpose } from '#shared/values'
import { FormModal } from '../../ui/forms/FormModal'
import { plural } from '../../ui/plural'
import { toast } from '../../ui/feedback/toast'
import { PURPOSE_WORD } from '../../ui/words'
import { recordConsent } from './use-consent'

const BASES = [
  { value: 'written', label: 'In writing: a form, an e-mail, a text' },
  { value: 'verbal', label: 'Said it, at the desk or by phone' },
  { value: 'existing-customer', label: 'Existing customer' },
] as const
const HELP: Record<Purpose, string> = {
  conversation: 'Individual replies and questions',
  alerts: 'Reminders, changes, cancellations',
  marketing: 'Offers and news',
}

type RecordConsentProps = {
  recipientIds: readonly number[]
  purpose: Purpose
  name?: string
  onClose: () => void
}

/** What people answered, with its evidence: without it, nothing is granted. */
export function RecordConsent({ recipientIds, purpose, name, onClose }: RecordConsentProps) {
  const form = useForm({
    initialValues: {
      purpose,
      state: 'granted' as 'granted' | 'refused',
      basis: 'written' as (typeof BASES)[number]['value'],
      source: '',
      wording: '',
    },
  })
  const { state, purpose: chosen } = form.values
  const who = name ?? plural(recipientIds.length, 'record')
  return (
    <FormModal
      opened
      onClose={onClose}
      title={name ? `Record consent of ${name}` : `Record consent of ${who}`}
      form={form}
      size={520}
      submit={state === 'granted' ? `Record “yes” for ${who}` : `Record “no” for ${who}`}
      onSubmit={async () => {
        const { changed } = await recordConsent({ recipientIds: [...recipientIds], ...form.values })
        toast({
          say: `${PURPOSE_WORD[chosen]} ${state}: ${name ?? plural(changed, 'record')}`,
        })
      }}
    >
      <Radio.Group label="For which texts?" {...form.getInputProps('purpose')}>
        <Stack gap="sm" pt="xs">
          {PURPOSES.map((one) => (
            <Radio key={one} value={one} label={PURPOSE_WORD[one]} description={HELP[one]} />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group label="What did they say?" {...form.getInputProps('state')}>
        <Group gap="xl" align="stretch" pt="xs">
          <Radio value="granted" label="Yes" />
          <Radio value="refused" label="No" />
        </Group>
      </Radio.Group>
      <Select
        label="How did they say it?"
        allowDeselect={false}
        data={[...BASES]}
        {...form.getInputProps('basis')}
      />
      <TextInput
        label="Where is the answer kept?"
        placeholder="Intake form, 12 March"
        maxLength={200}
        {...form.getInputProps('source')}
      />
      <Textarea
        label="What were they asked? (optional)"
        placeholder="May we text you about your visits?"
        autosize
        minRows={2}
        maxRows={5}
        maxLength={500}
        {...form.getInputProps('wording')}
      />
      <Text variant="note">
        It holds for the numbers they have now, and stands in the consent history with your name. A blocked
        number stays blocked.
      </Text>
    </FormModal>
  )
}
