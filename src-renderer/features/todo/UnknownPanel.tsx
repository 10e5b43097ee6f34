import { Table } from '@mantine/core'
import { Link } from 'react-router'
import { useMay } from '../../app/session'
import { DecideUnknown } from '../../ui/DecideUnknown'
import { Panel } from '../../ui/Panel'
import { PhoneNumber } from '../../ui/PhoneNumber'
import { PlainTable } from '../../ui/PlainTable'
import { Status } from '../../ui/Status'
import text from '../../ui/text.module.css'
import css from './todo.module.css'
import type { Unknown } from './use-todo'

const HEADS = [
  { head: 'Status', width: 156 },
  { head: 'Name', width: 170 },
  { head: 'Number', width: 144 },
  { head: 'What happened' },
  { head: 'Decide', width: 230, hidden: true },
]

/** Texts whose end nobody can find out. */
export function UnknownPanel({ rows, total }: { rows: readonly Unknown[]; total: number }) {
  const may = useMay('manager')
  return (
    <Panel
      title="Texts nobody knows the end of"
      count={total}
      note={may ? 'Deskbell never sends these again by itself.' : 'A Manager decides about these.'}
    >
      <PlainTable label="Texts that need a decision" heads={HEADS}>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>
              <Status state="unknown" />
            </Table.Td>
            <Table.Td>
              <Link className={text.name} to={`/reports?message=${row.id}`}>
                {row.name}
              </Link>
            </Table.Td>
            <Table.Td>
              <PhoneNumber national={row.national} e164={row.number} />
            </Table.Td>
            <Table.Td data-wrap className={text.second}>
              {row.why || row.body}
            </Table.Td>
            <Table.Td className={css.acts}>
              {may && <DecideUnknown messageId={row.id} name={row.name} />}
            </Table.Td>
          </Table.Tr>
        ))}
      </PlainTable>
    </Panel>
  )
}
