import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './PlainTable.module.css'

type PlainTableProps = {
  label: string
  /** Word and, but for one column, width in pixels. An empty word needs `hidden` words for screen readers. */
  heads: readonly { head: string; width?: number; number?: boolean; hidden?: boolean }[]
  children: ReactNode
}

/** A short table in a panel or on a page; long ones are a DataTable. */
export function PlainTable({ label, heads, children }: PlainTableProps) {
  return (
    <Table aria-label={label} className={css.table} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          {heads.map(({ head, width, number, hidden }) => (
            <Table.Th key={head} style={{ width }} data-number={number || undefined}>
              {hidden ? <span className={css.hidden}>{head}</span> : head}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  )
}
