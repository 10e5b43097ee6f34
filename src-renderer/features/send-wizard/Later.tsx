import { Select } from '@mantine/core'
import { useForm } from '@mantine/form'
import { FormModal } from '../../ui/forms/FormModal'
import { Note } from '../../ui/feedback/Note'
import { HandOverField } from '../../ui/fields/HandOverField'
import { handOverRule } from '../../ui/fields/number-rule'
import { WhenField } from '../../ui/fields/WhenField'
import { LATE_WORD, optionsOf } from '../../ui/words'
import type { Review } from './use-send'
import type { Choices } from './wizard'

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
      handOverHours: (hours, { notBefore }) => (notBefore === null ? null : handOverRule(hours)),
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
            <HandOverField purpose={review.what.purpose} {...form.getInputProps('handOverHours')} />
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
