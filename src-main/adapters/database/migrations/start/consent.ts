/** The consent ledger and what follows from it, suppression, and what outlives a forgotten person. */
const TABLES = [
  `CREATE TABLE "consent_entry" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "recipient_id" integer NOT NULL,
    "e164" text NOT NULL,
    "purpose" text NOT NULL,
    "state" text NOT NULL,
    "basis" text,
    "source" text NOT NULL,
    "wording" text NOT NULL,
    "at" text NOT NULL,
    "user_id" integer,
    "user_name" text NOT NULL,
    "forgotten_at" text
  )`,
  `CREATE INDEX "consent_entry_by_recipient" ON "consent_entry" ("recipient_id")`,
  `CREATE TABLE "consent" (
    "recipient_id" integer NOT NULL,
    "e164" text NOT NULL,
    "purpose" text NOT NULL,
    "state" text NOT NULL,
    "entry_id" integer NOT NULL,
    PRIMARY KEY ("recipient_id", "e164", "purpose")
  )`,
  `CREATE TABLE "suppression" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "e164" text NOT NULL,
    "cause" text NOT NULL,
    "at" text NOT NULL,
    "detail" text NOT NULL,
    "user_name" text NOT NULL,
    "lifted_at" text,
    "lifted_by" text,
    "lifted_why" text
  )`,
  `CREATE UNIQUE INDEX "suppression_active" ON "suppression" ("e164", "cause") WHERE lifted_at IS NULL`,
  `CREATE INDEX "suppression_by_e164" ON "suppression" ("e164")`,
  `CREATE TABLE "forgotten" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "mark" text NOT NULL,
    "at" text NOT NULL,
    "user_name" text NOT NULL
  )`,
  `CREATE UNIQUE INDEX "forgotten_by_mark" ON "forgotten" ("mark")`,
  `CREATE TABLE "kept_opt_out" (
    "hash" text PRIMARY KEY NOT NULL,
    "causes" text NOT NULL,
    "at" text NOT NULL
  )`,
  `CREATE TABLE "redaction" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "sid" text NOT NULL,
    "account_sid" text NOT NULL,
    "tries" integer NOT NULL DEFAULT (0),
    "next_at" text NOT NULL,
    "why" text NOT NULL DEFAULT ('')
  )`,
  `CREATE UNIQUE INDEX "redaction_by_sid" ON "redaction" ("sid")`,
  `CREATE INDEX "redaction_due" ON "redaction" ("account_sid", "next_at")`,
]

/**
 * The ledger is append-only. The one change allowed blanks the personal parts of an entry and says when:
 * forgetting a person (M24). What was decided, for which purpose and when, stays.
 */
const LEDGER = [
  `CREATE TRIGGER "consent_entry_is_kept" BEFORE DELETE ON "consent_entry"
   BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END`,
  `CREATE TRIGGER "consent_entry_is_final" BEFORE UPDATE ON "consent_entry"
   WHEN NOT (OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL
     AND NEW.id = OLD.id AND NEW.recipient_id = OLD.recipient_id AND NEW.purpose = OLD.purpose
     AND NEW.state = OLD.state AND NEW.at = OLD.at AND NEW.e164 = '' AND NEW.wording = '')
   BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END`,
  // REPLACE deletes without firing delete triggers: an entry's number is used once.
  `CREATE TRIGGER "consent_entry_is_new" BEFORE INSERT ON "consent_entry"
   WHEN EXISTS (SELECT 1 FROM "consent_entry" WHERE id = NEW.id)
   BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END`,
  `CREATE TRIGGER "consent_follows_ledger" AFTER INSERT ON "consent_entry"
   BEGIN
     INSERT INTO "consent" ("recipient_id", "e164", "purpose", "state", "entry_id")
     VALUES (NEW.recipient_id, NEW.e164, NEW.purpose, NEW.state, NEW.id)
     ON CONFLICT ("recipient_id", "e164", "purpose") DO UPDATE SET "state" = NEW.state, "entry_id" = NEW.id;
   END`,
]

/** What keeps the consent ledger as it was written. */
export const LEDGER_TRIGGERS = LEDGER.filter((statement) => /^CREATE TRIGGER "consent_/.test(statement))

export const CONSENT: readonly string[] = [...TABLES, ...LEDGER]
