import { searchKeyLastFirst } from '#shared/people/search-key'
import type { QueryRunner } from 'typeorm'
import { Forward } from './forward'

/**
 * An answer that a file brought names its import, so that taking the import back restores what the ledger said before. Who said
 * no is found by the number.
 */
const ANSWERS_OF_IMPORTS = [
  `ALTER TABLE "consent_entry" ADD COLUMN "import_id" integer`,
  `CREATE INDEX "consent_refused" ON "consent" ("e164", "state") WHERE state = 'refused'`,
]

/** When each request was made by the carrier's clock, in which its lists are kept. */
const CARRIER_TIME = [
  `ALTER TABLE "attempt" ADD COLUMN "carrier_at" text`,
  // Requests whose answer named no SID are what may explain a text of the carrier's list.
  `CREATE INDEX "attempt_without_sid" ON "attempt" ("claimed_at") WHERE sid IS NULL`,
]

/** An entry may go only when its days are over, and only while that is being done: the fact names the moment. */
const OVER = '(SELECT value FROM "fact" WHERE key = \'audit.over\')'
/** Who did what when, append-only. */
const AUDIT_LOG = [
  `CREATE TABLE "audit_entry" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "at" text NOT NULL,
    "action" text NOT NULL,
    "user_id" integer,
    "user_name" text NOT NULL,
    "subject" text NOT NULL,
    "detail" text NOT NULL,
    "before" text,
    "after" text
  )`,
  `CREATE INDEX "audit_entry_by_time" ON "audit_entry" ("at")`,
  `CREATE TRIGGER "audit_entry_is_final" BEFORE UPDATE ON "audit_entry"
   BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`,
  `CREATE TRIGGER "audit_entry_is_kept" BEFORE DELETE ON "audit_entry"
   WHEN ${OVER} IS NULL OR OLD.at >= ${OVER}
   BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`,
  // REPLACE deletes without firing delete triggers: an entry's number is used once.
  `CREATE TRIGGER "audit_entry_is_new" BEFORE INSERT ON "audit_entry"
   WHEN EXISTS (SELECT 1 FROM "audit_entry" WHERE id = NEW.id)
   BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`,
]

/** One text of a send can be taken out of the carrier's schedule, by whom: the next look there cancels it. */
const LEFT_OUT = [`ALTER TABLE "message" ADD COLUMN "left_out" text`]

/** What the carrier charges for each text and reply, which comes up to a day later, and what is learned from it. */
const PRICES = [
  // Read again from the carrier when next needed: what was kept says nothing of fees.
  `UPDATE "price" SET "at" = ''`,
  `ALTER TABLE "price" ADD COLUMN "fee_low_micros" integer`,
  `ALTER TABLE "price" ADD COLUMN "fee_high_micros" integer`,
  `CREATE TABLE "learned_price" ("country" text NOT NULL, "sender" text NOT NULL, "direction" text NOT NULL, "currency" text NOT NULL, "recent" text NOT NULL, "at" text NOT NULL, PRIMARY KEY ("country", "sender", "direction"))`,
  `ALTER TABLE "message" ADD COLUMN "estimate_micros" integer`,
  `ALTER TABLE "message" ADD COLUMN "charged" integer NOT NULL DEFAULT 0`,
  `ALTER TABLE "attempt" ADD COLUMN "price_micros" integer`,
  `ALTER TABLE "attempt" ADD COLUMN "charged" integer NOT NULL DEFAULT 0`,
  `ALTER TABLE "attempt" ADD COLUMN "price_ask" text`,
  `CREATE INDEX "attempt_price_owed" ON "attempt" ("price_ask") WHERE price_ask IS NOT NULL`,
  `ALTER TABLE "inbound" ADD COLUMN "units" integer NOT NULL DEFAULT 0`,
  `ALTER TABLE "inbound" ADD COLUMN "price_micros" integer`,
  `ALTER TABLE "inbound" ADD COLUMN "currency" text`,
  `ALTER TABLE "inbound" ADD COLUMN "charged" integer NOT NULL DEFAULT 0`,
  `ALTER TABLE "inbound" ADD COLUMN "price_ask" text`,
  `CREATE INDEX "inbound_price_owed" ON "inbound" ("price_ask") WHERE price_ask IS NOT NULL`,
]

const marked = 'ON CONFLICT ("day") DO UPDATE SET "n" = "n" + 1'

/**
 * What became of texts, by the day and the hour in which they left: a year of them is drawn from some thousand rows. Triggers mark
 * the days that are to be counted again.
 */
const INSIGHT = [
  // A reply belongs to the last text that its number got in the month before.
  `ALTER TABLE "inbound" ADD COLUMN "answers" integer`,
  `UPDATE "inbound" SET "answers" = (
     SELECT m.id FROM "message" m WHERE m.e164 = "inbound"."from_e164" AND m.created_at <= "inbound"."at"
       AND m.created_at >= strftime('%Y-%m-%dT%H:%M:%fZ', "inbound"."at", '-30 days')
       AND m.state NOT IN ('draft','queued','claimed','scheduled','canceling','canceled','rejected','expired','failed')
     ORDER BY m.created_at DESC, m.id DESC LIMIT 1)`,
  `CREATE TABLE "insight" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "counted" text NOT NULL, "day" integer NOT NULL, "type" text, "template_id" integer, "campaign_id" integer, "user_name" text NOT NULL, "state" text NOT NULL, "code" integer NOT NULL, "count" integer NOT NULL, "units" integer NOT NULL, "micros" integer NOT NULL, "currency" text)`,
  `CREATE INDEX "insight_by_day" ON "insight" ("day")`,
  `CREATE INDEX "insight_counted" ON "insight" ("counted")`,
  `CREATE TABLE "insight_hour" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "counted" text NOT NULL, "day" integer NOT NULL, "hour" integer NOT NULL, "state" text NOT NULL, "count" integer NOT NULL, "units" integer NOT NULL, "micros" integer NOT NULL)`,
  `CREATE INDEX "insight_hour_by_day" ON "insight_hour" ("day")`,
  `CREATE INDEX "insight_hour_counted" ON "insight_hour" ("counted")`,
  `CREATE TABLE "insight_stale" ("day" text PRIMARY KEY NOT NULL, "n" integer NOT NULL)`,
  `INSERT INTO "insight_stale" ("day", "n")
   SELECT day, 1 FROM (SELECT DISTINCT substr(coalesce(send_at, claimed_at), 1, 10) AS day FROM "attempt"
     UNION SELECT DISTINCT substr(at, 1, 10) FROM "inbound")`,
  // Marked when a text has left: a request has no row yet while its text is being claimed.
  `CREATE TRIGGER "insight_text_changes" AFTER UPDATE OF "state", "code", "units", "price_micros" ON "message"
   WHEN NEW.state NOT IN ('claimed','queued') AND (NEW.state <> OLD.state OR NEW.code IS NOT OLD.code
     OR NEW.units <> OLD.units OR NEW.price_micros IS NOT OLD.price_micros)
   BEGIN INSERT INTO "insight_stale" ("day", "n")
     SELECT DISTINCT substr(coalesce(send_at, claimed_at), 1, 10), 1 FROM "attempt" WHERE message_id = NEW.id ${marked}; END`,
  `CREATE TRIGGER "insight_reply_comes" AFTER INSERT ON "inbound"
   BEGIN INSERT INTO "insight_stale" ("day", "n") VALUES (substr(NEW.at, 1, 10), 1) ${marked}; END`,
  `CREATE TRIGGER "insight_reply_changes" AFTER UPDATE OF "price_micros", "answers" ON "inbound"
   BEGIN INSERT INTO "insight_stale" ("day", "n") VALUES (substr(NEW.at, 1, 10), 1) ${marked}; END`,
]

/** A client who is one no more keeps the record, its history and its consent; since when is noted. */
const PAST_CLIENTS = [`ALTER TABLE "recipient" ADD COLUMN "past_since" text`]

const AT_ONCE = 1000

/** Names once more with the last name first, for offices that sort by it. */
const addLastNames = async (runner: QueryRunner): Promise<void> => {
  await runner.query(`ALTER TABLE "recipient" ADD COLUMN "sort_last" text NOT NULL DEFAULT ('')`)
  for (let after = 0; ; ) {
    const some = (await runner.query(
      `SELECT id, first_name AS firstName, last_name AS lastName FROM recipient WHERE id > ? ORDER BY id LIMIT ${AT_ONCE}`,
      [after],
    )) as { id: number; firstName: string; lastName: string }[]
    for (const { id, firstName, lastName } of some)
      await runner.query('UPDATE recipient SET sort_last = ? WHERE id = ?', [
        searchKeyLastFirst(firstName, lastName),
        id,
      ])
    const last = some.at(-1)
    if (!last) return
    after = last.id
  }
}

/** Versions 10 to 17 in one, with the name of the last: a database that had them all has this one. */
export class AuditPricesInsight extends Forward {
  readonly name = 'PastClients1765700000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...ANSWERS_OF_IMPORTS, ...CARRIER_TIME, ...AUDIT_LOG, ...LEFT_OUT])
      await runner.query(statement)
    await addLastNames(runner)
    for (const statement of [...PRICES, ...INSIGHT, ...PAST_CLIENTS]) await runner.query(statement)
  }
}
