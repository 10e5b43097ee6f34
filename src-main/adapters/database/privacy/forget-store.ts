/** Forgetting a person: what there is of them, and its end. Everything that names them is in the statements here. */
import type { SuppressionCause } from '#core/sending/consent'
import type { Instant } from '#shared/values'
import type { ForgetStore, Kept, KeptNo } from '../../../services/privacy/privacy-store'
import type { KeptOptOutRow, RedactionRow } from './privacy-tables'
import type { Db } from '../db'

/** Texts that are on their way: their end must be known first. */
const UNDERWAY = "('claimed','accepted','sending','unknown','scheduled','canceling')"

/** Tables whose rows belong to one recipient and go with it. */
const OF_A_RECIPIENT = [
  'phone_number',
  'recipient_tag',
  'consent',
  'list_member',
  'campaign_recipient',
  'note',
  'import_change',
]

/** Replies of one recipient: from a number of theirs alone, or said to be theirs. Bound: numbers as JSON, id. */
const THEIRS = '(from_e164 IN (SELECT value FROM json_each(?)) OR recipient_id = ?)'

/** The keyed hashes of a number: the one written now, and all it may have been written under. */
type Hash = { of(e164: string): string; all(e164: string): string[] }

/** Numbers of this record alone; one that others share is theirs too, with what came in from it. */
const ownNumbers = (db: Db, id: number): string[] =>
  (
    db
      .sql(
        `SELECT DISTINCT p.e164 FROM phone_number p WHERE p.recipient_id = @id
         AND NOT EXISTS (SELECT 1 FROM phone_number o WHERE o.e164 = p.e164 AND o.recipient_id <> p.recipient_id)
         UNION SELECT DISTINCT m.e164 FROM message m WHERE m.recipient_id = @id AND m.e164 <> ''
         AND NOT EXISTS (SELECT 1 FROM phone_number o WHERE o.e164 = m.e164)
         AND NOT EXISTS (SELECT 1 FROM message o WHERE o.e164 = m.e164 AND o.recipient_id <> @id)`,
      )
      .all({ id }) as { e164: string }[]
  ).map(({ e164 }) => e164)

/** What a send holds of the person. */
const eraseFromSend = (db: Db, sendId: string, id: number) => {
  const send = db.sql('SELECT type, review FROM send WHERE id = ?').get(sendId) as
    | { type: string; review: string | null }
    | undefined
  if (send?.type === 'individual' || send?.type === 'test')
    db.sql("UPDATE send SET name = '', body = '', review = NULL WHERE id = ?").run(sendId)
  else if (send && send.review !== null) {
    const person = db.sql('SELECT name FROM recipient WHERE id = ?').get(id) as { name: string } | undefined
    const review = JSON.stringify(without(JSON.parse(send.review), id, person?.name ?? ''))
    db.sql('UPDATE send SET review = ? WHERE id = ?').run(review, sendId)
  }
}

/** What there is of a person. */
const createExtent = (
  db: Db,
  hash: Hash,
): Pick<ForgetStore, 'extent' | 'noesOf' | 'ownNumbers' | 'repliesOf' | 'textsOf' | 'has' | 'madeAt'> => ({
  extent(id) {
    const numbers = (
      db
        .sql('SELECT DISTINCT e164 FROM phone_number WHERE recipient_id = ? ORDER BY is_primary DESC')
        .all(id) as {
        e164: string
      }[]
    ).map(({ e164 }) => ({
      e164,
      sharedWith: (
        db
          .sql(
            'SELECT DISTINCT r.name FROM phone_number p JOIN recipient r ON r.id = p.recipient_id WHERE p.e164 = ? AND r.id <> ? ORDER BY r.name',
          )
          .all(e164, id) as { name: string }[]
      ).map(({ name }) => name),
    }))
    const own = JSON.stringify(ownNumbers(db, id))
    return {
      numbers,
      texts: db.count('SELECT count(*) AS n FROM message WHERE recipient_id = ?', id),
      waiting: db.count("SELECT count(*) AS n FROM message WHERE recipient_id = ? AND state = 'queued'", id),
      underway: db.count(
        `SELECT count(*) AS n FROM message WHERE recipient_id = ? AND state IN ${UNDERWAY} AND state <> 'unknown'`,
        id,
      ),
      unknown: db.count("SELECT count(*) AS n FROM message WHERE recipient_id = ? AND state = 'unknown'", id),
      replies: db.count(`SELECT count(*) AS n FROM inbound WHERE ${THEIRS}`, own, id),
      notes: db.count('SELECT count(*) AS n FROM note WHERE recipient_id = ?', id),
      lists: db.count('SELECT count(*) AS n FROM list_member WHERE recipient_id = ?', id),
      entries: db.count('SELECT count(*) AS n FROM consent_entry WHERE recipient_id = ?', id),
      members: db.count('SELECT count(*) AS n FROM recipient WHERE account_id = ?', id),
      createdAt:
        (db.sql('SELECT created_at AS at FROM recipient WHERE id = ?').get(id) as { at: string } | undefined)
          ?.at ?? null,
    }
  },

  noesOf: (id) =>
    ownNumbers(db, id).map((e164) => ({
      hash: hash.of(e164),
      causes: [
        ...(
          db.sql('SELECT DISTINCT cause FROM suppression WHERE e164 = ? AND lifted_at IS NULL').all(e164) as {
            cause: SuppressionCause
          }[]
        ).map(({ cause }): KeptNo => cause),
        ...(
          db
            .sql(
              "SELECT DISTINCT purpose FROM consent WHERE recipient_id = ? AND e164 = ? AND state = 'refused'",
            )
            .all(id, e164) as { purpose: 'alerts' | 'marketing' | 'conversation' }[]
        ).map(({ purpose }): KeptNo => `refused ${purpose}`),
      ],
    })),

  ownNumbers: (id) => ownNumbers(db, id),

  repliesOf: (id, numbers) =>
    (
      db.sql(`SELECT id FROM inbound WHERE ${THEIRS}`).all(JSON.stringify(numbers), id) as { id: number }[]
    ).map((one) => one.id),

  textsOf: (id) =>
    (
      db
        .sql("SELECT id FROM message WHERE recipient_id = ? AND dedupe_key <> 'forgotten ' || id")
        .all(id) as {
        id: number
      }[]
    ).map((one) => one.id),

  has: (mark) => db.sql('SELECT 1 FROM forgotten WHERE mark = ?').get(mark) !== undefined,
  madeAt: (id) =>
    (db.sql('SELECT created_at AS at FROM recipient WHERE id = ?').get(id) as { at: string } | undefined)
      ?.at ?? null,
})

/** Its end, step by step. */
const createErasing = (
  db: Db,
): Pick<ForgetStore, 'cancelWaiting' | 'eraseReply' | 'eraseText' | 'eraseNumbers' | 'erase'> => {
  const keptOf = (ownHash: string): KeptNo[] => {
    const row = db.sql('SELECT causes FROM kept_opt_out WHERE hash = ?').get(ownHash) as
      | Pick<KeptOptOutRow, 'causes'>
      | undefined
    return row ? (JSON.parse(row.causes) as KeptNo[]) : []
  }
  const keep = ({ hash: ownHash, causes }: Kept, at: Instant) => {
    if (causes.length === 0) return
    const all = [...new Set([...keptOf(ownHash), ...causes])]
    db.sql(
      'INSERT INTO kept_opt_out (hash, causes, at) VALUES (?,?,?) ON CONFLICT (hash) DO UPDATE SET causes = excluded.causes',
    ).run(ownHash, JSON.stringify(all), at)
  }

  return {
    cancelWaiting(id, at) {
      db.sql(
        "UPDATE message SET state = 'canceled', since = ? WHERE recipient_id = ? AND state = 'queued'",
      ).run(at, id)
    },

    eraseReply(replyId, { at, accountSid }) {
      db.sql(
        'INSERT OR IGNORE INTO redaction (sid, account_sid, next_at) SELECT sid, ?, ? FROM inbound WHERE id = ?',
      ).run(accountSid, at, replyId)
      for (const table of ['inbound_picture', 'reply_mail'])
        db.sql(`DELETE FROM ${table} WHERE inbound_id = ?`).run(replyId)
      db.sql(
        `UPDATE inbound SET body = '', from_e164 = '', recipient_id = NULL, media = 0,
           read_at = coalesce(read_at, @at), done_at = coalesce(done_at, @at) WHERE id = @replyId`,
      ).run({ at, replyId })
    },

    eraseText(messageId, id, { at }) {
      // Asked for at the carrier later: the sids are all it needs, and they go here.
      db.sql(
        `INSERT OR IGNORE INTO redaction (sid, account_sid, next_at)
         SELECT a.sid, m.account_sid, @at FROM attempt a JOIN message m ON m.id = a.message_id
           WHERE m.id = @messageId AND a.sid IS NOT NULL
         UNION SELECT m.sid, m.account_sid, @at FROM message m WHERE m.id = @messageId AND m.sid IS NOT NULL`,
      ).run({ messageId, at })
      const { sendId } = db.sql('SELECT send_id AS sendId FROM message WHERE id = ?').get(messageId) as {
        sendId: string
      }
      // Null: nobody is forgotten, the text is only old; what its send holds goes with the send.
      if (id !== null) eraseFromSend(db, sendId, id)
      db.sql("UPDATE attempt SET sid = NULL, detail = '' WHERE message_id = ?").run(messageId)
      db.sql(
        `UPDATE message SET state = CASE WHEN state = 'queued' OR state IN ${UNDERWAY} THEN 'canceled' ELSE state END,
           decide = 0, recipient_name = '', e164 = '', body = '', why = '', sid = NULL, dedupe_key = 'forgotten ' || id
         WHERE id = ?`,
      ).run(messageId)
    },

    eraseNumbers(id, numbers, { at, noes }) {
      const own = JSON.stringify(numbers)
      // What is left of a shared number is counted anew by its triggers; a number of nobody has no conversation.
      db.sql("DELETE FROM conversation WHERE e164 = '' OR e164 IN (SELECT value FROM json_each(?))").run(own)
      db.sql('DELETE FROM consent WHERE recipient_id = ?').run(id)
      db.sql('DELETE FROM suppression WHERE e164 IN (SELECT value FROM json_each(?))').run(own)
      db.sql('DELETE FROM landline WHERE e164 IN (SELECT value FROM json_each(?))').run(own)
      db.sql('DELETE FROM draft WHERE key IN (?, ?, ?)').run(`text:${id}`, `person:${id}`, `note:${id}`)
      db.sql(
        'DELETE FROM draft WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE instr(draft.key, json_each.value) > 0)',
      ).run(own)
      for (const no of noes) keep(no, at)
    },

    erase(id, { mark, at, by }) {
      for (const { id: sendId } of db
        .sql('SELECT DISTINCT send_id AS id FROM send_skip WHERE recipient_id = ?')
        .all(id) as { id: string }[])
        eraseFromSend(db, sendId, id)
      db.sql(
        "UPDATE send_skip SET name = '', e164 = NULL, why = '', recipient_id = NULL WHERE recipient_id = ?",
      ).run(id)
      db.sql(
        `UPDATE consent_entry SET e164 = '', wording = '', source = '', basis = NULL, forgotten_at = ?
         WHERE recipient_id = ? AND forgotten_at IS NULL`,
      ).run(at, id)
      db.sql('UPDATE recipient SET account_id = NULL WHERE account_id = ?').run(id)
      for (const table of OF_A_RECIPIENT) db.sql(`DELETE FROM ${table} WHERE recipient_id = ?`).run(id)
      db.sql('DELETE FROM recipient_fts WHERE rowid = ?').run(id)
      db.sql('DELETE FROM recipient WHERE id = ?').run(id)
      db.sql('INSERT OR IGNORE INTO forgotten (mark, at, user_name) VALUES (?,?,?)').run(mark, at, by)
    },
  }
}

/** What a deleted row leaves in the files of the database. */
const createScrubbing = (db: Db): Pick<ForgetStore, 'scrubStep' | 'scrubStart' | 'scrubEnd'> => ({
  scrubStep() {
    // The names in the index of people go when its parts are merged; each step is short.
    const changes = () => db.count('SELECT total_changes() AS n')
    const before = changes()
    db.sql("INSERT INTO recipient_fts (recipient_fts, rank) VALUES ('merge', ?)").run(MERGE_PAGES)
    return changes() - before >= 2
  },
  scrubStart() {
    db.sql("INSERT INTO recipient_fts (recipient_fts, rank) VALUES ('merge', ?)").run(-MERGE_PAGES)
  },
  scrubEnd() {
    // The write-ahead log holds pages as they were.
    db.raw.pragma('wal_checkpoint(TRUNCATE)')
  },
})

/** Texts that the carrier is to forget, too. */
const createRedactions = (db: Db): ForgetStore['redactions'] => ({
  due: (accountSid, now, limit) =>
    db
      .sql(
        `SELECT id, sid, tries FROM redaction WHERE account_sid = ? AND next_at <= ? ORDER BY next_at LIMIT ?`,
      )
      .all(accountSid, now, limit) as Pick<RedactionRow, 'id' | 'sid' | 'tries'>[],
  done: (id) => {
    db.sql('DELETE FROM redaction WHERE id = ?').run(id)
  },
  later: (id, nextAt, why) => {
    db.sql('UPDATE redaction SET tries = tries + 1, next_at = ?, why = ? WHERE id = ?').run(nextAt, why, id)
  },
  left: () => db.count('SELECT count(*) AS n FROM redaction'),
})

export const createForgetStore = (db: Db, hash: Hash): ForgetStore => ({
  ...createExtent(db, hash),
  ...createErasing(db),
  ...createScrubbing(db),
  redactions: createRedactions(db),
})

const MERGE_PAGES = 64

/** A frozen review without one person: rows that are theirs go, and their name wherever it stands. */
const without = (value: unknown, id: number, name: string): unknown => {
  if (typeof value === 'string') return name === '' ? value : value.replaceAll(name, '')
  if (Array.isArray(value))
    return value
      .filter(
        (one: unknown) =>
          !(typeof one === 'object' && one !== null && 'recipientId' in one && one.recipientId === id),
      )
      .map((one) => without(one, id, name))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, without(one, id, name)]))
  return value
}

/** What the other stores ask of kept opt-outs: a number that comes back is blocked again. */
export const createKeptNoes = (db: Db, hash: Hash) => {
  const any = () => db.sql('SELECT 1 FROM kept_opt_out LIMIT 1').get() !== undefined
  const noes = (rows: unknown): KeptNo[] => [
    ...new Set(
      (rows as Pick<KeptOptOutRow, 'causes'>[]).flatMap(({ causes }) => JSON.parse(causes) as KeptNo[]),
    ),
  ]
  const take = (e164: string): KeptNo[] =>
    noes(
      db
        .sql('DELETE FROM kept_opt_out WHERE hash IN (SELECT value FROM json_each(?)) RETURNING causes')
        .all(JSON.stringify(hash.all(e164))),
    )
  return {
    /** Noes of a number that no record has, without taking them. */
    causes(e164: string): SuppressionCause[] {
      if (!any()) return []
      return noes(
        db
          .sql('SELECT causes FROM kept_opt_out WHERE hash IN (SELECT value FROM json_each(?))')
          .all(JSON.stringify(hash.all(e164))),
      ).filter((one): one is SuppressionCause => !one.startsWith('refused '))
    },
    lifted: (e164: string) => {
      if (any()) take(e164)
    },
    /** A number joins a record: what was refused is so again, and the hash has done its duty. */
    cameBack(recipientId: number, e164s: readonly string[], at: Instant) {
      if (e164s.length === 0 || !any()) return
      for (const e164 of e164s) {
        for (const no of take(e164)) {
          if (no.startsWith('refused '))
            db.sql(
              `INSERT INTO consent_entry (recipient_id, e164, purpose, state, basis, source, wording, at, user_id, user_name)
               VALUES (?,?,?,'refused',NULL,?,'',?,NULL,'Deskbell')`,
            ).run(recipientId, e164, no.slice('refused '.length), KEPT_WORDS, at)
          else
            db.sql(
              "INSERT OR IGNORE INTO suppression (e164, cause, at, detail, user_name) VALUES (?,?,?,?,'Deskbell')",
            ).run(e164, no, at, KEPT_WORDS)
        }
      }
    },
  }
}
const KEPT_WORDS = 'Said by someone whose data were erased since'
