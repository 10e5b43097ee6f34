import { PersonLink } from '../../ui/records/PersonLink'
import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
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
import { type Chosen, ReportFilters } from './ReportFilters'
import { MessageDrawer } from './MessageDrawer'
import { exportMessages, type Filter, type MessageRow, pageOfMessages, useTotals } from './use-messages'
import { reportBounds } from '#shared/time/report-bounds'
import { TYPE_WORD } from '../../ui/words'
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
  const [chosen, setChosen] = useState<Chosen>({
    period: params.has('message') || params.has('person') ? 'all' : 'month',
    days: [null, null],
    type: null,
    state: params.get('status'),
    typed: '',
  })
  const change = (patch: Partial<Chosen>) => setChosen((now) => ({ ...now, ...patch }))
  const { period, days, type, state } = chosen
  const [search] = useDebouncedValue(chosen.typed, 200)
  const [sort, setSort] = useState<Sort>({ key: 'at', descending: true })
  const personId = params.has('person') ? Number(params.get('person')) : null
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
    change({ period: 'all', type: null, state: null, typed: '' })
    setParam('person', null)
  }
  const by = sort.key === 'name' || sort.key === 'state' ? sort.key : 'at'
  return (
    <Page
      title="Reports"
      meta={<span>Texts and replies</span>}
      actions={may && <ReportActions filter={filter} status={state} sort={by} descending={sort.descending} />}
    >
      <ReportFilters
        chosen={chosen}
        onChange={change}
        personId={personId}
        onAnybody={() => setParam('person', null)}
      />
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

type ReportActionsProps = {
  filter: Filter
  status: string | null
  sort: 'name' | 'state' | 'at'
  descending: boolean
}
function ReportActions({ filter, status, sort, descending }: ReportActionsProps) {
  const printed = new URLSearchParams(
    Object.entries({
      from: filter.from,
      to: filter.to,
      type: filter.type ?? null,
      status,
      person: filter.recipientId == null ? null : String(filter.recipientId),
      search: filter.search || null,
      sort,
      order: descending ? 'down' : 'up',
    }).filter((entry): entry is [string, string] => entry[1] !== null),
  ).toString()

  return (
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
