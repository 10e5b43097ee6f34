import { Button, Group, Select, TextInput } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { IconSearch, IconX } from '@tabler/icons-react'
import type { ChosenDays, ReportPeriod } from '#shared/time/report-bounds'
import type { SendType } from '#shared/values'
import { MADE, TYPE_WORD } from '../../ui/words'
import { PERIODS } from './period'
import { useName } from './use-messages'
import { STATES } from './words'

/** What the report is narrowed to, as it was chosen. */
export type Chosen = {
  readonly period: ReportPeriod
  readonly days: ChosenDays
  readonly type: SendType | null
  readonly state: string | null
  readonly typed: string
}
type ReportFiltersProps = {
  chosen: Chosen
  onChange: (patch: Partial<Chosen>) => void
  personId: number | null
  onAnybody: () => void
}

export function ReportFilters({ chosen, onChange, personId, onAnybody }: ReportFiltersProps) {
  const { period, days, type, state, typed } = chosen
  return (
    <Group flex="none" py={10} px="gutter">
      <Select
        size="xs"
        w={140}
        aria-label="Period"
        allowDeselect={false}
        data={[...PERIODS]}
        value={period}
        onChange={(value) => value && onChange({ period: value as ReportPeriod })}
      />
      {period === 'custom' && (
        <DatePickerInput
          type="range"
          size="xs"
          w={210}
          aria-label="Days"
          placeholder="From … to …"
          allowSingleDateInRange
          value={[days[0], days[1]]}
          onChange={([from, to]) => onChange({ days: [from, to] })}
        />
      )}
      <Select
        size="xs"
        w={136}
        clearable
        aria-label="Send type"
        placeholder="Any type"
        data={MADE.map((value) => ({ value, label: TYPE_WORD[value] }))}
        value={type}
        onChange={(value) => onChange({ type: value as SendType | null })}
      />
      <Select
        size="xs"
        w={178}
        clearable
        aria-label="Status"
        placeholder="Any status"
        data={Object.entries(STATES).map(([value, { label }]) => ({ value, label }))}
        value={state}
        onChange={(next) => onChange({ state: next })}
      />
      {personId !== null && <OnlyPerson id={personId} onAnybody={onAnybody} />}
      <TextInput
        size="xs"
        flex={1}
        maw={240}
        miw={140}
        type="search"
        leftSection={<IconSearch size={14} aria-hidden />}
        placeholder="Name, number or words"
        aria-label="Search texts and replies"
        value={typed}
        onChange={(event) => onChange({ typed: event.currentTarget.value })}
      />
    </Group>
  )
}

function OnlyPerson({ id, onAnybody }: { id: number; onAnybody: () => void }) {
  const person = useName(id)
  return (
    <Button
      size="xs"
      variant="default"
      rightSection={<IconX size={13} aria-hidden />}
      aria-label={`Not only ${person ?? 'this person'}`}
      onClick={onAnybody}
    >
      {person ?? 'One person'}
    </Button>
  )
}
