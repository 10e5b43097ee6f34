import { Button, Table } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { compose } from '../../app/compose'
import { ErrorState } from '../../ui/ErrorState'
import { LoadingLine } from '../../ui/Loading'
import { useCount } from '../../ui/locale'
import { Panel, PanelEmpty } from '../../ui/Panel'
import { PlainTable } from '../../ui/PlainTable'
import { Status } from '../../ui/Status'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/toast'
import { When } from '../../ui/When'
import css from './record.module.css'
import { TextButton } from './TextButton'
import { recall, type RecordOf, useMessages, useTextDraft } from './use-record'

const BAD = new Set(['undelivered', 'failed', 'rejected', 'expired', 'unknown', 'canceled'])

/** Every text and reply of this record, what is being written, and what waits for its date. */
export function MessagesPanel({ record }: { record: RecordOf }) {
  const { data, error, isPending, refetch } = useMessages(record.id)
  const { data: draft = '' } = useTextDraft(record.id)
  const say = useCount()
  const takeBack = (id: number) =>
    recall(id).then(() => toast({ say: `The text to ${record.name} will not be sent` }), toastError)
  const drafted = draft !== '' && !record.archived
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
      {data?.total === 0 && !drafted && <PanelEmpty>No text yet, in either direction.</PanelEmpty>}
      {data && (data.total > 0 || drafted) && (
        <PlainTable
          label="SMS messages"
          heads={[
            { head: 'Status', width: 168 },
            { head: 'Message' },
            { head: 'When', width: 128 },
            { head: 'Actions', width: 96, hidden: true },
          ]}
        >
          {drafted && (
            <Table.Tr>
              <Table.Td>
                <Status state="draft" />
              </Table.Td>
              <Table.Td title={draft}>{draft}</Table.Td>
              <Table.Td className={text.muted}>Not sent</Table.Td>
              <Table.Td>
                <Button size="compact-xs" variant="quiet" onClick={() => compose(record.id)}>
                  Continue
                </Button>
              </Table.Td>
            </Table.Tr>
          )}
          {data.rows.map((row) => (
            <Table.Tr key={row.id + row.direction}>
              <Table.Td>
                <Status state={row.state} word={row.state === 'queued' ? 'To be sent' : undefined} />
              </Table.Td>
              <Table.Td title={[row.body, row.why].filter(Boolean).join('\n')}>
                {row.body}
                {row.why && BAD.has(row.state) && <small className={css.why}>{row.why}</small>}
              </Table.Td>
              <Table.Td className={text.muted} title={[row.by, row.template].filter(Boolean).join(', ')}>
                <When at={row.notBefore ?? row.at} />
              </Table.Td>
              <Table.Td>
                <span className={css.entryActions}>
                  {row.state === 'queued' && row.type === 'individual' && (
                    <Button size="compact-xs" variant="quiet" onClick={() => void takeBack(row.id)}>
                      Recall
                    </Button>
                  )}
                  {!record.archived && (
                    <TextButton
                      id={record.id}
                      name={`Text ${row.national}`}
                      e164={record.numbers.some(({ e164 }) => e164 === row.number) ? row.number : null}
                    />
                  )}
                </span>
              </Table.Td>
            </Table.Tr>
          ))}
        </PlainTable>
      )}
      {data && data.total > data.rows.length && (
        <PanelEmpty>
          The latest {data.rows.length} of {say(data.total)}.{' '}
          <Link to={`/reports?person=${record.id}`}>All in the report</Link>
        </PanelEmpty>
      )}
    </Panel>
  )
}
