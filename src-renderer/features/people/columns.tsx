import { customValue } from '#shared/people/custom-values'
import { ActionIcon, Group, VisuallyHidden } from '@mantine/core'
import { IconMessage, IconMessageOff, IconUsers } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { PersonRow } from '#contract/people/people'
import { fieldOf, fieldsOf, labelOf } from '#shared/people/person-fields'
import type { PlainKey } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'
import { compose } from '../../app/stores/compose'
import { Consent } from '../../ui/records/Consent'
import type { Column } from '../../ui/tables/DataTable'
import { sayCustom } from '../../ui/fields/custom-value'
import { Status } from '../../ui/feedback/Status'
import { Tag } from '../../ui/records/Tag'
import text from '../../ui/text.module.css'
import { When } from '../../ui/records/When'
import { KIND_WORD } from '../../ui/words'
import type { PeopleSort } from './use-people'

const WHY_NOT: Partial<Record<PersonRow['alerts'], PlainKey>> = {
  'no-number': 'person.no-number',
  blocked: 'skip.suppressed',
  held: 'person.held',
}

/** Opens the compose window; says beforehand where no text may go. The T key does the same for the row. */
function TextIcon({ row }: { row: PersonRow }) {
  const reason = row.archived ? 'person.archived' : WHY_NOT[row.alerts]
  const why = reason && say(reason)
  const Sign = why ? IconMessageOff : IconMessage
  return (
    <ActionIcon
      size="sm"
      ms="auto"
      c={why === undefined ? undefined : 'dimmed'}
      tabIndex={-1}
      aria-label={`Text ${row.name}`}
      title={why ?? `Text ${row.name}`}
      onClick={() => compose(row.id)}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Sign size={15} stroke={1.7} />
    </ActionIcon>
  )
}

/** A field that may be chosen as a column. */
export type ChosenField = {
  /** By which the choice is remembered. */
  readonly id: string
  readonly label: string
  readonly type: string
  /** What the table is sorted by. */
  readonly sort: PeopleSort['sort']
  readonly value: (row: PersonRow) => unknown
}
/** The plain fields of a kind. */
export const plainColumns = (kind: PersonRow['kind'] | null): ChosenField[] =>
  fieldsOf(kind).map((key) => ({
    id: `person.${key}`,
    label: say(labelOf(key)),
    type: fieldOf(key).type,
    sort: key,
    value: (row) => row[key],
  }))
/** One of the office's own. */
export const ownColumn = ({
  key,
  label,
  type,
}: {
  key: string
  label: string
  type: string
}): ChosenField => ({
  id: key,
  label,
  type,
  sort: `custom.${key}`,
  value: (row) => customValue(row.custom, key),
})

type NameCellProps = { row: PersonRow; kind: PersonRow['kind'] | null; onOpen: () => void }
function NameCell({ row, kind, onOpen }: NameCellProps) {
  return (
    <Group component="span" gap={6} miw={0}>
      <Link
        className={`${text.name} ${text.truncate}`}
        to={`/people/${row.id}`}
        tabIndex={-1}
        title={row.name}
        onClick={onOpen}
      >
        <bdi>{row.name}</bdi>
      </Link>
      {row.past ? (
        <Tag>{kind === 'client' ? 'Past' : 'Past client'}</Tag>
      ) : (
        kind === null && <Tag>{KIND_WORD[row.kind]}</Tag>
      )}
    </Group>
  )
}

function NumberCell({ row }: { row: PersonRow }) {
  if (row.number === null)
    return (
      <Group component="span" gap={6} miw={0}>
        <span className={text.muted}>No number</span>
        <TextIcon row={row} />
      </Group>
    )
  return (
    <Group component="span" gap={6} miw={0}>
      {row.number}
      {row.shared > 1 && (
        <Group component="span" gap={3} fz="xs" c="dimmed" title={`${row.shared} people share this number`}>
          <IconUsers size={13} aria-hidden />
          {row.shared}
          <VisuallyHidden> people share it</VisuallyHidden>
        </Group>
      )}
      {row.numberLabel && row.numberLabel !== 'Mobile' && (
        <span className={`${text.small} ${text.muted} ${text.truncate}`}>{row.numberLabel}</span>
      )}
      <TextIcon row={row} />
    </Group>
  )
}

const MARKETING: Column<PersonRow> = {
  key: 'marketing',
  head: 'Marketing',
  width: 102,
  sortable: true,
  fit: true,
  cell: (row) => <Consent state={row.marketing} />,
}
const TAGS: Column<PersonRow> = {
  key: 'tags',
  head: 'Tags',
  width: 138,
  fit: true,
  cell: (row) => (
    <span title={row.tags.length > 0 ? row.tags.join(', ') : undefined}>
      {row.tags.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
    </span>
  ),
}
const LAST: Column<PersonRow> = {
  key: 'last',
  head: 'Last text',
  width: 212,
  sortable: true,
  cell: (row) =>
    row.lastState && row.lastAt ? (
      <Group component="span" gap={6} miw={0}>
        <Status state={row.lastState} word={row.lastState === 'sent' ? 'Sent' : undefined} />
        <span className={text.grow} />
        <When at={row.lastAt} className={text.muted} />
      </Group>
    ) : (
      <span className={text.muted}>Never</span>
    ),
}
const ACCOUNT: Column<PersonRow> = {
  key: 'account',
  head: 'Account',
  width: 126,
  sortable: true,
  wide: true,
  cell: (row) =>
    row.account ? (
      <span className={text.second} title={row.account}>
        {row.account}
      </span>
    ) : (
      <span className={text.muted}>
        <span aria-hidden>–</span>
        <VisuallyHidden>No account</VisuallyHidden>
      </span>
    ),
}
const chosenColumn = (field: ChosenField, language: string): Column<PersonRow> => ({
  key: field.sort,
  head: field.label,
  width: 132,
  sortable: true,
  number: field.type === 'number',
  cell: (row) => {
    const says = sayCustom(field.type, field.value(row), language)
    return says === '' ? (
      <span className={text.muted}>
        <span aria-hidden>–</span>
        <VisuallyHidden>Empty</VisuallyHidden>
      </span>
    ) : (
      <span title={says}>{says}</span>
    )
  },
})

/** @param openRecord remembers where in the table the record was opened from */
export const peopleColumns = (
  kind: PersonRow['kind'] | null,
  openRecord: (index: number) => void,
  chosen: readonly ChosenField[] = [],
  language = 'en',
): Column<PersonRow>[] => [
  {
    key: 'name',
    head: 'Name',
    atLeast: 150,
    sortable: true,
    cell: (row, index) => <NameCell row={row} kind={kind} onOpen={() => openRecord(index)} />,
  },
  {
    key: 'number',
    head: kind === 'account' ? 'Office number' : 'Primary number',
    width: 180,
    sortable: true,
    cell: (row) => <NumberCell row={row} />,
  },
  {
    key: 'alerts',
    head: kind === 'staff' ? 'Permitted SMS text' : 'Alerts',
    width: kind === 'staff' ? 150 : 102,
    sortable: true,
    fit: true,
    cell: (row) => <Consent state={row.alerts} />,
  },
  ...(kind === 'staff' ? [] : [MARKETING]),
  TAGS,
  LAST,
  // A column of one's own takes the place of the account; more of them scroll.
  ...(kind === 'account' || chosen.length > 0 ? [] : [ACCOUNT]),
  ...chosen.map((field) => chosenColumn(field, language)),
]
