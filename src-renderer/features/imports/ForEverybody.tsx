import { Autocomplete, Checkbox, Radio, Select, Stack, TextInput } from '@mantine/core'
import { type RefObject, useEffect, useRef } from 'react'
import { RECORD_KINDS } from '#shared/values'
import { Panel } from '../../ui/page/Panel'
import { KIND_PLURAL } from '../../ui/words'
import { type Options, useTags } from './use-imports'

type Consent = NonNullable<Options['consent']>
type ForEverybodyProps = {
  options: Options
  onChange: (options: Options) => void
  /** Why the source of the consent was refused. */
  sourceError: string | null
}

const BASES = [
  { value: 'written', label: 'In writing: a form, an e-mail, a text' },
  { value: 'verbal', label: 'Said it, at the desk or by phone' },
  { value: 'existing-customer', label: 'Existing customer' },
]

/** What holds for every line of the file: kind, who is here already, consent, tag. */
export function ForEverybody({ options, onChange, sourceError }: ForEverybodyProps) {
  const tags = useTags().data
  const source = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (sourceError !== null) source.current?.focus()
  }, [sourceError])
  const setOptions = (patch: Partial<Options>) => onChange({ ...options, ...patch })
  const setConsent = (patch: Partial<Consent>) =>
    setOptions({
      consent: { purposes: ['alerts'], basis: 'written', source: '', ...options.consent, ...patch },
    })
  return (
    <Panel title="For everybody in this file">
      <Stack gap={14} p="4px 14px 16px">
        <Select
          label="They are"
          allowDeselect={false}
          data={RECORD_KINDS.map((kind) => ({
            value: kind,
            label: KIND_PLURAL[kind],
          }))}
          value={options.kind}
          onChange={(kind) => kind && setOptions({ kind: kind as Options['kind'] })}
        />
        <Radio.Group
          label="Who is here already"
          value={options.duplicates}
          onChange={(value) => setOptions({ duplicates: value as Options['duplicates'] })}
        >
          <Stack gap="sm" pt="xs">
            <Radio value="merge" label="Add what is missing to their record" />
            <Radio value="skip" label="Skip the line" />
            <Radio value="add" label="Add them once more" />
          </Stack>
        </Radio.Group>
        <Radio.Group
          label="Consent"
          description="A column of the file that says so comes first."
          value={options.consent ? 'given' : 'none'}
          onChange={(value) => (value === 'given' ? setConsent({}) : setOptions({ consent: null }))}
        >
          <Stack gap="sm" pt="xs">
            <Radio value="none" label="Not asked: nobody is texted before" />
            <Radio value="given" label="Everybody in this file agreed" />
          </Stack>
        </Radio.Group>
        {options.consent && (
          <ConsentGiven
            consent={options.consent}
            onChange={setConsent}
            source={source}
            sourceError={sourceError}
          />
        )}
        <Autocomplete
          label="Tag (optional)"
          placeholder="Imported in November"
          maxLength={40}
          data={(tags ?? []).map(({ tag }) => tag)}
          value={options.tag}
          onChange={(tag) => setOptions({ tag })}
        />
      </Stack>
    </Panel>
  )
}

type ConsentGivenProps = {
  consent: Consent
  onChange: (patch: Partial<Consent>) => void
  source: RefObject<HTMLInputElement | null>
  sourceError: string | null
}
/** Which consent it is, how it was given, and where it is kept. */
function ConsentGiven({ consent, onChange, source, sourceError }: ConsentGivenProps) {
  return (
    <Stack p="10px 12px 12px" bdrs="md" bg="var(--db-sunken)">
      <Checkbox.Group
        label="To which texts?"
        value={consent.purposes}
        onChange={(purposes) => onChange({ purposes: purposes as Consent['purposes'] })}
      >
        <Stack gap="sm" pt="xs">
          <Checkbox value="alerts" label="Alerts" />
          <Checkbox value="marketing" label="Marketing" />
        </Stack>
      </Checkbox.Group>
      <Select
        label="How did they say it?"
        allowDeselect={false}
        data={BASES}
        value={consent.basis}
        onChange={(basis) => basis && onChange({ basis })}
      />
      <TextInput
        label="Where is the answer kept?"
        placeholder="Intake forms 2025"
        maxLength={200}
        value={consent.source}
        ref={source}
        error={sourceError ?? undefined}
        onChange={(event) => onChange({ source: event.currentTarget.value })}
      />
    </Stack>
  )
}
