import { Select } from '@mantine/core'
import { useForm } from '@mantine/form'
import { HAND_OVER_MOST_HOURS } from '#shared/hand-over'
import { FormModal } from '../../ui/forms/FormModal'
import { Note } from '../../ui/feedback/Note'
import { NumberField } from '../../ui/fields/NumberField'
import { wholeRule } from '../../ui/fields/number-rule'
import { WhenField } from '../../ui/fields/WhenField'
import { optionsOf } from '../../ui/words'
import type { Review } from './use-send'
import type { Choices } from './wizard'

const LATE_WORD = {
  ask: 'Ask me what to do',
  send: 'Send late, as soon as it is on',
  skip: 'Do not send any more',
}

type LaterProps = {
  review: Review
  choices: Choices
  onClose: () => void
  onChoose: (patch: Partial<Choices>) => void
}

/** When a send leaves, and what if this PC is off then. */
export function Later({ review, choices, onClose, onChoose }: LaterProps) {
  const form = useForm({
    initialValues: {
      notBefore: choices.notBefore,
      late: choices.late ?? ('ask' as const),
      handOverHours: choices.handOverHours ?? ('' as number | ''),
    },
    validate: {
      handOverHours: (hours, { notBefore }) =>
        notBefore === null
          ? null
          : wholeRule({ least: 0, most: HAND_OVER_MOST_HOURS, optional: true })(hours),
    },
  })
  const { values } = form
  const service = review.handOver !== null
  return (
    <FormModal
      opened
      onClose={onClose}
      title="When it leaves"
      form={form}
      submit={values.notBefore === null ? 'Leave at once' : 'Leave then'}
      onSubmit={async () => {
        onChoose({
          notBefore: values.notBefore,
          late: values.notBefore === null ? null : values.late,
          handOverHours: values.handOverHours === '' ? null : values.handOverHours,
        })
      }}
    >
      <WhenField label="Not before" placeholder="At once" {...form.getInputProps('notBefore')} />
      {values.notBefore !== null && (
        <>
          <Select
            label="If this PC was off then"
            allowDeselect={false}
            data={optionsOf(LATE_WORD)}
            {...form.getInputProps('late')}
          />
          {service ? (
            <NumberField
              label="Hand over to Twilio ahead"
              description={
                review.what.purpose === 'marketing'
                  ? 'Empty: 72 hours. If someone says stop while this PC is off, a text handed over may still arrive.'
                  : 'Empty: up to 35 days. Handed over, they leave even while this PC is off.'
              }
              unit="hours"
              {...form.getInputProps('handOverHours')}
            />
          ) : (
            <Note tone="info">
              Texts wait on this PC, which must be on then. With a Twilio Messaging Service they could wait
              with Twilio.
            </Note>
          )}
        </>
      )}
    </FormModal>
  )
}
