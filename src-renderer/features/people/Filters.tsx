import { Box, Button, Group, TextInput, UnstyledButton } from '@mantine/core'
import { IconArchive, IconBookmark, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { RecordKind } from '#shared/values'
import { useMay } from '../../app/client/session'
import { AddCondition, ConditionChip } from '../../ui/conditions/ConditionChip'
import type { Condition } from '../../ui/conditions/condition-words'
import chip from '../../ui/conditions/conditions.module.css'
import { SaveAsList } from './SaveAsList'
import { useSearchFields } from './use-people'

export type FilterState = { search: string; conditions: Condition[]; archived: boolean }
export const NO_FILTER: FilterState = { search: '', conditions: [], archived: false }
/** Offered as chips of their own; the rest is behind "+ Filter". */
const USUAL = ['alerts', 'marketing', 'tag']

type FiltersProps = {
  state: FilterState
  label: string
  kind: RecordKind | null
  onChange: (next: Partial<FilterState>) => void
}

export function Filters({ state, label, kind, onChange }: FiltersProps) {
  const { data: fields = [] } = useSearchFields()
  const maySave = useMay('manager')
  const [saving, setSaving] = useState(false)
  const { conditions, search, archived } = state
  const put = (next: Condition[]) => onChange({ conditions: next })
  return (
    <Group
      flex="none"
      gap={6}
      wrap="wrap"
      py={10}
      px="gutter"
      role="search"
      aria-label={`Filter ${label.toLowerCase()}`}
    >
      <TextInput
        w={180}
        type="search"
        size="xs"
        aria-label={`Filter ${label.toLowerCase()} by name, number or tag`}
        placeholder="Name, number, tag"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search}
        onChange={(event) => onChange({ search: event.currentTarget.value })}
      />
      {conditions.map((condition, index) => (
        <ConditionChip
          // Conditions have no identity of their own; their order does not change.
          key={`${index} ${condition.field}`}
          fields={fields}
          condition={condition}
          onChange={(next) => put(conditions.with(index, next))}
          onRemove={() => put(conditions.toSpliced(index, 1))}
        />
      ))}
      {USUAL.filter((field) => !conditions.some((condition) => condition.field === field)).map((field) => (
        <AddCondition
          key={field}
          fields={fields}
          field={field}
          onAdd={(added) => put([...conditions, added])}
        />
      ))}
      <AddCondition fields={fields} onAdd={(added) => put([...conditions, added])} />
      <Box component="span" flex={1} />
      {maySave && (conditions.length > 0 || search !== '') && (
        <Button
          variant="quiet"
          size="xs"
          leftSection={<IconBookmark size={14} aria-hidden />}
          onClick={() => setSaving(true)}
        >
          Save as list
        </Button>
      )}
      <span className={chip.chip} data-on={archived || undefined}>
        <UnstyledButton aria-pressed={archived} onClick={() => onChange({ archived: !archived })}>
          <IconArchive size={14} aria-hidden />
          Archived
        </UnstyledButton>
      </span>
      {saving && (
        <SaveAsList kind={kind} conditions={conditions} search={search} onClose={() => setSaving(false)} />
      )}
    </Group>
  )
}
