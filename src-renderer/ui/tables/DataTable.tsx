import { Box, Checkbox } from '@mantine/core'
import { useCallbackRef } from '@mantine/hooks'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type KeyboardEvent, memo, type ReactNode, useDeferredValue, useId } from 'react'
import css from './DataTable.module.css'
import { ErrorState } from '../feedback/ErrorState'
import { LoadingLine } from '../feedback/Loading'
import text from '../text.module.css'
import { useCursor } from './use-cursor'
import type { FetchPage } from './use-rows'
import { useSelecting } from './use-selecting'
import { useVirtualRows } from './use-virtual-rows'
import type { Selection } from './selection'

export type Column<Row> = {
  key: string
  head: string
  cell: (row: Row, index: number) => ReactNode
  /** In pixels; without one the column takes what is left. */
  width?: number
  /** Of a column that takes what is left: with less the table scrolls sideways. */
  atLeast?: number
  /** Gives way below 1180 px. */
  wide?: boolean
  number?: boolean
  sortable?: boolean
  /** The cell clips without an ellipsis: badges and tags. */
  fit?: boolean
}
export type Sort = { key: string; descending: boolean }
type DataTableProps<Row> = {
  /** Accessible name: "Clients". */
  label: string
  columns: readonly Column<Row>[]
  /** Starts with a topic; holds everything that changes the answer. */
  queryKey: readonly unknown[]
  fetchPage: FetchPage<Row>
  rowId: (row: Row) => number
  rowName: (row: Row) => string
  sort?: Sort
  onSort?: (sort: Sort) => void
  selection?: Selection
  onSelect?: (selection: Selection) => void
  /** Ids of everything the filter shows, for "select all shown". */
  allIds?: () => Promise<readonly number[]>
  onOpen?: (row: Row, index: number) => void
  /** Other keys on the row under the cursor: T texts. */
  onRowKey?: (event: KeyboardEvent, row: Row) => void
  /** Shown instead of the table when there is no row. */
  empty: ReactNode
  rowHeight?: number
  onTotal?: (total: number) => void
}

/** What the columns need; those that give way are not counted. Undefined leaves it to the style. */
const leastWidth = (
  columns: readonly Pick<Column<never>, 'width' | 'atLeast' | 'wide'>[],
): string | undefined => {
  if (!columns.some(({ atLeast }) => atLeast !== undefined)) return undefined
  const needed = columns.reduce(
    (sum, { width, atLeast = 0, wide }) => sum + (wide ? 0 : (width ?? atLeast)),
    50,
  )
  return `max(46rem, ${needed}px)`
}

/** A table of any length: virtual rows on a real grid, by keyboard and by screen reader. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    queryKey,
    fetchPage,
    rowId,
    rowName,
    sort,
    onSort,
    onOpen,
    empty,
    rowHeight = 36,
  } = props
  const id = useId()
  const table = useVirtualRows({ queryKey, fetchPage, rowHeight, onTotal: props.onTotal })
  const { wrap, rows, virtualizer } = table
  const { total, loaded } = rows

  const selecting = useSelecting({
    selection: props.selection,
    onSelect: props.onSelect,
    allIds: props.allIds,
    rowId,
    at: rows.at,
    range: rows.range,
  })
  const toggle = useCallbackRef(selecting.toggle)
  const { cursor, setCursor, onKeyDown } = useCursor({
    key: JSON.stringify(queryKey),
    table,
    rowHeight,
    selecting,
    onOpen,
    onRowKey: props.onRowKey,
  })

  if (rows.error)
    return (
      <Box py="md" px="gutter">
        <ErrorState
          what={`${label} could not be shown`}
          error={rows.error}
          onRetry={() => void rows.retry()}
        />
      </Box>
    )
  if (loaded && total === 0) return <div className={css.scroll}>{empty}</div>

  const items = virtualizer.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <>
      <LoadingLine on={rows.fetching} />
      <div className={css.wrap} ref={wrap}>
        <table
          role="grid"
          className={css.table}
          style={{ minWidth: leastWidth(columns) }}
          aria-label={label}
          aria-rowcount={total + 1}
          aria-multiselectable={selecting.on || undefined}
          aria-busy={rows.stale || undefined}
          aria-activedescendant={cursor === null ? undefined : `${id}-${cursor}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onFocus={(event) => {
            if (event.target === event.currentTarget && cursor === null && total > 0) setCursor(0)
          }}
        >
          <Widths columns={columns} selectable={selecting.on} />
          <thead>
            <tr aria-rowindex={1}>
              {selecting.on && (
                <th scope="col">
                  <TickAll total={total} selecting={selecting} />
                </th>
              )}
              {columns.map((column) => (
                <Head key={column.key} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody data-stale={rows.stale || undefined}>
            {before > 0 && <Gap height={before} />}
            {items.map(({ index }) => {
              const row = rows.at(index)
              const chosen = row !== undefined && selecting.has(row)
              return (
                <tr
                  key={index}
                  id={`${id}-${index}`}
                  aria-rowindex={index + 2}
                  aria-selected={selecting.on ? chosen : undefined}
                  data-cursor={index === cursor || undefined}
                  style={{ height: rowHeight }}
                  onClick={() => setCursor(index)}
                  onDoubleClick={() => row && onOpen?.(row, index)}
                >
                  {selecting.on && (
                    <td>
                      {row !== undefined && (
                        <Tick name={rowName(row)} index={index} chosen={chosen} onToggle={toggle} />
                      )}
                    </td>
                  )}
                  <Cells columns={columns} row={row} id={row && rowId(row)} index={index} />
                </tr>
              )
            })}
            {after > 0 && <Gap height={after} />}
          </tbody>
        </table>
      </div>
    </>
  )
}

type CellsProps<Row> = {
  columns: readonly Column<Row>[]
  row: Row | undefined
  id: number | undefined
  index: number
}
/**
 * What a row shows, filled in behind the scrolling: a screenful at once would hold it up. Only a row that changes is
 * drawn anew.
 */
const Cells = memo(function Cells<Row>({ columns, row, id, index }: CellsProps<Row>) {
  const drawn = useDeferredValue(row, undefined)
  const drawnId = useDeferredValue(id, undefined)
  // Never the name of who was here, beside the tick of who is.
  const shown = drawnId === id ? drawn : undefined
  return columns.map((column) => (
    <td
      key={column.key}
      className={column.wide ? text.wide : undefined}
      data-wide={column.wide || undefined}
      data-number={column.number || undefined}
      data-fit={column.fit || undefined}
    >
      {shown !== undefined && column.cell(shown, index)}
    </td>
  ))
}) as <Row>(props: CellsProps<Row>) => ReactNode

type TickProps = {
  name: string
  index: number
  chosen: boolean
  onToggle: (index: number, shift: boolean) => void
}
const Tick = memo(function Tick({ name, index, chosen, onToggle }: TickProps) {
  return (
    <Checkbox
      tabIndex={-1}
      aria-label={`Select ${name}`}
      checked={chosen}
      onChange={() => undefined}
      onClick={(event) => onToggle(index, event.shiftKey)}
    />
  )
})

type TickAllProps = {
  total: number
  selecting: Pick<ReturnType<typeof useSelecting>, 'count' | 'taking' | 'all' | 'clear'>
}
function TickAll({ total, selecting }: TickAllProps) {
  return (
    <Checkbox
      aria-label={`Select all ${total.toLocaleString()} shown`}
      checked={selecting.taking || (selecting.count > 0 && selecting.count >= total)}
      indeterminate={!selecting.taking && selecting.count > 0 && selecting.count < total}
      onChange={() => (selecting.count >= total ? selecting.clear() : selecting.all())}
    />
  )
}

type WidthsProps = { columns: readonly Pick<Column<never>, 'key' | 'width' | 'wide'>[]; selectable: boolean }
function Widths({ columns, selectable }: WidthsProps) {
  return (
    <colgroup>
      {selectable && <col style={{ width: 50 }} />}
      {columns.map((column) => (
        <col
          key={column.key}
          className={column.wide ? text.wide : undefined}
          style={{ width: column.width }}
        />
      ))}
    </colgroup>
  )
}

/** Stands for the rows that are not mounted. One cell is enough, and spans no column that gave way. */
function Gap({ height }: { height: number }) {
  return (
    <tr role="presentation" aria-hidden>
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}

type HeadProps<Row> = {
  column: Column<Row>
  sort?: Sort | undefined
  onSort?: ((sort: Sort) => void) | undefined
}
function Head<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const sorted = sort?.key === column.key ? sort : null
  const Arrow = sorted?.descending ? IconArrowDown : IconArrowUp
  return (
    <th
      scope="col"
      className={column.wide ? text.wide : undefined}
      data-wide={column.wide || undefined}
      data-number={column.number || undefined}
      aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
    >
      {column.sortable && onSort ? (
        <button
          type="button"
          onClick={() => onSort({ key: column.key, descending: sorted ? !sorted.descending : false })}
        >
          {column.head}
          {sorted && <Arrow size={13} aria-hidden />}
        </button>
      ) : (
        column.head
      )}
    </th>
  )
}
