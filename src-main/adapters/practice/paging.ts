import type { Call } from './call'

/** One page: what is on it, and the token of the page after it. */
export type Listed = { items: object[]; next: string | null }

/** https://www.twilio.com/docs/usage/twilios-response: 50 a page unless said, 1,000 at most. */
export function pageSizeOf(query: URLSearchParams): number {
  const asked = Number(query.get('PageSize') ?? 50)
  return Number.isInteger(asked) && asked >= 1 ? Math.min(asked, 1000) : 50
}

/** A page of the 2010 API: paths to the neighbours beside the list. */
export function uriPage(call: Call, key: string, listed: Listed) {
  const { page, size, here, next } = placeOf(call, listed)
  return {
    [key]: listed.items,
    end: page * size + Math.max(0, listed.items.length - 1),
    first_page_uri: `${call.path}?${filters(call, size)}&Page=0`,
    next_page_uri: next && `${call.path}?${next}`,
    page,
    page_size: size,
    previous_page_uri: page === 0 ? null : `${call.path}?${filters(call, size)}&Page=0`,
    start: page * size,
    uri: `${call.path}?${here}`,
  }
}

/** A page of the newer APIs: whole addresses under `meta`. */
export function metaPage(call: Call, key: string, listed: Listed) {
  const { page, size, here, next } = placeOf(call, listed)
  const url = `https://${call.host}${call.path}`
  return {
    [key]: listed.items,
    meta: {
      first_page_url: `${url}?${filters(call, size)}&Page=0`,
      key,
      next_page_url: next && `${url}?${next}`,
      page,
      page_size: size,
      previous_page_url: page === 0 ? null : `${url}?${filters(call, size)}&Page=0`,
      url: `${url}?${here}`,
    },
  }
}

function placeOf(call: Call, listed: Listed) {
  const page = Number(call.query.get('Page') ?? 0) || 0
  const size = pageSizeOf(call.query)
  return {
    page,
    size,
    here: `${filters(call, size)}&Page=${page}`,
    next: listed.next === null ? null : `${filters(call, size)}&Page=${page + 1}&PageToken=${listed.next}`,
  }
}

/** What was asked for, without the place in it. */
function filters(call: Call, size: number): string {
  const query = new URLSearchParams(call.query)
  query.delete('PageToken')
  query.delete('Page')
  query.set('PageSize', String(size))
  return query.toString()
}
