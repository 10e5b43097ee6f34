import { Table, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './PlainTable.module.css'

/** A column that can be sorted by: how it is now, and what a press does. */
type Sort = { by: 'ascending' | 'descending' | null; onSort: () => void }
type PlainTableProps = {
  label: string
  /** Word and, but for one column, width in pixels. An empty word needs `hidden` words for screen readers. */
  heads: readonly { head: string; width?: number; number?: boolean; hidden?: boolean; sort?: Sort }[]
  children: ReactNode
}

/** A short table in a panel or on a page; long ones are a DataTable. */
export function PlainTable({ label, heads, children }: PlainTableProps) {
  return (
    <Table aria-label={label} className={css.table} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          {heads.map(({ head, width, number, hidden, sort }) => (
            <Table.Th
              key={head}
              style={{ width }}
              data-number={number || undefined}
              aria-sort={sort ? (sort.by ?? 'none') : undefined}
            >
              {sort ? (
                <UnstyledButton
                  display="inline-flex"
                  fz="inherit"
                  style={{ alignItems: 'center', gap: 4 }}
                  onClick={sort.onSort}
                >
                  {head}
                  {sort.by === 'ascending' && <IconArrowUp size={13} aria-hidden />}
                  {sort.by === 'descending' && <IconArrowDown size={13} aria-hidden />}
                </UnstyledButton>
              ) : hidden ? (
                <VisuallyHidden>{head}</VisuallyHidden>
              ) : (
                head
              )}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  )
}
