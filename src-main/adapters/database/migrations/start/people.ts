/** Records with their numbers, lists and imports; how many there are of a kind, kept by triggers; the index of their words. */
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
  , "zone" text)`,
  `CREATE INDEX "recipient_by_email" ON "recipient" ("email") WHERE email <> ''`,
  `CREATE INDEX "recipient_by_account" ON "recipient" ("account_id") WHERE account_id IS NOT NULL`,
  `CREATE INDEX "recipient_by_last_out" ON "recipient" ("last_out_at")`,
  `CREATE INDEX "recipient_by_name" ON "recipient" ("kind", "sort_name", "archived_at") WHERE archived_at IS NULL`,
  `CREATE INDEX "recipient_by_sort_name" ON "recipient" ("sort_name", "archived_at") WHERE archived_at IS NULL`,
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
  `CREATE TABLE "recipient_tally" ("kind" text PRIMARY KEY NOT NULL, "count" integer NOT NULL)`,
]

/** A screen that shows how many there are counts nothing. */
const TALLY = [
  ...[
    { name: 'comes', event: 'INSERT', less: 0, more: 'NEW.archived_at IS NULL' },
    { name: 'goes', event: 'DELETE', less: 'OLD.archived_at IS NULL', more: 0 },
    {
      name: 'changes',
      event: 'UPDATE OF "kind", "archived_at"',
      less: 'OLD.archived_at IS NULL',
      more: 'NEW.archived_at IS NULL',
    },
  ].map(
    ({ name, event, less, more }) => `CREATE TRIGGER "recipient_${name}" AFTER ${event} ON "recipient" BEGIN
       ${less ? `UPDATE "recipient_tally" SET "count" = "count" - 1 WHERE kind = OLD.kind AND ${less};` : ''}
       ${more ? `INSERT INTO "recipient_tally" ("kind", "count") SELECT NEW.kind, 1 WHERE ${more} ON CONFLICT ("kind") DO UPDATE SET "count" = "count" + 1;` : ''}
     END`,
  ),
]

const SEARCH = [
  `CREATE VIRTUAL TABLE "recipient_fts" USING fts5(
    words, kind, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3')`,
  // By itself FTS5 merges as many pages as were written, at once: after 1,000 rows removed that takes half a second.
  // So the store merges itself, a few small pages at a time.
  `INSERT INTO "recipient_fts" ("recipient_fts", rank) VALUES ('automerge', 0)`,
  `INSERT INTO "recipient_fts" ("recipient_fts", rank) VALUES ('pgsz', 1000)`,
  `INSERT INTO "recipient_fts" ("recipient_fts", rank) VALUES ('crisismerge', 100)`,
  // Of people that are taken away again the index keeps words until two fifths of a part are such: at the usual tenth it
  // is written anew over and over while an import is taken back. Forgetting somebody merges all of it at once.
  `INSERT INTO "recipient_fts" ("recipient_fts", rank) VALUES ('deletemerge', 40)`,
]

export const PEOPLE: readonly string[] = [...TABLES, ...TALLY, ...SEARCH]
