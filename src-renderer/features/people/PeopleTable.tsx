import { Box, Button, Group } from '@mantine/core'
import { useDebouncedValue, useLocalStorage, useSessionStorage } from '@mantine/hooks'
import { IconFileImport, IconUserPlus } from '@tabler/icons-react'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { PersonRow } from '#contract/people/people'
import type { RecordKind } from '#shared/values'
import { compose } from '../../app/stores/compose'
import { openDialog } from '../../app/stores/dialogs'
import { useMay } from '../../app/client/session'
import { useWalk } from '../../app/stores/walk'
import { DataTable } from '../../ui/tables/DataTable'
import { NothingFound } from '../../ui/feedback/Empty'
import { useLocale } from '../../ui/locale'
import { Page } from '../../ui/page/Page'
import text from '../../ui/text.module.css'
import { KIND_PLURAL, KIND_WORD } from '../../ui/words'
import { ownColumn, peopleColumns, plainColumns } from './columns'
import { Filters, type FilterState, NO_FILTER } from './Filters'
import { NobodyYet } from './NobodyYet'
import { OwnColumns } from './OwnColumns'
import { ResultBar } from './ResultBar'
import { SelectionBar } from './SelectionBar'
import {
  FIRST_SORT,
  idsOfPeople,
  type PeopleQuery,
  type PeopleSort,
  rowsOfPeople,
  useOwnFields,
} from './use-people'
import type { Selection } from '../../ui/tables/selection'

const NOBODY: Selection = new Set()
const ADD: Record<RecordKind, string> = {
  client: 'Add client',
  lead: 'Add lead',
  staff: 'Add staff member',
  account: 'Add account',
}

/** The columns chosen for a kind, kept on this PC, and those that are offered. */
const useChosenColumns = (kind: RecordKind | null) => {
  const [chosen, setChosen] = useLocalStorage<string[]>({
    key: `people.columns.${kind ?? 'all'}`,
    defaultValue: [],
    getInitialValueInEffect: false,
  })
  const fields = useOwnFields().data
  const offered = useMemo(
    () => [...(fields ?? []).filter(({ archived }) => !archived).map(ownColumn), ...plainColumns(kind)],
    [fields, kind],
  )
  const shown = useMemo(() => offered.filter(({ id }) => chosen.includes(id)), [offered, chosen])
  return { offered, shown, chosen, setChosen }
}

type PeopleTableProps = { title: string; kind: RecordKind | null; below?: ReactNode }

export function PeopleTable({ title, kind, below }: PeopleTableProps) {
  const place = kind ?? 'all'
  const [filter, setFilter] = useSessionStorage<FilterState>({
    key: `people.filter.${place}`,
    defaultValue: NO_FILTER,
  })
  const [order, setOrder] = useSessionStorage<PeopleSort>({
    key: `people.sort.${place}`,
    defaultValue: FIRST_SORT,
  })
  const { offered, shown, chosen, setChosen } = useChosenColumns(kind)
  const [search] = useDebouncedValue(filter.search, 120)
  const [selection, setSelection] = useState<Selection>(NOBODY)
  const [total, setTotal] = useState<number | null>(null)
  const [, setWalk] = useWalk()
  const navigate = useNavigate()

  const query = useMemo<PeopleQuery>(
    () => ({
      kind,
      search,
      conditions: filter.conditions.length > 0 ? { join: 'all', of: filter.conditions } : null,
      archived: filter.archived,
    }),
    [kind, search, filter.conditions, filter.archived],
  )
  const filtered = search !== '' || filter.conditions.length > 0 || filter.archived
  const { language } = useLocale()
  const remember = useCallback(
    (index: number) => setWalk({ query: { ...query, ...order }, index }),
    [setWalk, query, order],
  )
  const columns = useMemo(
    () => peopleColumns(kind, remember, shown, language),
    [kind, remember, shown, language],
  )
  const open = (row: PersonRow, index: number) => {
    remember(index)
    void navigate(`/people/${row.id}`)
  }
  const change = (next: Partial<FilterState>) => {
    setFilter((now) => ({ ...now, ...next }))
    setSelection(NOBODY)
  }
  const add = () => openDialog({ show: 'person', id: null, kind: kind ?? 'client' })
  const label = kind ? KIND_PLURAL[kind] : 'People'
  return (
    <Page
      title={title}
      below={below}
      actions={
        <>
          <OwnColumns fields={offered} chosen={chosen} onChange={setChosen} />
          <ImportOrAdd kind={kind ?? 'client'} quiet={selection.size > 0} onAdd={add} />
        </>
      }
    >
      <Filters state={filter} label={label} kind={kind} onChange={change} />
      {selection.size > 0 ? (
        <SelectionBar
          ids={[...selection]}
          kind={kind}
          archived={filter.archived}
          onDone={() => setSelection(NOBODY)}
        />
      ) : (
        <ResultBar
          query={query}
          total={total}
          label={label}
          one={kind ? KIND_WORD[kind] : 'Person'}
          filtered={filtered}
        />
      )}
      <DataTable
        label={label}
        columns={columns}
        {...rowsOfPeople(query, order)}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        sort={{ key: order.sort, descending: order.descending }}
        onSort={({ key, descending }) => {
          // The newest text is what one looks for first.
          const first = key === 'last' && order.sort !== 'last'
          setOrder({ sort: key as PeopleSort['sort'], descending: first || descending })
        }}
        selection={selection}
        onSelect={setSelection}
        allIds={() => idsOfPeople(query)}
        onOpen={open}
        onRowKey={(event, row) => {
          if (event.key.toLowerCase() !== 't' || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          compose(row.id)
        }}
        onTotal={setTotal}
        empty={
          filtered ? (
            <NothingFound
              title={`No ${kind === 'account' ? 'account' : kind === 'staff' ? 'staff member' : (kind ?? 'person')} matches.`}
              action={
                <Button variant="quiet" size="xs" onClick={() => change(NO_FILTER)}>
                  Clear filters
                </Button>
              }
            />
          ) : (
            <NobodyYet kind={kind} onAdd={add} addLabel={ADD[kind ?? 'client']} />
          )
        }
      />
      <KeyHints />
    </Page>
  )
}

type ImportOrAddProps = { kind: RecordKind; quiet: boolean; onAdd: () => void }
function ImportOrAdd({ kind, quiet, onAdd }: ImportOrAddProps) {
  const mayImport = useMay('manager')
  return (
    <>
      {mayImport && (
        <Button
          component={Link}
          to="/import"
          variant="default"
          leftSection={<IconFileImport size={15} aria-hidden />}
        >
          Import
        </Button>
      )}
      <Button
        variant={quiet ? 'default' : 'filled'}
        leftSection={<IconUserPlus size={15} aria-hidden />}
        onClick={onAdd}
      >
        {ADD[kind]}
      </Button>
    </>
  )
}

const HINTS = ['↑↓ move', 'Space selects', 'Enter opens', 'T texts']

function KeyHints() {
  return (
    <Group
      className={`${text.lineOver} ${text.nowrap}`}
      gap={14}
      flex="none"
      justify="flex-end"
      h={34}
      px="gutter"
      fz="xs"
      c="dimmed"
    >
      {HINTS.map((hint) => (
        <Box key={hint} component="span" visibleFrom="lg">
          {hint}
        </Box>
      ))}
    </Group>
  )
}
