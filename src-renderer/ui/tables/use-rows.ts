/** Rows of a table that may be very long: pages of fifty, fetched where the reader is looking. */
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

export const PAGE = 50
export type Fetched<Row> = { total: number; rows: readonly Row[] }
export type FetchPage<Row> = (offset: number, limit: number) => Promise<Fetched<Row>>

/** How a page of a table is asked for; asked early by the same, it is there when the table is. */
export const pageQuery = <Row>(queryKey: readonly unknown[], fetchPage: FetchPage<Row>, page: number) => ({
  queryKey: [...queryKey, 'rows', page],
  queryFn: () => fetchPage(page * PAGE, PAGE),
  gcTime: 60_000,
})

type Snapshot<Row> = { total: number; at: (index: number) => Row | undefined }

export const useRows = <Row>(
  queryKey: readonly unknown[],
  fetchPage: FetchPage<Row>,
  first: number,
  last: number,
) => {
  const client = useQueryClient()
  const query = (page: number) => pageQuery(queryKey, fetchPage, page)
  const pages = new Set([0])
  for (let page = Math.floor(first / PAGE); page <= Math.floor(Math.max(first, last) / PAGE); page += 1)
    pages.add(page)
  const results = useQueries({ queries: [...pages].map(query) })

  const head = results[0]
  const loadedPage = (page: number) => client.getQueryData<Fetched<Row>>(query(page).queryKey)
  const fresh: Snapshot<Row> | null = head?.data
    ? { total: head.data.total, at: (index) => loadedPage(Math.floor(index / PAGE))?.rows[index % PAGE] }
    : null

  // While another sort or filter is being asked for, the old rows stay (dimmed) instead of a hole.
  const old = useRef<Snapshot<Row> | null>(null)
  useEffect(() => {
    if (fresh) old.current = fresh
  })
  const error = results.find((result) => result.error)?.error ?? null
  const shown = fresh ?? (error ? null : old.current)

  return {
    total: shown?.total ?? 0,
    at: (index: number) => shown?.at(index),
    loaded: shown !== null,
    stale: fresh === null && shown !== null,
    fetching: results.some((result) => result.isPending),
    error: fresh ? null : error,
    retry: () => client.refetchQueries({ queryKey }),
    /** Rows of a range, fetched where they are not here yet: for a selection with Shift. */
    range: async (from: number, to: number): Promise<Row[]> => {
      const rows: Row[] = []
      for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page += 1) {
        const fetched = await client.fetchQuery(query(page))
        fetched.rows.forEach((row, index) => {
          const at = page * PAGE + index
          if (at >= from && at <= to) rows.push(row)
        })
      }
      return rows
    },
  }
}
