import { Button, Chip, Fieldset, Group, Switch, TagsInput, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { dayExample, readDay } from '#shared/time/dates'
import { holidaysOf } from '#shared/time/holidays'
import { useLocale } from '../../../ui/locale'
import { PURPOSE_WORD } from '../../../ui/words'
import type { Sending } from '../use-settings'
import { Part } from './Part'

type Form = Pick<
  UseFormReturnType<{ quiet: Sending['quiet'] }>,
  'getInputProps' | 'setFieldValue' | 'errors' | 'values'
>

/** When bulk texts arrive, and on which days they do not. */
export function QuietHours({ form }: { form: Form }) {
  const { country } = useLocale()
  return (
    <Part
      title="Quiet hours"
      help="Bulk texts arrive only between these times, by the clock where each person is. The same time twice means the whole day."
    >
      {(['alerts', 'marketing'] as const).map((purpose) => (
        <QuietRule key={purpose} purpose={purpose} form={form} />
      ))}
      <TagsInput
        label="Holidays"
        description={`A date such as ${dayExample(country, '2026-12-25')}, then Enter`}
        placeholder={form.values.quiet.holidays.length > 0 ? '' : 'None'}
        {...form.getInputProps('quiet.holidays')}
        onChange={(days) =>
          form.setFieldValue(
            'quiet.holidays',
            // As the office writes a date; what is none stays and is refused beside the field.
            days.map((day) => {
              const read = readDay(day, country, { today: new Date().toISOString().slice(0, 10) })
              return read.ok ? read.date : day
            }),
          )
        }
        error={form.errors['quiet.holidays'] ?? form.errors['quiet.holidays.0']}
      />
      <OfferHolidays
        country={country}
        known={form.values.quiet.holidays}
        onAdd={(days) => form.setFieldValue('quiet.holidays', days)}
      />
    </Part>
  )
}

/** From Monday, as a week is read; 0 is Sunday. */
const WEEK = [
  ['1', 'Mon'],
  ['2', 'Tue'],
  ['3', 'Wed'],
  ['4', 'Thu'],
  ['5', 'Fri'],
  ['6', 'Sat'],
  ['0', 'Sun'],
].map(([value = '', label = '']) => ({ value, label }))

function QuietRule({ purpose, form }: { purpose: 'alerts' | 'marketing'; form: Form }) {
  const at = `quiet.${purpose}` as const
  const { days } = form.values.quiet[purpose]
  return (
    <Fieldset legend={<b>{PURPOSE_WORD[purpose]}</b>} p="4px 14px 12px">
      <Group align="flex-end" gap={14}>
        <TextInput w={130} label="Not before" type="time" {...form.getInputProps(`${at}.from`)} />
        <TextInput w={130} label="Not after" type="time" {...form.getInputProps(`${at}.to`)} />
        <Switch label="Also on holidays" {...form.getInputProps(`${at}.onHolidays`, { type: 'checkbox' })} />
      </Group>
      <Chip.Group
        multiple
        value={days.map(String)}
        onChange={(chosen) =>
          form.setFieldValue(
            `${at}.days`,
            chosen.map(Number).toSorted((a, b) => a - b),
          )
        }
      >
        <Group
          gap={6}
          mt={10}
          align="stretch"
          wrap="wrap"
          role="group"
          aria-label={`Weekdays for ${purpose}`}
        >
          {WEEK.map(({ value, label }) => (
            <Chip key={value} value={value} size="xs">
              {label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {form.errors[`${at}.days`] && (
        <Text variant="error" mt="sm" role="alert">
          {form.errors[`${at}.days`]}
        </Text>
      )}
    </Fieldset>
  )
}

/** The holidays of the office's country, this year's and the next one's, in a click each. */
function OfferHolidays({
  country,
  known,
  onAdd,
}: {
  country: string
  known: readonly string[]
  onAdd: (days: string[]) => void
}) {
  const { language } = useLocale()
  const name = new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country
  const year = new Date().getFullYear()
  const offers = [year, year + 1].flatMap((one) => {
    const days = holidaysOf(country, one).filter((day) => !known.includes(day))
    return days.length === 0 ? [] : [{ year: one, days }]
  })
  if (offers.length === 0) return null
  return (
    <Group gap={8} wrap="wrap">
      {offers.map(({ year: one, days }) => (
        <Button
          key={one}
          size="xs"
          variant="default"
          onClick={() => onAdd([...new Set([...known, ...days])].toSorted())}
        >
          Add the {days.length} holidays of {one} in {name}
        </Button>
      ))}
    </Group>
  )
}
