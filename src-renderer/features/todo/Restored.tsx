import { Button, Table } from '@mantine/core'
import { useMay } from '../../app/client/session'
import { Note } from '../../ui/feedback/Note'
import { Panel } from '../../ui/page/Panel'
import { PlainTable } from '../../ui/tables/PlainTable'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { When } from '../../ui/records/When'
import { cancelUnknownOutbound, markSeen, type Restored as Found, shareSender, useRestored } from './use-todo'

/** What a restored database found out at the carrier, and what waits there that it does not know. */
export function Restored() {
  const { data } = useRestored()
  if (!data) return null
  return (
    <>
      <Progress found={data} />
      {data.unknownOutbound.length > 0 && <UnknownOutbound rows={data.unknownOutbound} />}
    </>
  )
}

function Progress({ found: { since, kind, replies, texts, schedule, others, all } }: { found: Found }) {
  const may = useMay('manager')
  const admin = useMay('admin')
  const done = replies && texts && schedule
  const step = (ok: boolean, say: string) => `${ok ? 'Done' : 'Under way'}: ${say}.`
  if (!done)
    return (
      <Note title="What this database cannot know is being asked">
        {step(replies, 'replies and opt-outs since')} {step(texts, 'texts that had not arrived')}{' '}
        {step(schedule, 'the carrier’s own list')}
      </Note>
    )
  return (
    <Note
      tone={others === 0 && all ? 'ok' : 'warn'}
      title={
        <>
          Asked the carrier about everything since <When within at={since} />
        </>
      }
      action={
        <>
          {kind === 'carrier' && admin && (
            <Button
              size="sm"
              variant="default"
              onClick={() =>
                void shareSender()
                  .then(() => toast({ say: 'Texts of the other program stop nothing from now on' }))
                  .catch(toastError)
              }
            >
              Another program uses our number
            </Button>
          )}
          {may && (
            <Button size="sm" variant="default" onClick={() => void markSeen().catch(toastError)}>
              I have seen this
            </Button>
          )}
        </>
      }
    >
      {others === 0
        ? 'Nothing was sent since that is missing here.'
        : `${plural(others ?? 0, 'text')} left since that ${others === 1 ? 'is' : 'are'} missing here: before you send a campaign again, look in Twilio’s list whether it has left already.`}
      {!all && ' The carrier’s list was too long to read to its end.'}
    </Note>
  )
}

function UnknownOutbound({ rows }: { rows: Found['unknownOutbound'] }) {
  const may = useMay('manager')
  const cancel = (sid: string) =>
    void cancelUnknownOutbound(sid)
      .then(({ canceled }) =>
        toast({ say: canceled ? 'Cancelled at the carrier' : 'It could not be cancelled: it may have left' }),
      )
      .catch(toastError)
  return (
    <Panel title="In the carrier’s schedule, not known here" count={rows.length}>
      <PlainTable
        label="Scheduled texts that are not known here"
        heads={[
          { head: 'To', width: 150 },
          { head: 'Text' },
          { head: 'Made', width: 150 },
          { head: 'Actions', width: 110, hidden: true },
        ]}
      >
        {rows.map(({ sid, to, body, at }) => (
          <Table.Tr key={sid}>
            <Table.Td>{to}</Table.Td>
            <Table.Td c="second" title={body}>
              {body}
            </Table.Td>
            <Table.Td data-number>
              <When at={at} className={text.muted} />
            </Table.Td>
            <Table.Td>
              {may && (
                <Button size="xs" variant="default" onClick={() => cancel(sid)}>
                  Cancel it
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </PlainTable>
    </Panel>
  )
}
