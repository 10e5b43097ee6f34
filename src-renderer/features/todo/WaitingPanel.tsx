import { Button, Table } from '@mantine/core'
import { Link } from 'react-router'
import { Panel } from '../../ui/page/Panel'
import { PhoneNumber } from '../../ui/records/PhoneNumber'
import { PlainTable } from '../../ui/tables/PlainTable'
import { Status } from '../../ui/feedback/Status'
import text from '../../ui/text.module.css'
import { When } from '../../ui/records/When'
import { useWaiting } from './use-todo'

const SHOWN = 8
const HEADS = [
  { head: 'Status', width: 156 },
  { head: 'Name', width: 170 },
  { head: 'Number', width: 144 },
  { head: 'Text' },
  { head: 'Since', width: 128, number: true },
]

/** What waits its turn, the first of it. */
export function WaitingPanel({ count }: { count: number }) {
  const { data } = useWaiting(SHOWN)
  return (
    <Panel
      title="Waiting"
      count={count}
      action={
        count > SHOWN && (
          <Button size="xs" variant="quiet" component={Link} to="/reports?status=waiting">
            See all
          </Button>
        )
      }
    >
      <PlainTable label="Waiting texts" heads={HEADS}>
        {data?.rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>
              <Status state="queued" />
            </Table.Td>
            <Table.Td>
              <Link className={text.name} to={`/reports?message=${row.id}`}>
                <bdi>{row.name}</bdi>
              </Link>
            </Table.Td>
            <Table.Td>
              <PhoneNumber national={row.national} e164={row.number} />
            </Table.Td>
            <Table.Td c="second" title={row.body}>
              {row.why || row.body}
            </Table.Td>
            <Table.Td data-number>
              <When at={row.since} className={text.muted} />
            </Table.Td>
          </Table.Tr>
        ))}
      </PlainTable>
    </Panel>
  )
}
