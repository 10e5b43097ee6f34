import { Select, Switch, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { parseDecimal } from '#shared/money'
import { amountText, asTyped } from '#shared/text/decimals'
import { measure } from '#shared/text/segments'
import { LANGUAGES, type Money } from '#shared/values'
import { phrase } from '#shared/phrases/phrase'
import { ApiError } from '../../../app/client/api'
import { useMay } from '../../../app/client/session'
import { NumberField } from '../../../ui/fields/NumberField'
import { decimalRule, wholeRule } from '../../../ui/fields/number-rule'
import { useLocale } from '../../../ui/locale'
import { LANGUAGE_WORD, LATE_WORD, optionsOf } from '../../../ui/words'
import { Head } from '../Head'
import { TwoColumns } from '../TwoColumns'
import { Part } from './Part'
import { QuietHours } from './QuietHours'
import { SettingsForm } from '../SettingsForm'
import text from '../../../ui/text.module.css'
import { saveSending, type Sending } from '../use-settings'
import type { SectionProps } from '../section-props'

const FUNDING = [
  { value: 'prepaid', label: 'Prepaid: stop when the balance is too small' },
  { value: 'auto-recharge', label: 'Auto-recharge: warn, Twilio tops up' },
  { value: 'invoiced', label: 'Invoiced: warn, only the office’s cap stops' },
]

/** As it is typed in a field: without trailing zeros beyond the cents. */
const capAsTyped = (money: Money | null, country: string): string =>
  money === null
    ? ''
    : asTyped((money.micros / 1_000_000).toFixed(6).replace(/(\.\d\d\d*?)0+$/, '$1'), country)

const readCap = (typed: string, { country, currency }: SectionProps['settings']['office']): Money | null => {
  if (typed.trim() === '') return null
  try {
    const cap = parseDecimal(amountText(typed, country) ?? '', currency)
    if (cap.micros >= 0) return cap
  } catch {
    // Said below, beside the field.
  }
  throw new ApiError({
    code: 'bad-input',
    reason: phrase('settings.amount', { example: asTyped('40.50', country) }),
    field: 'cap',
  })
}

const startOf = (sending: Sending, country: string) => ({
  ...sending,
  rate: sending.rate ?? ('' as number | ''),
  cap: capAsTyped(sending.cap, country),
  texts: sending.perPerson?.texts ?? ('' as number | ''),
  days: sending.perPerson?.days ?? 7,
})
type RulesForm = UseFormReturnType<ReturnType<typeof startOf>>

export function SendingRules({ settings }: SectionProps) {
  const { sending, office } = settings
  const may = useMay('admin')
  const form: RulesForm = useForm({
    initialValues: startOf(sending, office.country),
    validate: {
      texts: wholeRule({ least: 1, most: 100, optional: true }),
      days: (days, { texts }) => (texts === '' ? null : wholeRule({ least: 1, most: 365 })(days)),
      holdSeconds: wholeRule({ least: 0, most: 600 }),
      rate: decimalRule({ least: 0.1, most: 1000, optional: true }, office.country),
    },
  })
  const { values } = form
  const save = async () => {
    const { texts, days, ...rest } = values
    const next: Sending = {
      ...rest,
      perPerson: texts === '' ? null : { texts, days },
      rate: values.rate === '' ? null : values.rate,
      cap: readCap(values.cap, office),
    }
    await saveSending(next)
  }
  return (
    <>
      <Head title="Sending">Rules for every bulk text. Individual replies have no quiet hours.</Head>
      <SettingsForm
        form={form}
        label="Sending"
        disabled={!may}
        saved="Saved the rules of sending"
        submit="Save rules"
        onSave={save}
      >
        <OptOutLine form={form} />
        <QuietHours form={form} />
        <Guards form={form} />
        <Pace form={form} />
        <Budget form={form} />
      </SettingsForm>
    </>
  )
}

const costOf = (line: string): string => {
  const { characters, encoding } = measure(line)
  return `${characters} characters, ${encoding === 'GSM-7' ? 'none of them at a higher price' : 'with letters that make the text cost double'}`
}

function OptOutLine({ form }: { form: RulesForm }) {
  return (
    <Part
      title="Opt-out line"
      help="Ends every bulk and marketing text, in the language of each person; in that of the text where nobody said one. The office is named and an opt-out offered, because the law in most countries asks for it."
    >
      {LANGUAGES.map((language) => (
        <TextInput
          key={language}
          label={LANGUAGE_WORD[language]}
          maxLength={160}
          description={costOf(form.values.optOut[language] ?? '')}
          {...form.getInputProps(`optOut.${language}`)}
        />
      ))}
      <Select
        label="On a text to one person"
        description="A marketing text always ends with the line"
        allowDeselect={false}
        data={[
          { value: 'never', label: 'No line' },
          { value: 'once', label: 'Once per conversation: the first text in 30 days' },
          { value: 'always', label: 'Always' },
        ]}
        {...form.getInputProps('individualOptOut')}
      />
      <Switch
        label="Put the office’s name before a text that does not say it"
        {...form.getInputProps('nameOffice', { type: 'checkbox' })}
      />
      <Switch
        label="People may reply by text"
        description="Off for a one-way sender: the opt-out line must then name a phone or a link"
        {...form.getInputProps('allowReplies', { type: 'checkbox' })}
      />
    </Part>
  )
}

/** What keeps a mistake from reaching everybody, or one person too often. */
function Guards({ form }: { form: RulesForm }) {
  return (
    <Part title="Guards">
      <Switch
        label="Send the first 20 of a large send alone"
        description="The rest follows when they arrived, and waits for you when many of them failed"
        {...form.getInputProps('canary', { type: 'checkbox' })}
      />
      <TwoColumns>
        <Select
          label="Bulk texts late because this PC was off"
          allowDeselect={false}
          data={optionsOf(LATE_WORD)}
          {...form.getInputProps('late')}
        />
        <span />
        <NumberField
          label="Most bulk texts to one person"
          description="Empty means no limit"
          placeholder="No limit"
          {...form.getInputProps('texts')}
        />
        <NumberField
          label="In so many days"
          description="Who had enough is left out, and said so"
          unit="days"
          disabled={form.values.texts === ''}
          {...form.getInputProps('days')}
        />
      </TwoColumns>
    </Part>
  )
}

function Pace({ form }: { form: RulesForm }) {
  return (
    <Part title="Pace">
      <TwoColumns>
        <NumberField
          label="Undo time"
          description="Before a bulk send really leaves"
          unit="seconds"
          {...form.getInputProps('holdSeconds')}
        />
        <NumberField
          label="Messages a second"
          description="Empty: the sender’s own rate"
          placeholder="The sender’s own"
          {...form.getInputProps('rate')}
        />
      </TwoColumns>
    </Part>
  )
}

function Budget({ form }: { form: RulesForm }) {
  const { currency } = useLocale()
  return (
    <Part title="Money">
      <TwoColumns>
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
          leftSection={<span className={`${text.small} ${text.muted}`}>{currency}</span>}
          leftSectionWidth={46}
          {...form.getInputProps('cap')}
        />
      </TwoColumns>
    </Part>
  )
}
