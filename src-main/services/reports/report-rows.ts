/** The report as a whole: for exports, which must not hold it in memory at once. */
import type { ReportFilter, ReportRow } from './report-store'
import type { Stores } from '../stores'

const PAGE = 1000
/** Every text and reply there is. */
export const EVERYTHING_SAID: ReportFilter = {
  from: null,
  to: null,
  type: null,
  states: [],
  recipientId: null,
  sendId: null,
  answers: false,
  decide: false,
  search: '',
}

/** All rows of a filter in the order of time, a page read at a time. */
export const reportRows = async function* (
  stores: Pick<Stores, 'report'>,
  filter: ReportFilter,
  { descending }: { descending: boolean },
): AsyncGenerator<ReportRow> {
  for (let offset = 0; ; offset += PAGE) {
    const rows = await stores.report.page(filter, { offset, limit: PAGE, sort: 'at', descending })
    yield* rows
    if (rows.length < PAGE) return
  }
}
