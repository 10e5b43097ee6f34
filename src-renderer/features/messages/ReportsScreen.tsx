import { PersonLink } from '../../ui/records/PersonLink'
import { Button, Group, Select, TextInput } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDownload, IconPrinter, IconSearch, IconX } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { SendType } from '#shared/values'
import { useMay } from '../../app/client/session'
import { type Column, DataTable, type Sort } from '../../ui/tables/DataTable'
import { Empty, NothingFound } from '../../ui/feedback/Empty'
import { download } from '../../ui/files'
import { useCount, useLocale } from '../../ui/locale'
import { TextLine } from '../../ui/messages/ReceivedText'
import { Money } from '../../ui/records/Money'
import { Page } from '../../ui/page/Page'
import { plural } from '../../ui/plural'
import { PhoneNumber } from '../../ui/records/PhoneNumber'
import { Status } from '../../ui/feedback/Status'
import text from '../../ui/text.module.css'
import { toastError } from '../../ui/feedback/toast'
import { When } from '../../ui/records/When'
import { MessageDrawer } from './MessageDrawer'
import { PERIODS } from './period'
import {
  exportMessages,
  type Filter,
  type MessageRow,
  pageOfMessages,
  useName,
  useTotals,
} from './use-messages'
import { type ChosenDays, reportBounds, type ReportPeriod } from '#shared/time/report-bounds'
import { MADE, TYPE_WORD } from '../../ui/words'
import { STATES } from './words'
import { Facts } from '../../ui/records/Facts'

const COLUMNS: readonly Column<MessageRow>[] = [
  { key: 'state', head: 'Status', width: 178, sortable: true, cell: (row) => <Status state={row.state} /> },
  {
    key: 'name',
    head: 'Name',
    width: 168,
    sortable: true,
    cell: (row) => <PersonLink row={row} />,
  },
  {
    key: 'number',
    head: 'Number',
    width: 138,
    cell: (row) => <PhoneNumber national={row.national} e164={row.number} />,
  },
  {
    key: 'body',
    head: 'Text',
    cell: (row) => (
      <span className={text.second} title={row.body}>
        <TextLine body={row.body} direction={row.direction} />
      </span>
    ),
  },
  {
    key: 'type',
    head: 'Type',
    width: 96,
    wide: true,
    cell: (row) =>
      row.type ? (
        TYPE_WORD[row.type]
      ) : (
        <span className={text.muted}>{row.direction === 'in' ? 'No text' : ''}</span>
      ),
  },
  { key: 'units', head: 'Messages', width: 86, number: true, wide: true, cell: (row) => row.units || '–' },
  {
    key: 'at',
    head: 'When',
    width: 128,
    number: true,
    sortable: true,
    cell: (row) => <When at={row.at} className={text.muted} />,
  },
]

/** Every text and every reply, by date, type, status and person. */
export function ReportsScreen() {
  const { zone } = useLocale()
  const may = useMay('manager')
  const [params, setParams] = useSearchParams()
  const [period, setPeriod] = useState<ReportPeriod>(
    params.has('message') || params.has('person') ? 'all' : 'month',
  )
  const [days, setDays] = useState<ChosenDays>([null, null])
  const [type, setType] = useState<SendType | null>(null)
  const [state, setState] = useState<string | null>(params.get('status'))
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const [sort, setSort] = useState<Sort>({ key: 'at', descending: true })
  const personId = params.has('person') ? Number(params.get('person')) : null
  const person = useName(personId)
  const openId = params.has('message') ? Number(params.get('message')) : null

  const bounds = useMemo(() => reportBounds(period, days, zone, Date.now()), [period, days, zone])
  const filter: Filter = {
    ...bounds,
    type,
    states: state ? (STATES[state]?.states ?? []) : [],
    recipientId: personId,
    search,
  }
  const totals = useTotals(filter).data
  const filtered = type !== null || state !== null || search !== '' || period !== 'all' || personId !== null

  const setParam = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const clear = () => {
    setPeriod('all')
    setType(null)
    setState(null)
    setTyped('')
    setParam('person', null)
  }
  const by = sort.key === 'name' || sort.key === 'state' ? sort.key : 'at'
  const printed = new URLSearchParams(
    Object.entries({
      from: bounds.from,
      to: bounds.to,
      type,
      status: state,
      person: personId === null ? null : String(personId),
      search: search || null,
      sort: by,
      order: sort.descending ? 'down' : 'up',
    }).filter((entry): entry is [string, string] => entry[1] !== null),
  ).toString()

  return (
    <Page
      title="Reports"
      meta={<span>Texts and replies</span>}
      actions={
        may && (
          <>
            <Button
              variant="default"
              leftSection={<IconPrinter size={15} aria-hidden />}
              component={Link}
              to={`/print/report?${printed}`}
            >
              Print or PDF
            </Button>
            <Button
              variant="default"
              leftSection={<IconDownload size={15} aria-hidden />}
              onClick={() => void exportMessages(filter).then(download).catch(toastError)}
            >
              Export CSV
            </Button>
          </>
        )
      }
    >
      <Group flex="none" py={10} px="gutter">
        <Select
          size="xs"
          w={140}
          aria-label="ReportPeriod"
          allowDeselect={false}
          data={[...PERIODS]}
          value={period}
          onChange={(value) => value && setPeriod(value as ReportPeriod)}
        />
        {period === 'custom' && (
          <DatePickerInput
            type="range"
            size="xs"
            w={210}
            aria-label="ChosenDays"
            placeholder="From … to …"
            allowSingleDateInRange
            value={[days[0], days[1]]}
            onChange={([from, to]) => setDays([from, to])}
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
          onChange={(value) => setType(value as SendType | null)}
        />
        <Select
          size="xs"
          w={178}
          clearable
          aria-label="Status"
          placeholder="Any status"
          data={Object.entries(STATES).map(([value, { label }]) => ({ value, label }))}
          value={state}
          onChange={setState}
        />
        {personId !== null && (
          <Button
            size="xs"
            variant="default"
            rightSection={<IconX size={13} aria-hidden />}
            aria-label={`Not only ${person ?? 'this person'}`}
            onClick={() => setParam('person', null)}
          >
            {person ?? 'One person'}
          </Button>
        )}
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
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Group>
      <Totals totals={totals} />
      <DataTable
        label="Texts and replies"
        columns={COLUMNS}
        queryKey={['messages', 'report', filter, by, sort.descending]}
        fetchPage={(offset, limit) =>
          pageOfMessages({ ...filter, sort: by, descending: sort.descending, offset, limit })
        }
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        sort={sort}
        onSort={setSort}
        onOpen={(row) => setParam('message', String(row.id))}
        empty={
          filtered ? (
            <NothingFound
              title="No text matches."
              action={
                <Button size="xs" variant="default" onClick={clear}>
                  Clear filters
                </Button>
              }
            />
          ) : (
            <Empty title="No texts yet">
              Each text that is sent and each reply that comes in is listed here, with where it is and since
              when.
            </Empty>
          )
        }
      />
      <MessageDrawer id={openId} onClose={() => setParam('message', null)} />
    </Page>
  )
}

function Totals({ totals }: { totals: ReturnType<typeof useTotals>['data'] }) {
  const say = useCount()
  const facts: [name: string, value: ReactNode][] = totals
    ? [
        ['Texts', say(totals.texts)],
        ['Messages', say(totals.units)],
        ['Cost in all', totals.cost ? <Money key="cost" of={totals.cost} /> : '–'],
        ['Delivered', say(totals.delivered)],
        ['Failed', say(totals.failed)],
        ['Replies', say(totals.replies)],
        [
          'Cost of replies',
          totals.replyCost ? (
            <span key="replies">
              <Money of={totals.replyCost} />{' '}
              <small className={text.muted}>{plural(totals.replyUnits, 'message')}</small>
            </span>
          ) : (
            '–'
          ),
        ],
      ]
    : []
  return (
    <Facts flex="none" mih={44} p="0 var(--db-gutter) 10px" aria-label="Totals">
      {facts.map(([name, value]) => (
        <div key={name} data-bad={(name === 'Failed' && (totals?.failed ?? 0) > 0) || undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </Facts>
  )
}
