/** What the carrier charges: a price for each request and each reply, told up to a day later. */
import { type Direction, type LearnedPrice, type SenderKind, withPrice } from '#core/sending/price-book'
import type { Money } from '#shared/values'
import type { ChargeStore, OwedPrice, PriceStore } from '../../../services/sending/price-store'
import type { LearnedPriceRow, PriceRow } from './sending-tables'
import type { Db } from '../db'

/** Outcomes of requests that have cost something, or may have. */
export const COSTS = "('claimed','unknown','accepted','adopted')"
/** What a request costs, for `attempt a` and its `message m`. */
export const ATTEMPT_PRICE = 'coalesce(a.price_micros, m.estimate_micros, m.price_micros)'
/** A message costs what all requests for it cost; before anything was charged that is its estimate. Bound: its id. */
export const REPRICE = `UPDATE message SET price_micros = (
    SELECT coalesce(sum(coalesce(a.price_micros, message.estimate_micros)), 0) FROM attempt a
    WHERE a.message_id = message.id AND a.outcome IN ${COSTS}),
  charged = coalesce((SELECT CASE WHEN sum(a.charged = 0) > 0 THEN 0 ELSE max(a.charged) END FROM attempt a
    WHERE a.message_id = message.id AND a.outcome IN ${COSTS}), 0)
  WHERE id = ? AND estimate_micros IS NOT NULL`
const NOT_CHARGED = 0
const CHARGED = 1
const NEVER_SAID = 2

export const createChargeStore = (db: Db): ChargeStore => {
  const setAttempt = (sid: string, price: Money, charged: number): boolean => {
    const row = db
      .sql(
        `UPDATE attempt SET price_micros = ?, charged = ?, price_ask = CASE WHEN ? THEN NULL ELSE price_ask END
         WHERE sid = ? AND (charged <> 1 OR price_micros IS NOT ?) RETURNING message_id AS id`,
      )
      .get(price.micros, charged, charged, sid, price.micros) as { id: number } | undefined
    if (!row) return false
    db.sql(
      'UPDATE message SET estimate_micros = coalesce(estimate_micros, price_micros, 0), currency = ? WHERE id = ?',
    ).run(price.currency, row.id)
    db.sql(REPRICE).run(row.id)
    return true
  }
  return {
    charge(sid, price) {
      if (setAttempt(sid, price, CHARGED)) return true
      return (
        db
          .sql(
            `UPDATE inbound SET price_micros = ?, currency = ?, charged = ${CHARGED}, price_ask = NULL
             WHERE sid = ? AND (charged <> ${CHARGED} OR price_micros IS NOT ?)`,
          )
          .run(price.micros, price.currency, sid, price.micros).changes > 0
      )
    },
    assume(sid, price) {
      setAttempt(sid, price, NOT_CHARGED)
    },
    ask(sid, at) {
      const charged = at === null ? NEVER_SAID : NOT_CHARGED
      const row = db
        .sql(
          'UPDATE attempt SET price_ask = ?, charged = ? WHERE sid = ? AND charged <> 1 RETURNING message_id AS id',
        )
        .get(at, charged, sid) as { id: number } | undefined
      if (row && at === null) {
        db.sql(
          'UPDATE message SET estimate_micros = coalesce(estimate_micros, price_micros) WHERE id = ?',
        ).run(row.id)
        db.sql(REPRICE).run(row.id)
      } else if (!row)
        db.sql('UPDATE inbound SET price_ask = ?, charged = ? WHERE sid = ? AND charged <> 1').run(
          at,
          charged,
          sid,
        )
    },
    owed(accountSid, now, limit) {
      const rows = db
        .sql(
          `SELECT * FROM (
             SELECT a.sid, 'out' AS direction, m.e164, m.since AS endedAt, NULL AS meaning, a.price_ask AS due,
               coalesce(a.send_at, a.carrier_at, strftime('%Y-%m-%dT%H:%M:%fZ', a.claimed_at, '-26 hours')) AS sentAfter
             FROM attempt a INDEXED BY attempt_price_owed JOIN message m ON m.id = a.message_id
             WHERE a.price_ask IS NOT NULL AND a.price_ask <= ? AND m.account_sid = ?
             UNION ALL
             SELECT sid, 'in', from_e164, at, meaning, price_ask, at
             FROM inbound INDEXED BY inbound_price_owed WHERE price_ask IS NOT NULL AND price_ask <= ?)
           ORDER BY due LIMIT ?`,
        )
        .all(now, accountSid, now, limit) as (OwedPrice & { due: string })[]
      return rows.map(({ due: _due, ...row }) => row)
    },
    repliesOf: (e164, meanings, since, until) =>
      db
        .sql(
          `SELECT sid, at FROM inbound WHERE from_e164 = ? AND at BETWEEN ? AND ?
             AND meaning IN (SELECT value FROM json_each(?)) ORDER BY at, id`,
        )
        .all(e164, since, until, JSON.stringify(meanings)) as { sid: string; at: string }[],
  }
}

const moneyOf = (micros: number | null, currency: string): Money | null =>
  micros === null ? null : { micros, currency }

/** The carrier's price list, and what it charged lately. */
export const createPriceStore = (db: Db): PriceStore => ({
  put({ country, outbound, inbound, fee, at }) {
    db.sql(
      `INSERT INTO price (country, outbound_micros, inbound_micros, currency, at, fee_low_micros, fee_high_micros)
       VALUES (?,?,?,?,?,?,?)
       ON CONFLICT (country) DO UPDATE SET outbound_micros = excluded.outbound_micros, inbound_micros = excluded.inbound_micros,
         currency = excluded.currency, at = excluded.at, fee_low_micros = excluded.fee_low_micros,
         fee_high_micros = excluded.fee_high_micros`,
    ).run(
      country,
      outbound.micros,
      inbound?.micros ?? null,
      outbound.currency,
      at,
      fee?.low ?? null,
      fee?.high ?? null,
    )
  },
  all: () =>
    (db.sql('SELECT * FROM price ORDER BY country').all() as PriceRow[]).map((row) => ({
      country: row.country,
      outbound: { micros: row.outbound_micros, currency: row.currency },
      inbound: moneyOf(row.inbound_micros, row.currency),
      at: row.at,
      fee: row.fee_high_micros === null ? null : { low: row.fee_low_micros ?? 0, high: row.fee_high_micros },
    })),
  learned: () =>
    (db.sql('SELECT * FROM learned_price').all() as LearnedPriceRow[]).map(
      (row): LearnedPrice => ({
        country: row.country,
        sender: row.sender as SenderKind,
        direction: row.direction as Direction,
        currency: row.currency,
        recent: JSON.parse(row.recent) as number[],
        at: row.at,
      }),
    ),
  learn({ country, sender, direction, unit, at }) {
    const before = db
      .sql(
        'SELECT recent FROM learned_price WHERE country = ? AND sender = ? AND direction = ? AND currency = ?',
      )
      .get(country, sender, direction, unit.currency) as Pick<LearnedPriceRow, 'recent'> | undefined
    db.sql(
      `INSERT INTO learned_price (country, sender, direction, currency, recent, at) VALUES (?,?,?,?,?,?)
       ON CONFLICT (country, sender, direction) DO UPDATE SET currency = excluded.currency, recent = excluded.recent, at = excluded.at`,
    ).run(
      country,
      sender,
      direction,
      unit.currency,
      JSON.stringify(withPrice(before ? (JSON.parse(before.recent) as number[]) : [], unit.micros)),
      at,
    )
  },
})
