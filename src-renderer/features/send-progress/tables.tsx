import { StatusFilter } from '../../ui/tables/StatusFilter'
import { PersonLink } from '../../ui/records/PersonLink'
import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { type Column, DataTable, type Sort } from '../../ui/tables/DataTable'
import { NothingFound } from '../../ui/feedback/Empty'
import { useCount } from '../../ui/locale'
import { PhoneNumber } from '../../ui/records/PhoneNumber'
import { plural } from '../../ui/plural'
import { Status } from '../../ui/feedback/Status'
import { countOf, GROUP_WORD, GROUPS, statesOf, type TextGroup } from '../../ui/messages/text-groups'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { When } from '../../ui/records/When'
import { SearchField } from '../../ui/tables/SearchField'
import {
  type MessageRow,
  pageOfSkipped,
  pageOfTexts,
  type Progress,
  type SkippedRow,
  takeOut,
} from './use-sends'

const TEXTS: readonly Column<MessageRow>[] = [
  { key: 'state', head: 'Status', width: 180, sortable: true, cell: (row) => <Status state={row.state} /> },
  {
    key: 'name',
    head: 'Name',
    width: 218,
    sortable: true,
    cell: (row) => <PersonLink row={row} />,
  },
  {
    key: 'number',
    head: 'Number',
    width: 148,
    cell: (row) => <PhoneNumber national={row.national} e164={row.number} />,
  },
  {
    key: 'why',
    head: 'What to know',
    cell: (row) => (
      <span className={text.second} title={row.why}>
        {row.why}
      </span>
    ),
  },
  { key: 'units', head: 'Messages', width: 92, number: true, wide: true, cell: (row) => row.units },
  {
    key: 'since',
    head: 'Since',
    width: 116,
    number: true,
    cell: (row) => <When at={row.since} className={text.muted} />,
  },
]
const HELD: readonly Column<MessageRow>[] = [
  {
    key: 'state',
    head: 'Status',
    width: 180,
    sortable: true,
    cell: (row) =>
      row.state === 'queued' ? <Status state="held" word="Held for undo" /> : <Status state={row.state} />,
  },
  ...TEXTS.slice(1),
]

const WAITS = new Set(['queued', 'scheduled'])
/** The last column of a send with texts that wait: one person can be taken out. */
const taking = (send: Progress): readonly Column<MessageRow>[] =>
  send.waiting > 0 && send.state !== 'cancelled'
    ? [
        {
          key: 'out',
          head: 'Take out',
          width: 104,
          cell: (row) =>
            WAITS.has(row.state) && (
              <Button
                size="compact-xs"
                variant="quiet"
                aria-label={`Take ${row.name} out`}
                onClick={(event) => {
                  event.stopPropagation()
                  void takeOut(row.id).then(
                    ({ confirmed }) =>
                      toast({
                        say: confirmed
                          ? `${row.name} is taken out`
                          : `${row.name} is being taken out: the carrier has not confirmed it yet`,
                      }),
                    toastError,
                  )
                }}
              >
                Take out
              </Button>
            ),
        },
      ]
    : []

const isGroup = (value: string | null): value is TextGroup => GROUPS.some((group) => group === value)

/** Every text of a send, or those that stand alike; Enter opens one with its attempts. */
export function TextsTable({ send }: { send: Progress }) {
  const navigate = useNavigate()
  const say = useCount()
  const { sendId, total, states } = send
  // In the address: whoever opened a text comes back to what was shown.
  const [params, setParams] = useSearchParams()
  const location = useLocation()
  const asked = params.get('status')
  const group = isGroup(asked) ? asked : null
  const show = (next: string | null) =>
    setParams(next === null ? {} : { status: next }, { replace: true, state: location.state })
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>({ key: 'name', descending: false })
  const [found, setFound] = useState(total)
  const by = { sort: sort.key === 'state' ? 'state' : 'name', descending: sort.descending } as const
  return (
    <>
      <Group flex="none" py="sm" px="gutter">
        <SearchField
          label="Search in these texts"
          placeholder="Search in these"
          value={search}
          onChange={setSearch}
        />
        <StatusFilter
          w={220}
          statuses={GROUPS.map((one) => ({
            status: one,
            word: GROUP_WORD[one],
            count: countOf(one, states),
          }))}
          value={group}
          onChange={show}
        />
        <span className={text.grow} />
        <span className={`${text.small} ${text.muted}`}>
          {group !== null || search !== '' ? `${say(found)} of ${plural(total, 'text')}` : ''}
        </span>
      </Group>
      <DataTable
        label="Texts"
        sort={sort}
        onSort={setSort}
        columns={[...(send.phase === 'holding' ? HELD : TEXTS), ...taking(send)]}
        queryKey={['messages', 'send', sendId, search, group, by]}
        fetchPage={(offset, limit) =>
          pageOfTexts({ sendId, search, states: group ? statesOf(group) : [], ...by, offset, limit })
        }
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        onOpen={(row) => void navigate(`/reports?message=${row.id}`)}
        onTotal={setFound}
        empty={
          search === '' && group === null ? (
            <NothingFound title="No texts in this send." />
          ) : (
            <NothingFound
              title={
                search === '' && group !== null
                  ? `No text is under “${GROUP_WORD[group]}” now.`
                  : 'No text matches.'
              }
              action={
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => {
                    setSearch('')
                    show(null)
                  }}
                >
                  Show all texts
                </Button>
              }
            />
          )
        }
      />
    </>
  )
}

const SKIPPED: readonly Column<SkippedRow & { place: number }>[] = [
  {
    key: 'name',
    head: 'Name',
    width: 240,
    cell: (row) => <PersonLink row={row} />,
  },
  {
    key: 'number',
    head: 'Number',
    width: 170,
    cell: (row) => <span>{row.number ?? '–'}</span>,
  },
  {
    key: 'why',
    head: 'Why',
    cell: (row) => (
      <span className={text.second} title={row.why}>
        {row.why}
      </span>
    ),
  },
]

/** Whoever was selected and did not get it, with the reason. */
export function SkippedTable({ sendId }: { sendId: string }) {
  const navigate = useNavigate()
  return (
    <DataTable
      label="Didn’t get it"
      columns={SKIPPED}
      queryKey={['sends', 'skipped', sendId]}
      fetchPage={async (offset, limit) => {
        const { total, rows } = await pageOfSkipped(sendId, offset, limit)
        return { total, rows: rows.map((row, index) => ({ ...row, place: offset + index + 1 })) }
      }}
      rowId={(row) => row.place}
      rowName={(row) => row.name}
      onOpen={(row) => row.recipientId && void navigate(`/people/${row.recipientId}`)}
      empty={<NothingFound title="Everybody selected was texted." />}
    />
  )
}
