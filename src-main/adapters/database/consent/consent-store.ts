/** The consent ledger and the blocked numbers. */
import type { ConsentState, SuppressionCause } from '#core/sending/consent'
import type { Purpose } from '#shared/values'
import type { ConsentStore, SuppressionKept } from '../../../services/consent/consent-store'
import type { ConsentEntryRow, ConsentRow, SuppressionRow } from './consent-tables'
import type { Db } from '../db'

const suppressionOf = (row: SuppressionRow): SuppressionKept => ({
  id: row.id,
  e164: row.e164,
  cause: row.cause as SuppressionCause,
  at: row.at,
  detail: row.detail,
})

/** Blocks that are known by their hash alone: nobody has the number any more. */
type KeptNoes = { causes(e164: string): SuppressionCause[]; lifted(e164: string): void }

/** What people said, entry by entry, and what is true now. */
const createLedger = (
  db: Db,
): Pick<ConsentStore, 'record' | 'states' | 'history' | 'hasRefusals' | 'refusals' | 'ofImport'> => ({
  record(entries, importId) {
    const insert = db.sql(
      `INSERT INTO consent_entry (recipient_id, e164, purpose, state, basis, source, wording, at, user_id, user_name, import_id)
       VALUES (?,?,?,?,?,?,?,?,?,?,?)`,
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
        importId ?? null,
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
  hasRefusals: () =>
    (
      db
        .sql(
          `SELECT EXISTS (SELECT 1 FROM consent WHERE state = 'refused') OR EXISTS (SELECT 1 FROM suppression WHERE lifted_at IS NULL) AS n`,
        )
        .get() as { n: number }
    ).n === 1,
  refusals(e164s, email) {
    type Found = ReturnType<ConsentStore['refusals']>
    const WHO = `SELECT c.recipient_id AS recipientId, c.purpose, r.first_name AS firstName, r.last_name AS lastName
      FROM consent c LEFT JOIN recipient r ON r.id = c.recipient_id WHERE c.state = 'refused' AND`
    // An import asks for every line, and nearly nobody said no: plain statements, each one step into an index.
    const byNumber = db.sql(`${WHO} c.e164 = ?`)
    const byBearer = db.sql(`${WHO} c.recipient_id IN (SELECT recipient_id FROM phone_number WHERE e164 = ?)`)
    const found: Found = []
    if (!db.sql("SELECT 1 FROM consent WHERE state = 'refused' LIMIT 1").get()) return found
    for (const e164 of e164s) found.push(...(byNumber.all(e164) as Found), ...(byBearer.all(e164) as Found))
    if (email !== '') {
      const byEmail = db.sql(
        `${WHO} c.recipient_id IN (SELECT id FROM recipient WHERE email = ? AND email <> '')`,
      )
      found.push(...(byEmail.all(email) as Found))
      if (email !== email.toLowerCase()) found.push(...(byEmail.all(email.toLowerCase()) as Found))
    }
    return found
  },
  ofImport: (importId, recipientId) =>
    (
      db
        .sql(
          `SELECT e.e164, e.purpose, before.state, before.basis, before.source
           FROM consent_entry e JOIN consent c ON c.recipient_id = e.recipient_id AND c.e164 = e.e164
             AND c.purpose = e.purpose AND c.entry_id = e.id
           LEFT JOIN consent_entry before ON before.id = (
             SELECT max(p.id) FROM consent_entry p
             WHERE p.recipient_id = e.recipient_id AND p.e164 = e.e164 AND p.purpose = e.purpose AND p.id < e.id
               AND p.import_id IS NOT e.import_id)
           WHERE e.recipient_id = ? AND e.import_id = ?`,
        )
        .all(recipientId, importId) as (Pick<ConsentEntryRow, 'e164' | 'purpose'> & {
        state: ConsentState | null
        basis: string | null
        source: string | null
      })[]
    ).map(({ e164, purpose, state, basis, source }) => ({
      e164,
      purpose: purpose as Purpose,
      before: state ?? 'none',
      basis,
      source: source ?? '',
    })),
})

/** Numbers that nobody texts. */
const createSuppressions = (
  db: Db,
  kept: KeptNoes,
): Omit<ConsentStore, keyof ReturnType<typeof createLedger>> => ({
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
  isBlocked: (e164) =>
    db.sql('SELECT 1 FROM suppression WHERE e164 = ? AND lifted_at IS NULL LIMIT 1').get(e164) !== undefined,
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

export const createConsentStore = (db: Db, kept: KeptNoes): ConsentStore => ({
  ...createLedger(db),
  ...createSuppressions(db, kept),
})
