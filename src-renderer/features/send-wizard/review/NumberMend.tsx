import { Button, Select, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { phrase } from '#shared/phrases/phrase'
import { ApiError } from '../../../app/client/api'
import { FormModal } from '../../../ui/forms/FormModal'
import text from '../../../ui/text.module.css'
import { toast } from '../../../ui/feedback/toast'
import { checkNumber, getRecord, type ReviewRow, saveNumber } from '../use-send'
import { useExampleNumber } from '../../../ui/locale'

const LABELS = ['Mobile', 'Home', 'Work', 'Office', 'Other']
const PAUSE_MS = 300

type NumberMendProps = {
  /** Those still to be mended, the first of them first; empty closes the window. */
  rows: readonly ReviewRow[]
  onClose: () => void
  onMended: () => void
}

/** Gives one person after another a number that can be texted. */
export function NumberMend({ rows, onClose, onMended }: NumberMendProps) {
  const [place, setPlace] = useState(0)
  useEffect(() => setPlace(0), [rows])
  const row = rows[place]
  if (!row) return null
  return (
    <OneNumber
      key={row.recipientId}
      row={row}
      place={place}
      of={rows.length}
      onClose={onClose}
      onNext={() => (place + 1 < rows.length ? setPlace(place + 1) : onClose())}
      onMended={onMended}
    />
  )
}

type OneNumberProps = {
  row: ReviewRow
  place: number
  of: number
  onClose: () => void
  onNext: () => void
  onMended: () => void
}

function OneNumber({ row, place, of, onClose, onNext, onMended }: OneNumberProps) {
  const example = useExampleNumber()
  const form = useForm({ initialValues: { number: '', label: 'Mobile' } })
  const [typed] = useDebouncedValue(form.values.number, PAUSE_MS)
  const [hint, setHint] = useState<string | null>(null)
  const saved = useRef(false)
  // A landline stays on the record; a number no phone has does not.
  const wrong = row.reason === 'invalid-number' ? row.number : null
  const more = place + 1 < of

  useEffect(() => {
    let stale = false
    if (typed.trim() === '') setHint(null)
    else
      checkNumber(typed, row.recipientId).then(
        ({ ok, national, message, sharedWith }) => {
          if (stale) return
          setHint(
            !ok
              ? message
              : sharedWith.length > 0
                ? `${national}, shared with ${sharedWith.join(', ')}`
                : (national ?? null),
          )
        },
        () => undefined,
      )
    return () => {
      stale = true
    }
  }, [typed, row.recipientId])

  const submit = async () => {
    const checked = await checkNumber(form.values.number, row.recipientId)
    if (!checked.ok)
      throw new ApiError({
        code: 'bad-input',
        reason: checked.message
          ? phrase('said.as-it-stands', { words: checked.message })
          : phrase('phone.no-phone-number'),
        field: 'number',
      })
    await saveNumber(row.recipientId, wrong ?? (await numberOf(row)), form.values.number, form.values.label)
    toast({ say: `${row.name} can be reached at ${checked.national}` })
    onMended()
    saved.current = true
  }
  return (
    <FormModal
      opened
      // After a number was saved the window goes on to the next person instead of closing.
      onClose={() => {
        if (!saved.current) return onClose()
        saved.current = false
        onNext()
      }}
      title={`${row.reason === 'no-number' ? 'Number' : 'New number'} of ${row.name}`}
      form={form}
      size={420}
      submit={more ? 'Save, then the next' : 'Save number'}
      onSubmit={submit}
      foot={
        of > 1 ? (
          <>
            <span className={`${text.muted} ${text.small}`}>
              {place + 1} of {of}
            </span>
            <Button variant="subtle" onClick={onNext}>
              Skip
            </Button>
          </>
        ) : undefined
      }
    >
      <Text c="second">{row.why}</Text>
      <TextInput
        label="Number that can be texted"
        type="tel"
        autoComplete="off"
        data-autofocus
        description={form.errors.number ? undefined : (hint ?? `As you would write it, such as ${example}.`)}
        {...form.getInputProps('number')}
      />
      <Select label="Label" data={LABELS} allowDeselect={false} {...form.getInputProps('label')} />
    </FormModal>
  )
}

/** The wrong number of a record whose row does not name it: the one that is shown first. */
const numberOf = async (row: ReviewRow): Promise<string | null> => {
  if (row.reason !== 'invalid-number' || row.number !== null) return null
  return (await getRecord(row.recipientId)).numbers[0]?.e164 ?? null
}
