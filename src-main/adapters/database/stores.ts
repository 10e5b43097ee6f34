/** All stores of one open database. */
import type { ImportChange, Stores } from '../../services/stores'
import { createConsentStore } from './consent-store'
import { createCampaignRecipients } from './campaign-recipients'
import { createConversationStore } from './conversation-store'
import { campaign, customField, dailySend, importRun, list, template } from './entities/index'
import { createFactStore } from './fact-store'
import { createForgetStore, createKeptNoes } from './forget-store'
import { createInboundStore } from './inbound-store'
import { createNoteStore } from './note-store'
import type { Db } from './open'
import { createOutboxStore } from './outbox-store'
import { createRecipientStore } from './recipient-store'
import { createPictureStore } from './picture-store'
import { createRecords } from './records'
import { createReplyMailStore } from './reply-mail-store'
import { createReportStore } from './report-store'
import { createTextIndex } from './text-index'

/** `hash` are the keyed hashes of a number, for opt-outs that outlive the person who said them. */
export const createStores = (
  db: Db,
  hash: { of(e164: string): string; all(e164: string): string[] },
): Stores => {
  const keptNoes = createKeptNoes(db, hash)
  return {
    write: db.write,
    recipients: createRecipientStore(db, keptNoes.cameBack),
    consent: createConsentStore(db, keptNoes),
    forget: createForgetStore(db, hash),
    outbox: createOutboxStore(db),
    inbound: createInboundStore(db),
    conversations: createConversationStore(db),
    pictures: createPictureStore(db),
    replyMails: createReplyMailStore(db),
    texts: createTextIndex(db),
    facts: createFactStore(db),
    notes: createNoteStore(db),
    report: createReportStore(db),
    templates: createRecords(db, template),
    lists: createRecords(db, list),
    fields: createRecords(db, customField),
    importRuns: createRecords(db, importRun),
    campaigns: createRecords(db, campaign),
    campaignRecipients: createCampaignRecipients(db),
    daily: createRecords(db, dailySend),
    members: {
      add: (listId, ids) =>
        db
          .sql('INSERT OR IGNORE INTO list_member (list_id, recipient_id) SELECT ?, value FROM json_each(?)')
          .run(listId, JSON.stringify(ids)).changes,
      remove: (listId, ids) =>
        db
          .sql(
            'DELETE FROM list_member WHERE list_id = ? AND recipient_id IN (SELECT value FROM json_each(?))',
          )
          .run(listId, JSON.stringify(ids)).changes,
      of: (recipientId) =>
        (
          db
            .sql('SELECT list_id AS id FROM list_member WHERE recipient_id = ? ORDER BY list_id')
            .all(recipientId) as { id: number }[]
        ).map(({ id }) => id),
      counts: () =>
        new Map(
          (
            db
              .sql(
                'SELECT m.list_id AS id, count(*) AS n FROM list_member m JOIN recipient r ON r.id = m.recipient_id WHERE r.archived_at IS NULL GROUP BY m.list_id',
              )
              .all() as { id: number; n: number }[]
          ).map((row) => [row.id, row.n]),
        ),
    },
    drafts: {
      save: (userId, key, body, at) => {
        db.sql(
          'INSERT INTO draft (user_id, key, body, at) VALUES (?,?,?,?) ON CONFLICT (user_id, key) DO UPDATE SET body = excluded.body, at = excluded.at',
        ).run(userId, key, body, at)
      },
      get: (userId, key) =>
        (
          db.sql('SELECT body FROM draft WHERE user_id = ? AND key = ?').get(userId, key) as
            | { body: string }
            | undefined
        )?.body ?? null,
      clear: (userId, key) => {
        db.sql('DELETE FROM draft WHERE user_id = ? AND key = ?').run(userId, key)
      },
      list: (userId, prefix) =>
        db
          .sql('SELECT key, body FROM draft WHERE user_id = ? AND substr(key, 1, length(?)) = ? ORDER BY at')
          .all(userId, prefix, prefix) as {
          key: string
          body: string
        }[],
    },
    prices: {
      put: (country, outbound, inbound, at) => {
        db.sql(
          `INSERT INTO price (country, outbound_micros, inbound_micros, currency, at) VALUES (?,?,?,?,?)
         ON CONFLICT (country) DO UPDATE SET outbound_micros = excluded.outbound_micros, inbound_micros = excluded.inbound_micros,
           currency = excluded.currency, at = excluded.at`,
        ).run(country, outbound.micros, inbound?.micros ?? null, outbound.currency, at)
      },
      all: () =>
        (
          db.sql('SELECT * FROM price ORDER BY country').all() as {
            country: string
            outbound_micros: number
            inbound_micros: number | null
            currency: string
          }[]
        ).map((row) => ({
          country: row.country,
          outbound: { micros: row.outbound_micros, currency: row.currency },
          inbound:
            row.inbound_micros === null ? null : { micros: row.inbound_micros, currency: row.currency },
        })),
    },
    imports: {
      change: (importId, recipientId, before) => {
        db.sql('INSERT INTO import_change (import_id, recipient_id, before) VALUES (?,?,?)').run(
          importId,
          recipientId,
          before,
        )
      },
      count: (importId) =>
        (
          db.sql('SELECT count(*) AS n FROM import_change WHERE import_id = ?').get(importId) as {
            n: number
          }
        ).n,
      changes: (importId, before, limit) =>
        db
          .sql(
            `SELECT id, recipient_id AS recipientId, before FROM import_change
             WHERE import_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
          )
          .all(importId, before, limit) as ImportChange[],
    },
  }
}
