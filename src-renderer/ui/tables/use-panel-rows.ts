/** A panel's rows that are all here: narrowed by words, in the order chosen, a page at a time. */
import { useState } from 'react'
import type { PanelOrder } from '../page/PanelTools'

/** Rows of a sub-panel's page. */
export const PANEL_PAGE = 20
/** Two are seen at a glance: tools for them would be more than they are. */
export const worthTools = (total: number, search = ''): boolean => total > 2 || search !== ''

type How<Row, Key extends string> = {
  /** What the filter looks through. */
  words: (row: Row) => string
  /** What a row is sorted by; ISO instants sort as they are. */
  by: Record<Key, (row: Row) => string | number>
  first: PanelOrder<NoInfer<Key>>
}

export const usePanelRows = <Row, Key extends string>(
  rows: readonly Row[],
  { words, by, first }: How<Row, Key>,
) => {
  const [view, setView] = useState<{ search: string; offset: number; order: PanelOrder<Key> }>({
    search: '',
    offset: 0,
    order: first,
  })
  const asked = view.search.trim().toLowerCase()
  const value = by[view.order.key]
  const turn = view.order.descending ? -1 : 1
  const found = rows
    .filter((row) => asked === '' || words(row).toLowerCase().includes(asked))
    .toSorted((a, b) => turn * compared(value(a), value(b)))
  // Rows may have gone since the page was turned.
  const offset = view.offset < found.length ? view.offset : 0
  const sort = (order: PanelOrder<Key>) => setView({ ...view, order, offset: 0 })
  return {
    shown: found.slice(offset, offset + PANEL_PAGE),
    total: found.length,
    offset,
    search: asked,
    order: view.order,
    sort,
    filter: (search: string) => setView({ ...view, search, offset: 0 }),
    turnTo: (to: number) => setView({ ...view, offset: to }),
    /** For the head of a `PlainTable`: a second press turns it round. */
    head: (key: Key, startsDescending = false) => {
      const on = view.order.key === key
      return {
        by: on ? (view.order.descending ? ('descending' as const) : ('ascending' as const)) : null,
        onSort: () => sort({ key, descending: on ? !view.order.descending : startsDescending }),
      }
    },
  }
}

const compared = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))
