import { type KeyboardEvent, useEffect, useState } from 'react'
import type { useSelecting } from './use-selecting'
import type { useVirtualRows } from './use-virtual-rows'

type Cursor<Row> = {
  /** What is shown: with another key the table starts at its top again. */
  key: string
  table: ReturnType<typeof useVirtualRows<Row>>
  rowHeight: number
  selecting: ReturnType<typeof useSelecting<Row>>
  onOpen: ((row: Row, index: number) => void) | undefined
  onRowKey: ((event: KeyboardEvent, row: Row) => void) | undefined
}

/** Where a key of the table leads from a row; undefined for any other key. */
const targetOf = (key: string, at: number, screenful: number, total: number): number | undefined => {
  const targets: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + screenful,
    PageUp: at - screenful,
    Home: 0,
    End: total - 1,
  }
  return targets[key]
}

/** The row under the cursor, and the keys that move it, select rows and open one. */
export const useCursor = <Row>({ key, table, rowHeight, selecting, onOpen, onRowKey }: Cursor<Row>) => {
  const { wrap, rows, virtualizer } = table
  const { total } = rows
  const [cursor, setCursor] = useState<number | null>(null)
  useEffect(() => {
    setCursor(null)
    wrap.current?.scrollTo({ top: 0 })
  }, [key, wrap])

  const move = (to: number, extend: boolean) => {
    const next = Math.max(0, Math.min(total - 1, to))
    if (extend) selecting.extend(cursor ?? next, next)
    setCursor(next)
    virtualizer.scrollToIndex(next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    if (event.target !== event.currentTarget || total === 0) return
    const screenful = Math.max(1, Math.floor((wrap.current?.clientHeight ?? rowHeight) / rowHeight) - 2)
    const to = targetOf(event.key, cursor ?? -1, screenful, total)
    const row = cursor === null ? undefined : rows.at(cursor)
    if (to !== undefined) move(to, event.shiftKey && selecting.on)
    else if (event.key === ' ' && row && cursor !== null) selecting.toggle(cursor)
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) selecting.all()
    else if (event.key === 'Escape' && selecting.count > 0) selecting.clear()
    else if (event.key === 'Enter' && row && cursor !== null) onOpen?.(row, cursor)
    else {
      if (row) onRowKey?.(event, row)
      return
    }
    event.preventDefault()
  }
  return { cursor, setCursor, onKeyDown }
}
