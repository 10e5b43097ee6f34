import { useRef, useState } from 'react'
import { toastError } from '../feedback/toast'
import type { Selection } from './selection'

type Selecting<Row> = {
  selection: Selection | undefined
  onSelect: ((selection: Selection) => void) | undefined
  allIds: (() => Promise<readonly number[]>) | undefined
  rowId: (row: Row) => number
  at: (index: number) => Row | undefined
  range: (from: number, to: number) => Promise<Row[]>
}

/** Which rows of a table are chosen: one by one, by a range with Shift, or all that are shown. */
export const useSelecting = <Row>({ selection, onSelect, allIds, rowId, at, range }: Selecting<Row>) => {
  const anchor = useRef<number | null>(null)
  // The tick answers the click at once; the ids of many take a moment.
  const [taking, setTaking] = useState(false)
  const chosen = selection ?? new Set<number>()

  const extend = (from: number, to: number) => {
    anchor.current ??= from
    const ends = [anchor.current, to].sort((a, b) => a - b) as [number, number]
    range(...ends).then((rows) => onSelect?.(new Set([...chosen, ...rows.map(rowId)])), toastError)
  }
  return {
    on: selection !== undefined,
    count: chosen.size,
    taking,
    has: (row: Row) => chosen.has(rowId(row)),
    extend,
    toggle: (index: number, shift = false) => {
      const row = at(index)
      if (row === undefined) return
      if (shift && anchor.current !== null) return extend(anchor.current, index)
      anchor.current = index
      const next = new Set(chosen)
      if (!next.delete(rowId(row))) next.add(rowId(row))
      onSelect?.(next)
    },
    all: () => {
      if (!allIds) return
      setTaking(true)
      allIds()
        .then((ids) => onSelect?.(new Set(ids)), toastError)
        .finally(() => setTaking(false))
    },
    clear: () => {
      anchor.current = null
      onSelect?.(new Set())
    },
  }
}
