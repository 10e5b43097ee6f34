import { Stack, Switch } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useMay } from '../../../app/client/session'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { useCount } from '../../../ui/locale'
import { NumberField } from '../../../ui/fields/NumberField'
import { wholeRule } from '../../../ui/fields/number-rule'
import { Note } from '../../../ui/feedback/Note'
import { Head } from '../Head'
import { SettingsForm } from '../SettingsForm'
import { type RetentionRules, saveRetention, useRetention, useRetentionPreview } from '../use-settings'

type Kept = keyof RetentionRules
const FIELDS: readonly {
  key: Kept
  label: string
  say: string
  first: number
  unit: readonly [string, string]
}[] = [
  {
    key: 'texts',
    label: 'Texts',
    say: 'Their words, numbers and names, here and at the carrier; that and when one was sent stays',
    first: 730,
    unit: ['text', 'texts'],
  },
  {
    key: 'replies',
    label: 'Replies',
    say: 'Those that were read',
    first: 730,
    unit: ['reply', 'replies'],
  },
  {
    key: 'pictures',
    label: 'Pictures',
    say: 'That came with replies and were read',
    first: 90,
    unit: ['picture message', 'picture messages'],
  },
  { key: 'audit', label: 'Audit log', say: 'Its entries', first: 1095, unit: ['entry', 'entries'] },
  {
    key: 'safetyCopyDays',
    label: 'Copies from before a restore',
    say: 'What a restore replaced, encrypted',
    first: 30,
    unit: ['copy', 'copies'],
  },
]

/** Null is for ever. */
const keptDays = (days: unknown) => (days === null ? null : wholeRule({ least: 1, most: 36_500 })(days))

/** How long things are kept, and what would go. */
export function Retention() {
  const { data, error, refetch } = useRetention()
  return (
    <>
      <Head title="How long things are kept">
        Older things go at night, a few at a time, with the same erasing as forgetting a person. What is gone
        cannot be brought back; backups from before still hold it until they go themselves.
      </Head>
      {error && (
        <ErrorState what="The rules could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <LoadingLine on />}
      {data && <Rules rules={data} />}
    </>
  )
}

function Rules({ rules }: { rules: RetentionRules }) {
  const form = useForm({
    initialValues: rules,
    validate: {
      texts: keptDays,
      replies: keptDays,
      pictures: keptDays,
      audit: keptDays,
      safetyCopyDays: keptDays,
    },
  })
  const may = useMay('admin')
  return (
    <SettingsForm
      form={form}
      label="How long things are kept"
      disabled={!may}
      saved="Saved how long things are kept"
      submit="Save how long things are kept"
      onSave={() => saveRetention(form.values)}
    >
      {FIELDS.map(({ key, label, say, first }) => {
        const days = form.values[key]
        return (
          <Stack key={key} gap="sm">
            <Switch
              label={`${label}: for ever`}
              description={say}
              checked={days === null}
              onChange={(event) => form.setFieldValue(key, event.currentTarget.checked ? null : first)}
            />
            {days !== null && (
              <NumberField
                ms={46}
                styles={{ label: { whiteSpace: 'nowrap' } }}
                label={`${label}: days`}
                w={180}
                {...form.getInputProps(key)}
              />
            )}
          </Stack>
        )
      })}
      {may && form.isValid() && <Preview rules={form.values} />}
    </SettingsForm>
  )
}

function Preview({ rules }: { rules: RetentionRules }) {
  const [asked] = useDebouncedValue(rules, 300)
  const { data, error, isFetching } = useRetentionPreview(asked)
  const say = useCount()
  if (error) return <Note tone="bad">{error.message}</Note>
  if (!data) return isFetching ? <LoadingLine on /> : null
  const counts = { ...data, safetyCopyDays: data.safetyCopies }
  const gone = FIELDS.filter(({ key }) => counts[key] > 0).map(
    ({ key, unit }) => `${say(counts[key])} ${unit[counts[key] === 1 ? 0 : 1]}`,
  )
  return (
    <Note tone={gone.length > 0 ? 'warn' : 'info'} title="With these rules, the next night">
      {gone.length > 0 ? `${gone.join(', ')} would go.` : 'Nothing would go: nothing is that old.'}
    </Note>
  )
}
