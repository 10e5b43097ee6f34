/** The consent ledger and the blocked numbers. */
import type { ConsentState, SuppressionCause } from '#core/consent'
import type { Purpose } from '#core/values'
import type { ConsentStore, SuppressionKept } from '../../services/stores'
import type { ConsentEntryRow, ConsentRow, SuppressionRow } from './entities/index'
import type { Db } from './open'

const suppressionOf = (row: SuppressionRow): SuppressionKept => ({
  id: row.id,
  e164: row.e164,
  cause: row.cause as SuppressionCause,
  at: row.at,
  detail: row.detail,
})

/** Blocks that are known by their hash alone: nobody has the number any more. */
type KeptNoes = { causes(e164: string): SuppressionCause[]; lifted(e164: string): void }

export const createConsentStore = (db: Db, kept: KeptNoes): ConsentStore => ({
  record(entries) {
    const insert = db.sql(
      `INSERT INTO consent_entry (recipient_id, e164, purpose, state, basis, source, wording, at, user_id, user_name)
       VALUES (?,?,?,?,?,?,?,?,?,?)`,
    )
    for (const e of entries) {
      insert.run(
        e.recipientId,
        e.e164,
        e.purpose,
        e.state,
        e.basis,
        e.source,
        e.wording,
        e.at,
        e.userId,
        e.userName,
      )
    }
  },
  states(recipientIds) {
    const rows = db
      .sql(
        'SELECT recipient_id, e164, purpose, state FROM consent WHERE recipient_id IN (SELECT value FROM json_each(?))',
      )
      .all(JSON.stringify(recipientIds)) as ConsentRow[]
    const states = new Map<number, Map<string, ConsentState>>()
    for (const row of rows) {
      let of = states.get(row.recipient_id)
      if (!of) {
        of = new Map()
        states.set(row.recipient_id, of)
      }
      of.set(`${row.e164} ${row.purpose}`, row.state as ConsentState)
    }
    return states
  },
  history: (recipientId) =>
    (
      db
        .sql('SELECT * FROM consent_entry WHERE recipient_id = ? ORDER BY id DESC')
        .all(recipientId) as ConsentEntryRow[]
    ).map((row) => ({
      id: row.id,
      recipientId: row.recipient_id,
      e164: row.e164,
      purpose: row.purpose as Purpose,
      state: row.state as ConsentState,
      basis: row.basis,
      source: row.source,
      wording: row.wording,
      at: row.at,
      userId: row.user_id,
      userName: row.user_name,
    })),
  block: (e164, cause, at, detail, by) =>
    db
      .sql('INSERT OR IGNORE INTO suppression (e164, cause, at, detail, user_name) VALUES (?,?,?,?,?)')
      .run(e164, cause, at, detail, by).changes > 0,
  lift(e164, causes, at, by, why) {
    kept.lifted(e164)
    return db
      .sql(
        `UPDATE suppression SET lifted_at = ?, lifted_by = ?, lifted_why = ?
         WHERE e164 = ? AND lifted_at IS NULL AND cause IN (SELECT value FROM json_each(?))`,
      )
      .run(at, by, why, e164, JSON.stringify(causes)).changes
  },
  causes(e164s) {
    const rows = db
      .sql(
        'SELECT e164, cause FROM suppression WHERE lifted_at IS NULL AND e164 IN (SELECT value FROM json_each(?))',
      )
      .all(JSON.stringify(e164s)) as { e164: string; cause: SuppressionCause }[]
    const causes = new Map<string, SuppressionCause[]>()
    for (const { e164, cause } of rows) causes.set(e164, [...(causes.get(e164) ?? []), cause])
    // A number on a record is a row already; one alone may be that of a text from somebody who was forgotten.
    const [only] = e164s
    if (only !== undefined && e164s.length === 1 && !causes.has(only)) {
      const hidden = kept.causes(only)
      if (hidden.length > 0) causes.set(only, hidden)
    }
    return causes
  },
  suppression(id) {
    const row = db.sql('SELECT * FROM suppression WHERE id = ? AND lifted_at IS NULL').get(id) as
      | SuppressionRow
      | undefined
    return row ? suppressionOf(row) : null
  },
  blocksOf: (e164s) =>
    (
      db
        .sql('SELECT * FROM suppression WHERE e164 IN (SELECT value FROM json_each(?)) ORDER BY id DESC')
        .all(JSON.stringify(e164s)) as SuppressionRow[]
    ).map((row) => ({
      ...suppressionOf(row),
      by: row.user_name,
      liftedAt: row.lifted_at,
      liftedBy: row.lifted_by,
      liftedWhy: row.lifted_why,
    })),
  suppressions(search, offset, limit) {
    const digits = `%${search.replace(/\D/g, '').replace(/^0+/, '')}%`
    const total = (
      db.sql('SELECT count(*) AS n FROM suppression WHERE lifted_at IS NULL AND e164 LIKE ?').get(digits) as {
        n: number
      }
    ).n
    const rows = db
      .sql(
        `SELECT * FROM suppression WHERE lifted_at IS NULL AND e164 LIKE ? ORDER BY cause = 'doubtful' DESC, at DESC LIMIT ? OFFSET ?`,
      )
      .all(digits, limit, offset) as SuppressionRow[]
    return { total, rows: rows.map(suppressionOf) }
  },
  doubtful: () =>
    (
      db
        .sql("SELECT count(*) AS n FROM suppression WHERE lifted_at IS NULL AND cause = 'doubtful'")
        .get() as { n: number }
    ).n,
})
