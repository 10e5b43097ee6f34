import { Radio, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Purpose } from '#shared/values'
import { FormModal } from '../../ui/forms/FormModal'
import { LoadingLine } from '../../ui/feedback/Loading'
import { Note } from '../../ui/feedback/Note'
import { toast } from '../../ui/feedback/toast'
import { optionsOf, PURPOSE_WORD } from '../../ui/words'
import { refuseConsent, usePerson } from './use-consent'

const ALL = 'all'
type RecordRefusalProps = { recipientId: number; purpose: Purpose | null; onClose: () => void }

/** A refusal at the desk. Until it is answered whom it is about, it is about the number. */
export function RecordRefusal({ recipientId, purpose, onClose }: RecordRefusalProps) {
  const { data: person } = usePerson(recipientId)
  const form = useForm({
    initialValues: {
      scope: 'number' as 'number' | 'person',
      e164: '',
      purpose: (purpose ?? ALL) as string,
      reason: '',
    },
  })
  if (!person) return <LoadingLine on />
  const { scope } = form.values
  const first = person.numbers.find((number) => number.primary) ?? person.numbers[0]
  const number = person.numbers.find((one) => one.e164 === form.values.e164) ?? first
  const numbers = person.numbers.map(({ e164, national, label }) => ({
    value: e164,
    label: `${national} ${label}`,
  }))
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`${person.name} wants no texts`}
      form={form}
      danger
      size={520}
      submit={
        scope === 'number'
          ? `Block ${number?.national ?? 'the number'}`
          : `Record the refusal of ${person.name}`
      }
      disabled={scope === 'number' && !number}
      onSubmit={async () => {
        await refuseConsent({
          recipientId,
          e164: number?.e164 ?? '',
          scope,
          purpose:
            scope === 'number' || form.values.purpose === ALL ? null : (form.values.purpose as Purpose),
          reason: form.values.reason,
        })
        toast({
          say: scope === 'number' ? `Blocked ${number?.national}` : `Recorded the refusal of ${person.name}`,
        })
      }}
    >
      <Radio.Group label="This person or this number?" {...form.getInputProps('scope')}>
        <Stack gap="sm" pt="xs">
          <Radio
            value="number"
            label="This number"
            description="Nobody who shares it gets a text there, for any purpose."
          />
          <Radio
            value="person"
            label={`${person.name} alone`}
            description="Others who share a number with them may still be texted."
          />
        </Stack>
      </Radio.Group>
      {scope === 'number' ? (
        first ? (
          <Select
            label="Number"
            allowDeselect={false}
            data={numbers}
            {...form.getInputProps('e164')}
            value={number?.e164 ?? null}
          />
        ) : (
          <Note tone="warn">There is no number on this record.</Note>
        )
      ) : (
        <Select
          label="For which texts?"
          allowDeselect={false}
          data={[{ value: ALL, label: 'All of them' }, ...optionsOf(PURPOSE_WORD)]}
          {...form.getInputProps('purpose')}
        />
      )}
      <TextInput
        label="What was said?"
        placeholder="“Please, no more texts”, by phone"
        maxLength={300}
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </FormModal>
  )
}
