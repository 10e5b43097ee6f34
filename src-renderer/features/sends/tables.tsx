import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { type Column, DataTable, type Sort } from '../../ui/DataTable'
import { NothingFound } from '../../ui/Empty'
import { PhoneNumber } from '../../ui/PhoneNumber'
import { Status } from '../../ui/Status'
import text from '../../ui/text.module.css'
import { When } from '../../ui/When'
import css from './sends.module.css'
import { type MessageRow, pageOfSkipped, pageOfTexts, type SkippedRow } from './use-sends'

const TEXTS: readonly Column<MessageRow>[] = [
  { key: 'state', head: 'Status', width: 180, sortable: true, cell: (row) => <Status state={row.state} /> },
  {
    key: 'name',
    head: 'Name',
    width: 218,
    sortable: true,
    cell: (row) =>
      row.recipientId ? (
        <Link className={text.name} to={`/people/${row.recipientId}`} tabIndex={-1}>
          {row.name}
        </Link>
      ) : (
        row.name
      ),
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

/** Every text of a send; Enter opens one with its attempts. */
export function TextsTable({ sendId, holding }: { sendId: string; holding: boolean }) {
  const navigate = useNavigate()
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>({ key: 'name', descending: false })
  const by = { sort: sort.key === 'state' ? 'state' : 'name', descending: sort.descending } as const
  return (
    <>
      <div className={css.filters}>
        <TextInput
          size="xs"
          w={240}
          type="search"
          leftSection={<IconSearch size={14} aria-hidden />}
          placeholder="Search in these"
          aria-label="Search in these texts"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      <DataTable
        label="Texts"
        sort={sort}
        onSort={setSort}
        columns={holding ? HELD : TEXTS}
        queryKey={['messages', 'send', sendId, search, by]}
        fetchPage={(offset, limit) => pageOfTexts({ sendId, search, ...by, offset, limit })}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        onOpen={(row) => void navigate(`/reports?message=${row.id}`)}
        empty={
          search === '' ? (
            <NothingFound title="No texts in this send." />
          ) : (
            <NothingFound
              title="No text matches."
              action={
                <Button size="xs" variant="default" onClick={() => setSearch('')}>
                  Clear the search
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
    cell: (row) =>
      row.recipientId ? (
        <Link className={text.name} to={`/people/${row.recipientId}`} tabIndex={-1}>
          {row.name}
        </Link>
      ) : (
        row.name
      ),
  },
  {
    key: 'number',
    head: 'Number',
    width: 170,
    cell: (row) => <span className={text.number}>{row.number ?? '–'}</span>,
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
