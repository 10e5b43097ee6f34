import { Button } from '@mantine/core'
import { IconCheck, IconFlask } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useSession } from '../../app/session'
import { type Column, DataTable, type Selection } from '../../ui/DataTable'
import { Empty } from '../../ui/Empty'
import { useCount } from '../../ui/locale'
import { Page } from '../../ui/Page'
import { PhoneNumber } from '../../ui/PhoneNumber'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/toast'
import { When } from '../../ui/When'
import css from './inbox.module.css'
import { Meaning } from './Meaning'
import { PretendReply } from './PretendReply'
import { type Inbound, markDone, pageOfInbox } from './use-inbox'

const done = (ids: number[]) =>
  markDone(ids)
    .then(() => toast({ say: `${plural(ids.length, 'text')} done` }))
    .catch(toastError)

/** Texts that came in, the newest first. */
export function InboxScreen() {
  const navigate = useNavigate()
  const say = useCount()
  const { mode } = useSession()
  const [selection, setSelection] = useState<Selection>(new Set())
  const [pretending, setPretending] = useState(false)
  const [total, setTotal] = useState<number | null>(null)
  const pretend = mode === 'practice' && (
    <Button
      variant="default"
      leftSection={<IconFlask size={15} aria-hidden />}
      onClick={() => setPretending(true)}
    >
      Pretend a reply
    </Button>
  )
  const columns: Column<Inbound>[] = [
    { key: 'from', head: 'From', width: 230, cell: (row) => <From row={row} /> },
    {
      key: 'number',
      head: 'Number',
      width: 142,
      cell: (row) => <PhoneNumber national={row.national} e164={row.from} />,
    },
    { key: 'meaning', head: 'What it is', width: 150, cell: (row) => <Meaning of={row.meaning} /> },
    {
      key: 'body',
      head: 'Text',
      cell: (row) => (
        <span className={row.done ? text.muted : undefined} title={row.body}>
          {row.body}
        </span>
      ),
    },
    {
      key: 'at',
      head: 'When',
      width: 126,
      number: true,
      cell: (row) => <When at={row.at} className={text.muted} />,
    },
    {
      key: 'done',
      head: 'Done',
      width: 112,
      number: true,
      cell: (row) =>
        row.done ? (
          <span className={text.muted}>
            <IconCheck size={14} aria-hidden /> Done
          </span>
        ) : row.meaning === 'doubtful' ? (
          <Button size="xs" variant="quiet" component={Link} to="/todo" aria-label={`Decide: ${whoOf(row)}`}>
            Decide
          </Button>
        ) : (
          <Button
            size="xs"
            variant="quiet"
            aria-label={`Done: ${whoOf(row)}`}
            onClick={() => void done([row.id])}
          >
            Done
          </Button>
        ),
    },
  ]
  return (
    <Page
      title="Inbox"
      meta={total ? <span>{plural(total, 'text')}</span> : undefined}
      actions={total !== 0 && pretend}
    >
      <div className={css.bar} data-on={selection.size > 0 || undefined}>
        {selection.size > 0 && (
          <>
            <span>
              <b>{say(selection.size)}</b> selected
            </span>
            <Button
              size="xs"
              variant="subtle"
              leftSection={<IconCheck size={14} aria-hidden />}
              onClick={() => void done([...selection]).then(() => setSelection(new Set()))}
            >
              Done with {say(selection.size)}
            </Button>
            <span className={text.grow} />
            <Button size="xs" variant="subtle" onClick={() => setSelection(new Set())}>
              Clear the selection
            </Button>
          </>
        )}
      </div>
      <DataTable
        label="Texts that came in"
        columns={columns}
        queryKey={['inbox', 'page']}
        fetchPage={pageOfInbox}
        rowId={(row) => row.id}
        rowName={whoOf}
        selection={selection}
        onSelect={setSelection}
        allIds={async () => (await pageOfInbox(0, 500)).rows.map((row) => row.id)}
        onOpen={(row) => {
          const [first] = row.recipientIds
          if (first !== undefined) void navigate(`/people/${first}`)
        }}
        onTotal={setTotal}
        empty={
          <Empty title="No text has come in yet" action={pretend}>
            Replies appear here with the names of everybody who has the number. Opt-outs are shown as what
            they are, and are obeyed before anybody reads them.
          </Empty>
        }
      />
      <PretendReply opened={pretending} onClose={() => setPretending(false)} />
    </Page>
  )
}

const whoOf = (row: Inbound): string => (row.names.length > 0 ? row.names.join(', ') : row.national)

/** Everybody who shares the number, each with their record. */
function From({ row }: { row: Inbound }) {
  if (row.names.length === 0) return <span className={text.muted}>Not in People</span>
  return (
    <span title={row.names.join(', ')}>
      {row.names.map((name, index) => (
        <span key={row.recipientIds[index] ?? name}>
          {index > 0 && (index === row.names.length - 1 ? ' or ' : ', ')}
          <Link
            className={row.done ? css.doneName : text.name}
            to={`/people/${row.recipientIds[index]}`}
            tabIndex={-1}
          >
            {name}
          </Link>
        </span>
      ))}
    </span>
  )
}
