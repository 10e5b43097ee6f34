/** Messages and replies in one table, for the detail report and the sub-panels. */
import type { MessageState } from '#shared/outbox-state'
import type { Purpose, SendType } from '#shared/values'
import { keptPhrase } from '#shared/phrases/kept'
import type { ReportFilter, ReportRow, ReportStore } from '../../../services/reports/report-store'
import type { Db } from '../db'

const OUT = `SELECT m.id, m.send_id, 'out' AS direction, m.recipient_id, m.recipient_name AS name, m.e164, m.body, m.state AS state, m.why,
  m.code, m.since, m.created_at AS at, m.not_before, s.type, m.purpose, s.template_name AS template, s.user_name AS by, m.units,
  m.price_micros, m.currency, m.charged, m.decide
  FROM message m JOIN send s ON s.id = m.send_id`
const WHO = `coalesce(i.recipient_id, (SELECT r.id FROM phone_number p JOIN recipient r ON r.id = p.recipient_id
  WHERE p.e164 = i.from_e164 ORDER BY r.archived_at IS NOT NULL, p.is_primary DESC, r.id LIMIT 1))`
/** The type of the text that a reply answers; null where it answers none. */
const ANSWERED = '(SELECT y.type FROM message x JOIN send y ON y.id = x.send_id WHERE x.id = i.answers)'
const IN = `SELECT i.id, '' AS send_id, 'in' AS direction, ${WHO} AS recipient_id,
  coalesce((SELECT r.name FROM recipient r WHERE r.id = ${WHO}), '') AS name, i.from_e164 AS e164, i.body, 'reply' AS state, '' AS why,
  NULL AS code, i.at AS since, i.at, NULL AS not_before, ${ANSWERED} AS type, NULL AS purpose, NULL AS template, '' AS by, i.units,
  i.price_micros, i.currency, i.charged, 0 AS decide
  FROM inbound i`

const PRICE_IS = ['estimate', 'charged', 'never-said'] as const

type Row = Omit<
  ReportRow,
  'why' | 'price' | 'priceIs' | 'decide' | 'sendId' | 'recipientId' | 'notBefore'
> & {
  why: string
  send_id: string
  recipient_id: number | null
  not_before: string | null
  price_micros: number | null
  currency: string | null
  charged: number
  decide: number
}

const rowOf = ({
  send_id,
  recipient_id,
  not_before,
  price_micros,
  currency,
  charged,
  decide,
  why,
  ...row
}: Row): ReportRow => ({
  ...row,
  why: keptPhrase(why) ?? '',
  state: row.state as MessageState | 'reply',
  type: row.type as SendType | null,
  purpose: row.purpose as Purpose | null,
  sendId: send_id,
  recipientId: recipient_id,
  notBefore: not_before,
  price: price_micros === null || currency === null ? null : { micros: price_micros, currency },
  priceIs: price_micros === null ? null : (PRICE_IS[charged] ?? null),
  decide: decide === 1,
})

const like = (value: string) => `%${value.replace(/[\\%_]/g, '\\$&')}%`

/** The two halves of the filter; null where it excludes a direction altogether. */
const clauses = (f: ReportFilter) => {
  const out: string[] = []
  const outArgs: unknown[] = []
  const into: string[] = []
  const inArgs: unknown[] = []
  const both = (outSql: string, inSql: string, ...args: unknown[]) => {
    out.push(outSql)
    into.push(inSql)
    outArgs.push(...args)
    inArgs.push(...args)
  }
  if (f.from) both('m.created_at >= ?', 'i.at >= ?', f.from)
  if (f.to) both('m.created_at < ?', 'i.at < ?', f.to)
  if (f.search.trim() !== '') {
    const digits = f.search.replace(/\D/g, '').replace(/^0+/, '')
    const number =
      digits.length >= 3 && /^[\d\s()+./-]+$/.test(f.search.trim()) ? `%${digits}%` : like(f.search.trim())
    both(
      "(m.recipient_name LIKE ? ESCAPE '\\' OR m.body LIKE ? ESCAPE '\\' OR m.e164 LIKE ?)",
      `(coalesce((SELECT r.name FROM recipient r WHERE r.id = ${WHO}), '') LIKE ? ESCAPE '\\' OR i.body LIKE ? ESCAPE '\\' OR i.from_e164 LIKE ?)`,
      like(f.search.trim()),
      like(f.search.trim()),
      number,
    )
  }
  if (f.recipientId !== null) {
    // Texts that wait for a decision are few, and have an index: it is not looked for them among all of a person.
    out.push(f.decide ? '+m.recipient_id = ?' : 'm.recipient_id = ?')
    outArgs.push(f.recipientId)
    // A reply from a shared number is everybody's until somebody said whose it is.
    into.push(
      '(i.recipient_id = ? OR (i.recipient_id IS NULL AND i.from_e164 IN (SELECT e164 FROM phone_number WHERE recipient_id = ?)))',
    )
    inArgs.push(f.recipientId, f.recipientId)
  }
  let onlyOut = false
  // A reply belongs to the text it answers.
  if (f.type) both('s.type = ?', `${ANSWERED} = ?`, f.type)
  if (f.sendId) {
    both('m.send_id = ?', '(SELECT x.send_id FROM message x WHERE x.id = i.answers) = ?', f.sendId)
    onlyOut = !f.answers
  }
  if (f.decide) {
    out.push("m.state = 'unknown' AND m.decide = 1")
    onlyOut = true
  }
  let onlyIn = false
  if (f.states.length > 0) {
    const states = f.states.filter((state) => state !== 'reply')
    if (states.length === 0) onlyIn = true
    else {
      out.push('m.state IN (SELECT value FROM json_each(?))')
      outArgs.push(JSON.stringify(states))
    }
    if (!f.states.includes('reply')) onlyOut = true
  }
  const and = (parts: string[]) => (parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`)
  return {
    out: onlyIn ? null : { sql: and(out), args: outArgs },
    in: onlyOut ? null : { sql: and(into), args: inArgs },
  }
}

type Answers = { at: string; replies: number; optOuts: number }

const SORT = { at: 'at', name: 'name COLLATE NOCASE', state: 'state' }

const NO_REPLIES = { n: 0, units: 0, micros: 0, currency: null as string | null }
const NO_TEXTS = {
  rows: 0,
  texts: 0,
  units: 0,
  micros: 0,
  currency: null as string | null,
  delivered: 0,
  failed: 0,
}

export const createReportStore = (db: Db): ReportStore => ({
  async page(f, { offset, limit, sort, descending }) {
    const c = clauses(f)
    const parts: string[] = []
    const args: unknown[] = []
    if (c.out) {
      parts.push(OUT + c.out.sql)
      args.push(...c.out.args)
    }
    if (c.in) {
      parts.push(IN + c.in.sql)
      args.push(...c.in.args)
    }
    if (parts.length === 0) return []
    const rows = (await db.read(
      `${parts.join(' UNION ALL ')} ORDER BY ${SORT[sort]} ${descending ? 'DESC' : 'ASC'}, 1 ${descending ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`,
      ...args,
      limit,
      offset,
    )) as Row[]
    return rows.map(rowOf)
  },
  async totals(f) {
    const c = clauses(f)
    const [[out = NO_TEXTS], [incoming = NO_REPLIES]] = (await Promise.all([
      c.out
        ? db.read(
            `SELECT count(*) AS rows, coalesce(sum(m.state NOT IN ('canceled','expired','draft')), 0) AS texts, coalesce(sum(CASE WHEN m.state NOT IN ('canceled','rejected','queued','draft','expired') THEN m.units END), 0) AS units,
               coalesce(sum(CASE WHEN m.state NOT IN ('canceled','rejected','queued','draft','expired') THEN m.price_micros END), 0) AS micros,
               max(m.currency) AS currency, coalesce(sum(m.state = 'delivered'), 0) AS delivered,
               coalesce(sum(m.state IN ('failed','undelivered','rejected')), 0) AS failed
             FROM message m JOIN send s ON s.id = m.send_id${c.out.sql}`,
            ...c.out.args,
          )
        : [],
      c.in
        ? db.read(
            `SELECT count(*) AS n, coalesce(sum(i.units), 0) AS units, coalesce(sum(i.price_micros), 0) AS micros,
               max(i.currency) AS currency FROM inbound i${c.in.sql}`,
            ...c.in.args,
          )
        : [],
    ])) as [(typeof NO_TEXTS)[], (typeof NO_REPLIES)[]]
    const { rows, ...sums } = out
    return {
      ...sums,
      micros: sums.micros + incoming.micros,
      currency: sums.currency ?? incoming.currency,
      replies: incoming.n,
      replyUnits: incoming.units,
      replyMicros: incoming.micros,
      total: rows + incoming.n,
    }
  },
  async replyRate(since) {
    const [rate] = (await db.read(
      `SELECT (SELECT count(*) FROM message WHERE created_at >= ? AND state IN ('sent','delivered')) AS texts,
         (SELECT count(*) FROM inbound WHERE at >= ?) AS replies,
         (SELECT coalesce(sum(max(units, 1)), 0) FROM inbound WHERE at >= ?) AS units`,
      since,
      since,
      since,
    )) as { texts: number; replies: number; units: number }[]
    return rate ?? { texts: 0, replies: 0, units: 0 }
  },
  async resultsOf(sendId) {
    const codes = db
      .sql(
        `SELECT nullif(code, 0) AS code, sum(count) AS count FROM send_tally
         WHERE send_id = ? AND state IN ('failed','undelivered','rejected') AND count > 0 GROUP BY code ORDER BY 2 DESC`,
      )
      .all(sendId) as { code: number | null; count: number }[]
    // Three days from when each text might leave, which may be long after the send was made.
    const answers = (await db.read(
      `SELECT strftime('%Y-%m-%dT%H:00:00.000Z', i.at) AS at,
         sum(i.meaning <> 'stop') AS replies, sum(i.meaning = 'stop') AS optOuts,
         sum(i.units) AS units, coalesce(sum(i.price_micros), 0) AS micros, max(i.currency) AS currency
       FROM send s JOIN inbound i ON i.at >= s.created_at
       WHERE s.id = ? AND EXISTS (SELECT 1 FROM message m WHERE m.send_id = s.id AND m.e164 = i.from_e164
         AND m.state NOT IN ('canceled','expired') AND i.at >= m.not_before
         AND i.at < strftime('%Y-%m-%dT%H:%M:%fZ', m.not_before, '+3 days'))
       GROUP BY 1 ORDER BY 1`,
      sendId,
    )) as (Answers & { units: number; micros: number; currency: string | null })[]
    return {
      codes,
      answers: answers.map(({ at, replies, optOuts }) => ({ at, replies, optOuts })),
      units: answers.reduce((n, { units }) => n + units, 0),
      micros: answers.reduce((n, { micros }) => n + micros, 0),
      currency: answers.find(({ currency }) => currency !== null)?.currency ?? null,
    }
  },
  one(id) {
    const row = db.sql(`${OUT} WHERE m.id = ?`).get(id) as Row | undefined
    return row ? rowOf(row) : null
  },
  lastOf(recipientIds) {
    const last = new Map<number, { state: MessageState; at: string }>()
    for (const id of recipientIds) {
      const row = db
        .sql(
          'SELECT state, created_at AS at FROM message WHERE recipient_id = ? ORDER BY created_at DESC, id DESC LIMIT 1',
        )
        .get(id) as { state: MessageState; at: string } | undefined
      if (row) last.set(id, row)
    }
    return last
  },
})
