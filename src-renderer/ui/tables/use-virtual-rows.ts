import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { type FetchPage, useRows } from './use-rows'

type VirtualRows<Row> = {
  queryKey: readonly unknown[]
  fetchPage: FetchPage<Row>
  rowHeight: number
  onTotal: ((total: number) => void) | undefined
}

/** The rows of a table, fetched and mounted only where they are in sight. */
export const useVirtualRows = <Row>({ queryKey, fetchPage, rowHeight, onTotal }: VirtualRows<Row>) => {
  const wrap = useRef<HTMLDivElement>(null)
  const [range, setRange] = useState({ first: 0, last: 0 })
  const rows = useRows(queryKey, fetchPage, range.first, range.last)
  const virtualizer = useVirtualizer({
    count: rows.total,
    getScrollElement: () => wrap.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // Rows may come a frame later than the scrolling: drawn at once, they hold it up.
    useFlushSync: false,
    onChange: (instance) => {
      const first = instance.range?.startIndex ?? 0
      const last = instance.range?.endIndex ?? 0
      setRange((now) => (now.first === first && now.last === last ? now : { first, last }))
    },
  })
  const { total, loaded, stale } = rows
  useEffect(() => {
    if (loaded && !stale) onTotal?.(total)
  }, [loaded, stale, total, onTotal])
  return { wrap, rows, virtualizer }
}
