import { elementScroll, useVirtualizer, type VirtualizerOptions } from '@tanstack/react-virtual'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { type FetchPage, useRows } from './use-rows'

type VirtualRows<Row> = {
  queryKey: readonly unknown[]
  fetchPage: FetchPage<Row>
  rowHeight: number
  onTotal: ((total: number) => void) | undefined
}

/** Rows above and below those in sight. */
const OVERSCAN = 8

type Options = VirtualizerOptions<HTMLDivElement, Element>
/** Only when the page lays itself out anyway: to ask for a size at once lays it out twice. */
const observeElementRect: Options['observeElementRect'] = ({ scrollElement }, tell) => {
  if (!scrollElement) return
  const observer = new ResizeObserver(([entry]) => {
    const box = entry?.contentBoxSize[0]
    if (box) tell({ width: Math.round(box.inlineSize), height: Math.round(box.blockSize) })
  })
  observer.observe(scrollElement)
  return () => observer.disconnect()
}

/** A table begins at its top: to scroll there lays the page out, too. */
const scrollToFn: Options['scrollToFn'] = (offset, how, instance) => {
  const isThere = offset + (how.adjustments ?? 0) === 0 && (instance.scrollOffset ?? 0) === 0
  if (!isThere) elementScroll(offset, how, instance)
}

/** The rows of a table, fetched and mounted only where they are in sight. */
export const useVirtualRows = <Row>({ queryKey, fetchPage, rowHeight, onTotal }: VirtualRows<Row>) => {
  const wrap = useRef<HTMLDivElement>(null)
  const [range, setRange] = useState({ first: 0, last: 0 })
  const rows = useRows(queryKey, fetchPage, range.first, range.last)
  // Those in sight are drawn first, those around them when that is done.
  const overscan = useDeferredValue(rows.loaded ? OVERSCAN : 0)
  const virtualizer = useVirtualizer({
    count: rows.total,
    getScrollElement: () => wrap.current,
    estimateSize: () => rowHeight,
    overscan,
    observeElementRect,
    scrollToFn,
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
