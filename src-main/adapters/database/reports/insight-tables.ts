/** What became of texts by the day and the hour in which they left, and the days to be counted again. */
import { index, int, maybeInt, maybeText, serial, table, text } from '../columns'

/** Counts by day of the office's zone. */
export const insight = table(
  'insight',
  {
    id: serial(),
    /** The day in UTC whose counting made the row. */
    counted: text(),
    /** Days since 1970 by the office's clocks. */
    day: int(),
    type: maybeText(),
    template_id: maybeInt(),
    campaign_id: maybeInt(),
    user_name: text(),
    /** A text's state, or `reply`, or `stop` for a reply that opts out, or `again` for a request that was followed by another. */
    state: text(),
    /** 0 for none. */
    code: int(),
    count: int(),
    units: int(),
    micros: int(),
    currency: maybeText(),
  },
  [index('insight_by_day', ['day']), index('insight_counted', ['counted'])],
)

/** The same by hour of the day, without who and what. */
export const insightHour = table(
  'insight_hour',
  {
    id: serial(),
    counted: text(),
    day: int(),
    hour: int(),
    state: text(),
    count: int(),
    units: int(),
    micros: int(),
  },
  [index('insight_hour_by_day', ['day']), index('insight_hour_counted', ['counted'])],
)

/** Days in UTC whose counts are old; `n` grows with each change, so that one during the counting is not lost. */
export const insightStale = table('insight_stale', { day: text({ primary: true }), n: int() })
