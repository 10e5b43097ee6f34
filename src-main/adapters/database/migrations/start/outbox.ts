/** Every text with its attempts. A change of a text is counted in the progress of its send, kept by triggers. */
const TABLES = [
  `CREATE TABLE "message" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "send_id" text NOT NULL,
    "dedupe_key" text NOT NULL,
    "recipient_id" integer NOT NULL,
    "recipient_name" text NOT NULL,
    "e164" text NOT NULL,
    "body" text NOT NULL,
    "purpose" text NOT NULL,
    "units" integer NOT NULL,
    "price_micros" integer,
    "currency" text,
    "state" text NOT NULL,
    "not_before" text NOT NULL,
    "since" text NOT NULL,
    "created_at" text NOT NULL,
    "account_sid" text NOT NULL,
    "sid" text,
    "code" integer,
    "why" text NOT NULL DEFAULT (''),
    "decide" integer NOT NULL DEFAULT (0)
  , "zones" text NOT NULL DEFAULT (''), "alone" integer NOT NULL DEFAULT 0)`,
  `CREATE UNIQUE INDEX "message_once" ON "message" ("send_id", "dedupe_key")`,
  `CREATE INDEX "message_by_recipient" ON "message" ("recipient_id", "created_at")`,
  `CREATE INDEX "message_by_created" ON "message" ("created_at")`,
  `CREATE INDEX "message_progress" ON "message" ("send_id", "state", "units", "price_micros", "currency")`,
  `CREATE INDEX "message_active" ON "message" ("state", "e164") WHERE state IN ('claimed','unknown','accepted','scheduled','canceling','sending','sent')`,
  `CREATE UNIQUE INDEX "message_by_sid" ON "message" ("sid") WHERE sid IS NOT NULL`,
  `CREATE INDEX "message_queued" ON "message" ("not_before", "id", "account_sid", "price_micros") WHERE state = 'queued'`,
  `CREATE INDEX "message_waiting" ON "message" ("send_id", "not_before") WHERE state IN ('queued','scheduled','canceling')`,
  `CREATE INDEX "message_by_e164" ON "message" ("e164", "created_at")`,
  `CREATE INDEX "message_with_carrier" ON "message" ("id", "account_sid", "price_micros", "state") WHERE state IN ('scheduled','canceling')`,
  `CREATE INDEX "message_alone" ON "message" ("not_before", "id") WHERE state = 'queued' AND alone = 1`,
  `CREATE TABLE "attempt" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "message_id" integer NOT NULL,
    "n" integer NOT NULL,
    "claimed_at" text NOT NULL,
    "outcome" text NOT NULL,
    "sid" text,
    "code" integer,
    "detail" text NOT NULL DEFAULT (''),
    "answered_at" text,
    "listings" integer NOT NULL DEFAULT (0)
  , "send_at" text)`,
  `CREATE INDEX "attempt_by_message" ON "attempt" ("message_id")`,
  `CREATE UNIQUE INDEX "attempt_by_sid" ON "attempt" ("sid") WHERE sid IS NOT NULL`,
  `CREATE INDEX "attempt_open" ON "attempt" ("outcome") WHERE outcome IN ('claimed','unknown')`,
  `CREATE INDEX "attempt_by_claimed" ON "attempt" ("claimed_at")`,
  `CREATE INDEX "attempt_for_later" ON "attempt" ("send_at") WHERE send_at IS NOT NULL`,
]

const less = `UPDATE "send_tally" SET "count" = "count" - 1, "units" = "units" - OLD.units, "micros" = "micros" - coalesce(OLD.price_micros, 0)
   WHERE send_id = OLD.send_id AND state = OLD.state AND code = coalesce(OLD.code, 0);`
const more = `INSERT INTO "send_tally" ("send_id", "state", "code", "count", "units", "micros", "currency")
   VALUES (NEW.send_id, NEW.state, coalesce(NEW.code, 0), 1, NEW.units, coalesce(NEW.price_micros, 0), NEW.currency)
   ON CONFLICT ("send_id", "state", "code") DO UPDATE SET "count" = "count" + 1, "units" = "units" + excluded.units,
     "micros" = "micros" + excluded.micros, "currency" = coalesce(excluded.currency, "currency");`
/** A text written alone has no tally. */
const tallied = 'EXISTS (SELECT 1 FROM "send_tally" WHERE send_id = OLD.send_id)'

/**
 * What follows from new texts the store does itself, for many at once: for any trigger on inserting SQLite keeps what it takes to
 * undo each row, and writing 50,000 takes a fifth longer at least.
 */
const TALLY = [
  `CREATE TRIGGER "message_counts_anew" AFTER UPDATE OF "state", "code", "units", "price_micros", "currency" ON "message"
   WHEN (NEW.state <> OLD.state OR NEW.code IS NOT OLD.code OR NEW.units <> OLD.units
     OR NEW.price_micros IS NOT OLD.price_micros OR NEW.currency IS NOT OLD.currency) AND ${tallied}
   BEGIN ${less} ${more} END`,
  `CREATE TRIGGER "message_counts_no_more" AFTER DELETE ON "message" BEGIN ${less} END`,
]

export const OUTBOX: readonly string[] = [...TABLES, ...TALLY]
