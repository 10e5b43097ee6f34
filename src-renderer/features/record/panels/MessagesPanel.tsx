import { Anchor, Button, Group, Select, Table, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { compose, writeAgain } from '../../../app/stores/compose'
import { useMay } from '../../../app/client/session'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { Money } from '../../../ui/records/Money'
import { Panel, PanelEmpty } from '../../../ui/page/Panel'
import { PanelFilter, PanelPager } from '../../../ui/page/PanelTools'
import { PlainTable } from '../../../ui/tables/PlainTable'
import { plural } from '../../../ui/plural'
import { Status } from '../../../ui/feedback/Status'
import { toast, toastError } from '../../../ui/feedback/toast'
import { PANEL_PAGE } from '../../../ui/tables/use-panel-rows'
import { When } from '../../../ui/records/When'
import { TextButton } from '../TextButton'
import { TextLine } from '../../../ui/messages/ReceivedText'
import {
  type MessageView,
  recall,
  takeOut,
  typedText,
  type RecordOf,
  useMessages,
  useTextDraft,
  whyNoText,
} from '../use-record'

const BAD = new Set(['undelivered', 'failed', 'rejected', 'expired', 'unknown', 'canceled'])

/** Here or on the carrier's schedule: it can still be taken back. */
const WAITS = new Set(['queued', 'scheduled'])
const isRecallable = (row: { state: string; type: string | null }) =>
  WAITS.has(row.state) && row.type === 'individual'
/** One of many in a send or campaign: this person can be taken out of it. */
const isOneOfMany = (row: { state: string; type: string | null; direction: string }) =>
  row.direction === 'out' && WAITS.has(row.state) && row.type !== null && row.type !== 'individual'
const NEWEST: MessageView = { sort: 'at', descending: true, states: [], search: '', offset: 0 }
const WHICH: Record<string, { label: string; states: MessageView['states'] }> = {
  all: { label: 'All', states: [] },
  waiting: { label: 'To be sent', states: ['queued', 'scheduled'] },
  arrived: { label: 'Sent', states: ['accepted', 'sending', 'sent', 'delivered'] },
  failed: {
    label: 'Failed',
    states: ['undelivered', 'failed', 'rejected', 'expired', 'unknown', 'canceled'],
  },
  reply: { label: 'Replies', states: ['reply'] },
}

type Page = NonNullable<ReturnType<typeof useMessages>['data']>
type Row = Page['rows'][number]

/** Every text and reply of this record, what is being written, and what waits for its date. */
export function MessagesPanel({ record }: { record: RecordOf }) {
  const [view, setView] = useState<MessageView>(NEWEST)
  const change = (patch: Partial<MessageView>) => setView({ ...view, offset: 0, ...patch })
  const { data, error, isPending, refetch } = useMessages(record.id, view)
  const filtered = view.search !== '' || view.states.length > 0
  const { data: draft = '' } = useTextDraft(record.id)
  const mayManage = useMay('manager')
  const [which, setWhich] = useState('all')
  const sortBy = (sort: 'state' | 'at') => ({
    by: view.sort === sort ? (view.descending ? ('descending' as const) : ('ascending' as const)) : null,
    onSort: () => change({ sort, descending: view.sort === sort ? !view.descending : sort === 'at' }),
  })
  const drafted = draft !== '' && !record.archived
  const waits = data?.rows.some(isRecallable) ?? false
  const leaves = mayManage && (data?.rows.some(isOneOfMany) ?? false)
  return (
    <Panel
      title="SMS messages"
      count={data?.total}
      action={
        !record.archived && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            aria-label="Create a message"
            onClick={() => compose(record.id)}
          >
            Create
          </Button>
        )
      }
    >
      <LoadingLine on={isPending} />
      {error && (
        <ErrorState what="The messages could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {data && (data.total > 0 || filtered) && (
        <PanelFilter label="Filter the messages" onSearch={(search) => change({ search })}>
          <Select
            size="xs"
            aria-label="Which messages"
            allowDeselect={false}
            data={Object.entries(WHICH).map(([value, { label }]) => ({ value, label }))}
            value={which}
            onChange={(next) => {
              if (!next) return
              setWhich(next)
              change({ states: WHICH[next]?.states ?? [] })
            }}
          />
        </PanelFilter>
      )}
      {data?.total === 0 && filtered && <PanelEmpty>No message is like that.</PanelEmpty>}
      {data?.total === 0 && !filtered && !drafted && (
        <PanelEmpty>No text yet, in either direction.</PanelEmpty>
      )}
      {data && (data.total > 0 || drafted) && (
        <PlainTable
          label="SMS messages"
          heads={[
            { head: 'Status', width: 168, sort: sortBy('state') },
            { head: 'Message' },
            { head: 'When', width: 128, sort: sortBy('at') },
            { head: 'Actions', width: waits ? 158 : leaves ? 124 : drafted ? 100 : 60, hidden: true },
          ]}
        >
          {drafted && <DraftRow recordId={record.id} draft={draft} />}
          {data.rows.map((row) => (
            <MessageLine key={row.id + row.direction} row={row} record={record} draft={draft} />
          ))}
        </PlainTable>
      )}
      {data && data.total > 0 && (
        <PanelPager
          of="messages"
          offset={view.offset}
          limit={PANEL_PAGE}
          total={data.total}
          onOffset={(offset) => setView({ ...view, offset })}
          totals={<Totals of={data.totals} recordId={record.id} />}
        />
      )}
    </Panel>
  )
}

function DraftRow({ recordId, draft }: { recordId: number; draft: string }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Status state="draft" />
      </Table.Td>
      <Table.Td title={draft}>{draft}</Table.Td>
      <Table.Td c="dimmed">Not sent</Table.Td>
      <Table.Td>
        <Button size="compact-xs" variant="quiet" onClick={() => compose(recordId)}>
          Continue
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}

type MessageLineProps = { row: Row; record: RecordOf; draft: string }
function MessageLine({ row, record, draft }: MessageLineProps) {
  return (
    <Table.Tr>
      <Table.Td>
        <Status state={row.state} word={WAITS.has(row.state) ? 'To be sent' : undefined} />
      </Table.Td>
      <Table.Td title={[row.body, row.why].filter(Boolean).join('\n')}>
        <TextLine body={row.body} direction={row.direction} />
        {row.why && BAD.has(row.state) && (
          <Text component="small" variant="note" display="block" truncate>
            {row.why}
          </Text>
        )}
      </Table.Td>
      <Table.Td c="dimmed" title={[row.by, row.template].filter(Boolean).join(', ')}>
        <When at={row.notBefore ?? row.at} />
      </Table.Td>
      <Table.Td>
        <MessageActions row={row} record={record} draft={draft} />
      </Table.Td>
    </Table.Tr>
  )
}

const takeBack = ({ name }: RecordOf, id: number) =>
  recall(id).then(() => toast({ say: `The text to ${name} will not be sent` }), toastError)
/** Its words are put into the window; it stays as it is until they are sent. Words begun there are not lost for it. */
const edit = async (record: RecordOf, id: number, draft: string) => {
  if (draft !== '') {
    compose(record.id)
    toast({ say: `Send or empty first what you have begun to write to ${record.name}` })
    return
  }
  await writeAgain(record.id, id, await typedText(id))
}
const leaveOut = ({ name }: RecordOf, id: number) =>
  takeOut(id).then(
    ({ confirmed }) =>
      toast({
        say: confirmed
          ? `${name} is taken out of this send`
          : `${name} is being taken out: the carrier has not confirmed it yet`,
      }),
    toastError,
  )

function MessageActions({ row, record, draft }: MessageLineProps) {
  const mayManage = useMay('manager')
  return (
    <Group component="span" gap="xs" justify="flex-end">
      {isRecallable(row) && (
        <>
          {!record.archived && (
            <Button
              size="compact-xs"
              variant="quiet"
              onClick={() => void edit(record, row.id, draft).catch(toastError)}
            >
              Edit
            </Button>
          )}
          <Button size="compact-xs" variant="quiet" onClick={() => void takeBack(record, row.id)}>
            Recall
          </Button>
        </>
      )}
      {mayManage && isOneOfMany(row) && (
        <Button size="compact-xs" variant="quiet" onClick={() => void leaveOut(record, row.id)}>
          Take out
        </Button>
      )}
      <TextButton
        id={record.id}
        name={`Text ${row.national}`}
        e164={record.numbers.some(({ e164 }) => e164 === row.number) ? row.number : null}
        whyNot={whyNoText(record)}
      />
    </Group>
  )
}

function Totals({ of: totals, recordId }: { of: Page['totals']; recordId: number }) {
  return (
    <>
      {plural(totals.texts, 'text')}, {plural(totals.replies, 'reply', 'replies')},{' '}
      {plural(totals.units, 'message unit')}
      {totals.cost && (
        <>
          , <Money of={totals.cost} />
        </>
      )}
      .{' '}
      <Anchor component={Link} to={`/reports?person=${recordId}`} inherit>
        All in the report
      </Anchor>
    </>
  )
}
