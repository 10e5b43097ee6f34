import { NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { parseDecimal } from '#core/money'
import { measure } from '#core/segments'
import { LANGUAGES, type Money } from '#core/values'
import { ApiError } from '../../app/api'
import { useMay } from '../../app/session'
import { useLocale } from '../../ui/locale'
import { LANGUAGE_WORD } from '../../ui/words'
import { Head } from './Head'
import type { SectionProps } from './sections'
import { SettingsForm } from './SettingsForm'
import css from './settings.module.css'
import { saveSending, type Sending } from './use-settings'

const FUNDING = [
  { value: 'prepaid', label: 'Prepaid: stop when the balance is too small' },
  { value: 'auto-recharge', label: 'Auto-recharge: warn, Twilio tops up' },
  { value: 'invoiced', label: 'Invoiced: warn, only the office’s cap stops' },
]

/** As it is typed in a field: without trailing zeros beyond the cents. */
const asTyped = (money: Money | null): string =>
  money === null ? '' : (money.micros / 1_000_000).toFixed(6).replace(/(\.\d\d\d*?)0+$/, '$1')

const readCap = (typed: string, currency: string): Money | null => {
  const words = typed.replace(/[\s,$€£]/g, '')
  if (words === '') return null
  try {
    const cap = parseDecimal(words, currency)
    if (cap.micros >= 0) return cap
  } catch {
    // Said below, beside the field.
  }
  throw new ApiError({
    code: 'bad-input',
    message: 'Type an amount such as 40 or 40.50, or leave it empty.',
    field: 'cap',
  })
}

export function SendingRules({ settings }: SectionProps) {
  const { sending, office } = settings
  const { currency } = useLocale()
  const may = useMay('admin')
  const form = useForm({
    initialValues: { ...sending, rate: sending.rate ?? ('' as const), cap: asTyped(sending.cap) },
  })
  const { values } = form
  const save = async () => {
    const next: Sending = {
      ...values,
      rate: values.rate === '' ? null : Number(values.rate),
      cap: readCap(values.cap, office.currency),
    }
    await saveSending(next)
  }
  return (
    <>
      <Head title="Sending">
        Rules for every bulk text. Individual replies have no quiet hours and no opt-out line.
      </Head>
      <SettingsForm
        form={form}
        label="Sending"
        disabled={!may}
        saved="Saved the rules of sending"
        submit="Save rules"
        onSave={save}
      >
        <h3>Opt-out line</h3>
        <p className={css.help}>
          Ends every bulk and marketing text, in the language of the text. The office is named and an opt-out
          offered, because the law in most countries asks for it.
        </p>
        {LANGUAGES.map((language) => (
          <TextInput
            key={language}
            label={LANGUAGE_WORD[language]}
            maxLength={160}
            description={`${measure(values.optOut[language] ?? '').characters} characters, ${measure(values.optOut[language] ?? '').encoding === 'GSM-7' ? 'none of them dear' : 'with letters that make the text cost double'}`}
            {...form.getInputProps(`optOut.${language}`)}
          />
        ))}
        <Switch
          label="Put the office’s name before a text that does not say it"
          {...form.getInputProps('nameOffice', { type: 'checkbox' })}
        />
        <Switch
          label="People may reply by text"
          description="Off for a one-way sender: the opt-out line must then name a phone or a link"
          {...form.getInputProps('allowReplies', { type: 'checkbox' })}
        />
        <h3>Quiet hours</h3>
        <p className={css.help}>
          Bulk texts leave only between these times. The same time twice means always.
        </p>
        <div className={css.three}>
          <TextInput label="Not before" type="time" {...form.getInputProps('quiet.from')} />
          <TextInput label="Not after" type="time" {...form.getInputProps('quiet.to')} />
          <span />
        </div>
        <h3>Pace</h3>
        <div className={css.pair}>
          <NumberInput
            label="Undo time"
            description="Before a bulk send really leaves"
            suffix=" seconds"
            min={0}
            max={600}
            allowDecimal={false}
            {...form.getInputProps('holdSeconds')}
          />
          <NumberInput
            label="Messages a second"
            description="Empty: the sender’s own rate"
            placeholder="The sender’s own"
            min={0.1}
            max={1000}
            {...form.getInputProps('rate')}
          />
        </div>
        <h3>Money</h3>
        <div className={css.pair}>
          <Select
            label="How Twilio is paid"
            allowDeselect={false}
            data={FUNDING}
            {...form.getInputProps('funding')}
          />
          <TextInput
            label="Office cap a month"
            description="Nothing is sent beyond it; empty means no cap"
            inputMode="decimal"
            leftSection={<span className={css.unit}>{currency}</span>}
            leftSectionWidth={46}
            {...form.getInputProps('cap')}
          />
        </div>
      </SettingsForm>
    </>
  )
}
