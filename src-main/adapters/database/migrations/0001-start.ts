import type { MigrationInterface, QueryRunner } from 'typeorm'

const TABLES = [
  `CREATE TABLE "recipient" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" text NOT NULL,
    "first_name" text NOT NULL DEFAULT (''),
    "last_name" text NOT NULL DEFAULT (''),
    "name" text NOT NULL,
    "sort_name" text NOT NULL,
    "email" text NOT NULL DEFAULT (''),
    "language" text,
    "account_id" integer,
    "custom" text NOT NULL DEFAULT ('{}'),
    "archived_at" text,
    "created_at" text NOT NULL,
    "updated_at" text NOT NULL,
    "import_id" integer,
    "last_out_at" text,
    "last_in_at" text
  )`,
  `CREATE INDEX "recipient_by_name" ON "recipient" ("kind", "sort_name") WHERE archived_at IS NULL`,
  `CREATE INDEX "recipient_by_sort_name" ON "recipient" ("sort_name") WHERE archived_at IS NULL`,
  `CREATE INDEX "recipient_by_email" ON "recipient" ("email") WHERE email <> ''`,
  `CREATE INDEX "recipient_by_account" ON "recipient" ("account_id") WHERE account_id IS NOT NULL`,
  `CREATE INDEX "recipient_by_last_out" ON "recipient" ("last_out_at")`,
  `CREATE TABLE "phone_number" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "recipient_id" integer NOT NULL,
    "e164" text NOT NULL,
    "label" text NOT NULL,
    "is_primary" integer NOT NULL,
    "position" integer NOT NULL,
    "country" text NOT NULL,
    "line" text NOT NULL
  )`,
  `CREATE INDEX "phone_number_by_recipient" ON "phone_number" ("recipient_id")`,
  `CREATE INDEX "phone_number_by_e164" ON "phone_number" ("e164")`,
  `CREATE TABLE "landline" (
    "e164" text PRIMARY KEY NOT NULL,
    "code" integer NOT NULL,
    "since" text NOT NULL
  )`,
  `CREATE TABLE "recipient_tag" (
    "recipient_id" integer NOT NULL,
    "tag" text NOT NULL,
    PRIMARY KEY ("recipient_id", "tag")
  )`,
  `CREATE INDEX "recipient_tag_by_tag" ON "recipient_tag" ("tag")`,
  `CREATE TABLE "custom_field" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "key" text NOT NULL,
    "label" text NOT NULL,
    "type" text NOT NULL,
    "choices" text NOT NULL DEFAULT ('[]'),
    "archived_at" text
  )`,
  `CREATE UNIQUE INDEX "custom_field_by_key" ON "custom_field" ("key")`,
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
  `CREATE TABLE "note" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "recipient_id" integer NOT NULL,
    "body" text NOT NULL,
    "at" text NOT NULL,
    "user_name" text NOT NULL,
    "message_id" integer
  )`,
  `CREATE INDEX "note_by_recipient" ON "note" ("recipient_id", "id")`,
  `CREATE UNIQUE INDEX "note_by_message" ON "note" ("message_id") WHERE message_id IS NOT NULL`,
  `CREATE TABLE "list" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" text NOT NULL,
    "kind" text NOT NULL,
    "record_kind" text,
    "conditions" text,
    "updated_at" text NOT NULL,
    "archived_at" text
  )`,
  `CREATE TABLE "list_member" (
    "list_id" integer NOT NULL,
    "recipient_id" integer NOT NULL,
    PRIMARY KEY ("list_id", "recipient_id")
  )`,
  `CREATE INDEX "list_member_by_recipient" ON "list_member" ("recipient_id")`,
  `CREATE TABLE "template" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" text NOT NULL,
    "record_kind" text NOT NULL,
    "purpose" text NOT NULL,
    "language" text NOT NULL,
    "body" text NOT NULL,
    "updated_at" text NOT NULL,
    "updated_by" text NOT NULL,
    "archived_at" text
  )`,
  `CREATE TABLE "draft" (
    "user_id" integer NOT NULL,
    "key" text NOT NULL,
    "body" text NOT NULL,
    "at" text NOT NULL,
    PRIMARY KEY ("user_id", "key")
  )`,
  `CREATE TABLE "import_run" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" text NOT NULL,
    "at" text NOT NULL,
    "user_name" text NOT NULL,
    "created" integer NOT NULL DEFAULT (0),
    "merged" integer NOT NULL DEFAULT (0),
    "rejected" integer NOT NULL DEFAULT (0),
    "finished_at" text,
    "undone_at" text
  )`,
  `CREATE TABLE "import_change" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "import_id" integer NOT NULL,
    "recipient_id" integer NOT NULL,
    "before" text
  )`,
  `CREATE INDEX "import_change_by_import" ON "import_change" ("import_id")`,
  `CREATE TABLE "send" (
    "id" text PRIMARY KEY NOT NULL,
    "type" text NOT NULL,
    "purpose" text NOT NULL,
    "state" text NOT NULL,
    "name" text NOT NULL,
    "record_kind" text,
    "template_id" integer,
    "template_name" text,
    "body" text NOT NULL,
    "review" text,
    "created_at" text NOT NULL,
    "user_id" integer NOT NULL,
    "user_name" text NOT NULL,
    "hold_until" text,
    "account_sid" text NOT NULL,
    "sender" text NOT NULL,
    "total" integer NOT NULL DEFAULT (0),
    "skipped" integer NOT NULL DEFAULT (0),
    "paused_why" text
  )`,
  `CREATE INDEX "send_by_created" ON "send" ("created_at")`,
  `CREATE TABLE "send_skip" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "send_id" text NOT NULL,
    "recipient_id" integer,
    "name" text NOT NULL,
    "e164" text,
    "reason" text NOT NULL,
    "why" text NOT NULL
  )`,
  `CREATE INDEX "send_skip_by_send" ON "send_skip" ("send_id")`,
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
  )`,
  `CREATE UNIQUE INDEX "message_once" ON "message" ("send_id", "dedupe_key")`,
  `CREATE INDEX "message_by_recipient" ON "message" ("recipient_id", "created_at")`,
  `CREATE INDEX "message_by_created" ON "message" ("created_at")`,
  `CREATE INDEX "message_progress" ON "message" ("send_id", "state", "units", "price_micros", "currency")`,
  `CREATE INDEX "message_queued" ON "message" ("not_before", "id") WHERE state = 'queued'`,
  `CREATE INDEX "message_active" ON "message" ("state", "e164") WHERE state IN ('claimed','unknown','accepted','scheduled','canceling','sending','sent')`,
  `CREATE UNIQUE INDEX "message_by_sid" ON "message" ("sid") WHERE sid IS NOT NULL`,
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
  )`,
  `CREATE INDEX "attempt_by_message" ON "attempt" ("message_id")`,
  `CREATE UNIQUE INDEX "attempt_by_sid" ON "attempt" ("sid") WHERE sid IS NOT NULL`,
  `CREATE INDEX "attempt_open" ON "attempt" ("outcome") WHERE outcome IN ('claimed','unknown')`,
  `CREATE TABLE "inbound" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "sid" text NOT NULL,
    "from_e164" text NOT NULL,
    "to_e164" text NOT NULL,
    "body" text NOT NULL,
    "at" text NOT NULL,
    "media" integer NOT NULL,
    "meaning" text NOT NULL,
    "done_at" text
  )`,
  `CREATE UNIQUE INDEX "inbound_by_sid" ON "inbound" ("sid")`,
  `CREATE INDEX "inbound_by_from" ON "inbound" ("from_e164", "at")`,
  `CREATE INDEX "inbound_by_at" ON "inbound" ("at")`,
  `CREATE TABLE "price" (
    "country" text PRIMARY KEY NOT NULL,
    "outbound_micros" integer NOT NULL,
    "inbound_micros" integer,
    "currency" text NOT NULL,
    "at" text NOT NULL
  )`,
  `CREATE TABLE "fact" (
    "key" text PRIMARY KEY NOT NULL,
    "value" text NOT NULL
  )`,
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

const SEARCH = [
  `CREATE VIRTUAL TABLE "recipient_fts" USING fts5(
    words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3')`,
]

export class Start1764000000000 implements MigrationInterface {
  name = 'Start1764000000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...LEDGER, ...SEARCH]) await runner.query(statement)
  }

  /** There is no way back: an older program refuses a newer database instead. */
  async down(): Promise<void> {
    throw new Error('Deskbell never migrates down: restore a backup instead.')
  }
}
