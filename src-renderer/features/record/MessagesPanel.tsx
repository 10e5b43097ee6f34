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
import { When } from '../../ui/When'
import { type RecordOf, useMessages } from './use-record'

export function MessagesPanel({ record }: { record: RecordOf }) {
  const { data, error, isPending, refetch } = useMessages(record.id)
  const say = useCount()
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
      {data?.total === 0 && <PanelEmpty>No text yet, in either direction.</PanelEmpty>}
      {data && data.total > 0 && (
        <PlainTable
          label="SMS messages"
          heads={[{ head: 'Status', width: 168 }, { head: 'Message' }, { head: 'When', width: 140 }]}
        >
          {data.rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td title={row.why || undefined}>
                <Status state={row.state} />
              </Table.Td>
              <Table.Td title={row.body}>{row.body}</Table.Td>
              <Table.Td className={text.muted} title={[row.by, row.template].filter(Boolean).join(', ')}>
                <When at={row.notBefore ?? row.at} />
              </Table.Td>
            </Table.Tr>
          ))}
        </PlainTable>
      )}
      {data && data.total > data.rows.length && (
        <PanelEmpty>
          The latest {data.rows.length} of {say(data.total)}.{' '}
          <Link to={`/messages?recipient=${record.id}`}>All in the message report</Link>
        </PanelEmpty>
      )}
    </Panel>
  )
}
