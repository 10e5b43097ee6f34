/** What became of texts, from counts that are kept by day: a year is read in some milliseconds. */
import { plusDays } from '#shared/time/wall-time'
import type {
  ClockChange,
  Counted,
  Days,
  InsightCount,
  InsightStore,
  StaleDay,
} from '../../../services/reports/insight-store'
import type { Db } from '../db'
import { ATTEMPT_PRICE, COSTS } from '../sending/charge-store'

/** The hour since 1970 by the clocks of a zone, as SQL; the changes are whole numbers of ours. */
const hourOf = (at: string, changes: readonly ClockChange[]): string => {
  const quarter = `cast(strftime('%s', ${at}) AS integer) / 900`
  const [first, ...later] = changes
  const ahead = (change: ClockChange | undefined) => String(Math.trunc(change?.ahead ?? 0))
  if (later.length === 0) return `(${quarter} + ${ahead(first)}) / 4`
  const cases = later
    .toReversed()
    .map((change) => `WHEN ${quarter} >= ${Math.trunc(change.from)} THEN ${ahead(change)}`)
  return `(${quarter} + (CASE ${cases.join(' ')} ELSE ${ahead(first)} END)) / 4`
}
/** Requests that reached the carrier, or may have. */
const LEFT = `(${COSTS.slice(1, -1)},'marked-sent','rejected')`
/** The text waits, or was taken back. */
const NOT_LEFT = "('draft','queued','claimed','scheduled','canceling','canceled','expired')"
const texts = (
  zone: readonly ClockChange[],
) => `SELECT ${hourOf('a.at', zone)} AS hour, s.type, s.template_id, s.campaign_id, s.user_name,
    CASE WHEN a.last THEN m.state ELSE 'again' END AS state, CASE WHEN a.last THEN coalesce(m.code, 0) ELSE 0 END AS code,
    sum(a.last) AS count, sum(CASE WHEN a.last AND m.state <> 'rejected' THEN m.units ELSE 0 END) AS units,
    coalesce(sum(CASE WHEN a.outcome IN ${COSTS} THEN ${ATTEMPT_PRICE} END), 0) AS micros, max(m.currency) AS currency
  FROM (
    SELECT x.*, x.id = (SELECT max(y.id) FROM attempt y WHERE y.message_id = x.message_id) AS last FROM (
      SELECT id, message_id, outcome, price_micros, claimed_at AS at FROM attempt
        WHERE claimed_at >= ? AND claimed_at < ? AND send_at IS NULL
      UNION ALL SELECT id, message_id, outcome, price_micros, send_at FROM attempt
        WHERE send_at IS NOT NULL AND send_at >= ? AND send_at < ?) x
    WHERE x.outcome IN ${LEFT}) a
  JOIN message m ON m.id = a.message_id JOIN send s ON s.id = m.send_id
  WHERE NOT a.last OR m.state NOT IN ${NOT_LEFT} GROUP BY 1, 2, 3, 4, 5, 6, 7`
const replies = (
  zone: readonly ClockChange[],
) => `SELECT ${hourOf('i.at', zone)} AS hour, s.type, s.template_id, s.campaign_id, coalesce(s.user_name, '') AS user_name,
    CASE i.meaning WHEN 'stop' THEN 'stop' ELSE 'reply' END AS state, 0 AS code, count(*) AS count, sum(i.units) AS units,
    coalesce(sum(i.price_micros), 0) AS micros, max(i.currency) AS currency
  FROM inbound i LEFT JOIN message m ON m.id = i.answers LEFT JOIN send s ON s.id = m.send_id
  WHERE i.at >= ? AND i.at < ? GROUP BY 1, 2, 3, 4, 5, 6`

const SUMS = `sum(CASE WHEN state NOT IN ('reply','stop','again') THEN count ELSE 0 END) AS sent,
  sum(CASE WHEN state = 'delivered' THEN count ELSE 0 END) AS delivered,
  sum(CASE WHEN state IN ('failed','undelivered','rejected') THEN count ELSE 0 END) AS failed,
  sum(CASE WHEN state = 'reply' THEN count ELSE 0 END) AS replies,
  sum(CASE WHEN state = 'stop' THEN count ELSE 0 END) AS optOuts,
  sum(units) AS units, sum(micros) AS micros`
const WITHIN = 'day BETWEEN ? AND ?'

/** What is counted by, and what it is called now; an empty key is what belongs to none. */
const NAMED = {
  template: {
    key: "coalesce(template_id, '')",
    name: "coalesce((SELECT t.name FROM template t WHERE t.id = g.key), '')",
  },
  campaign: {
    key: "coalesce(campaign_id, '')",
    name: "coalesce((SELECT c.name FROM campaign c WHERE c.id = g.key), '')",
  },
  user: { key: 'user_name', name: 'g.key' },
}

const HOURS_A_DAY = 24
/** Adds rows up that agree in what `key` takes of them. */
const summed = <Row extends { count: number; units: number; micros: number }>(
  rows: readonly Row[],
  key: (row: Row) => string,
): Row[] => {
  const sums = new Map<string, Row>()
  for (const row of rows) {
    const sum = sums.get(key(row))
    if (!sum) sums.set(key(row), { ...row })
    else {
      sum.count += row.count
      sum.units += row.units
      sum.micros += row.micros
    }
  }
  return [...sums.values()]
}

export const createInsightStore = (db: Db): InsightStore => {
  const grouped = async (table: 'insight' | 'insight_hour', key: string, { from, to }: Days) =>
    (await db.read(
      `SELECT ${key} AS key, ${SUMS} FROM ${table} WHERE ${WITHIN} GROUP BY 1 ORDER BY 1`,
      from,
      to,
    )) as Counted<number>[]
  return {
    stale: (limit) =>
      db.sql('SELECT day, n FROM insight_stale ORDER BY day DESC LIMIT ?').all(limit) as StaleDay[],
    staleCount: () => db.count('SELECT count(*) AS n FROM insight_stale'),
    markAll() {
      db.sql(
        `INSERT INTO insight_stale (day, n) SELECT DISTINCT counted, 1 FROM insight WHERE true
         ON CONFLICT (day) DO UPDATE SET n = n + 1`,
      ).run()
    },
    async countDay(day, zone) {
      const next = plusDays(day, 1)
      const [sent, received] = (await Promise.all([
        db.read(texts(zone), day, next, day, next),
        db.read(replies(zone), day, next),
      ])) as [InsightCount[], InsightCount[]]
      return [...sent, ...received]
    },
    put({ day, n }, rows) {
      db.sql('DELETE FROM insight WHERE counted = ?').run(day)
      db.sql('DELETE FROM insight_hour WHERE counted = ?').run(day)
      const dayOf = ({ hour }: InsightCount) => Math.floor(hour / HOURS_A_DAY)
      const ofDay = db.sql(
        `INSERT INTO insight (counted, day, type, template_id, campaign_id, user_name, state, code, count, units, micros, currency)
         VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
      )
      for (const row of summed(rows, (one) =>
        JSON.stringify([
          dayOf(one),
          one.type,
          one.template_id,
          one.campaign_id,
          one.user_name,
          one.state,
          one.code,
          one.currency,
        ]),
      ))
        ofDay.run(
          day,
          dayOf(row),
          row.type,
          row.template_id,
          row.campaign_id,
          row.user_name,
          row.state,
          row.code,
          row.count,
          row.units,
          row.micros,
          row.currency,
        )
      const ofHour = db.sql(
        'INSERT INTO insight_hour (counted, day, hour, state, count, units, micros) VALUES (?,?,?,?,?,?,?)',
      )
      for (const row of summed(rows, (one) => `${one.hour} ${one.state}`))
        ofHour.run(day, dayOf(row), row.hour % HOURS_A_DAY, row.state, row.count, row.units, row.micros)
      db.sql('DELETE FROM insight_stale WHERE day = ? AND n = ?').run(day, n)
    },
    byDay: (time) => grouped('insight', 'day', time),
    byHour: (time) => grouped('insight_hour', 'hour', time),
    async by(what, { from, to }) {
      const { key, name } = NAMED[what]
      return (await db.read(
        `SELECT g.*, ${name} AS name
         FROM (SELECT ${key} AS key, ${SUMS} FROM insight WHERE ${WITHIN} GROUP BY 1) g ORDER BY sent DESC, key`,
        from,
        to,
      )) as (Counted<string> & { name: string })[]
    },
    async reasons({ from, to }) {
      return (await db.read(
        `SELECT nullif(code, 0) AS code, sum(count) AS count FROM insight
         WHERE ${WITHIN} AND state IN ('failed','undelivered','rejected') GROUP BY 1 ORDER BY 2 DESC, 1`,
        from,
        to,
      )) as { code: number | null; count: number }[]
    },
    async currency({ from, to }) {
      const [row] = (await db.read(
        `SELECT currency FROM insight WHERE ${WITHIN} AND currency IS NOT NULL LIMIT 1`,
        from,
        to,
      )) as { currency: string }[]
      return row?.currency ?? null
    },
    first: () => (db.sql('SELECT min(day) AS day FROM insight').get() as { day: number | null }).day,
  }
}
