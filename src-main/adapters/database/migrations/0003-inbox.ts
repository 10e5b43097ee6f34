import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A number's own side of the inbox: what waits there, kept by triggers, so that no writer can forget it. */
const TABLES = [
  `ALTER TABLE "inbound" ADD COLUMN "read_at" text`,
  `ALTER TABLE "inbound" ADD COLUMN "recipient_id" integer`,
  `CREATE INDEX "inbound_by_recipient" ON "inbound" ("recipient_id", "at") WHERE recipient_id IS NOT NULL`,
  `CREATE INDEX "message_by_e164" ON "message" ("e164", "created_at")`,
  `CREATE TABLE "conversation" (
    "e164" text PRIMARY KEY NOT NULL,
    "last_at" text NOT NULL,
    "open" integer NOT NULL,
    "unread" integer NOT NULL,
    "is_unread" integer NOT NULL
  )`,
  `CREATE INDEX "conversation_by_time" ON "conversation" ("is_unread", "last_at")`,
  `CREATE INDEX "conversation_open" ON "conversation" ("is_unread", "last_at") WHERE open > 0`,
  `CREATE INDEX "conversation_done" ON "conversation" ("is_unread", "last_at") WHERE open = 0`,
  `CREATE TABLE "inbound_picture" (
    "sid" text PRIMARY KEY NOT NULL,
    "inbound_id" integer NOT NULL,
    "position" integer NOT NULL,
    "type" text NOT NULL,
    "bytes" blob
  )`,
  `CREATE INDEX "inbound_picture_by_inbound" ON "inbound_picture" ("inbound_id", "position")`,
  `CREATE TABLE "reply_mail" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "inbound_id" integer NOT NULL,
    "state" text NOT NULL,
    "tries" integer NOT NULL DEFAULT (0),
    "next_at" text NOT NULL,
    "why" text NOT NULL DEFAULT (''),
    "queued_at" text NOT NULL
  )`,
  `CREATE INDEX "reply_mail_due" ON "reply_mail" ("state", "next_at") WHERE state <> 'sent'`,
  `CREATE UNIQUE INDEX "reply_mail_once" ON "reply_mail" ("inbound_id")`,
]

/** Replies of before: done ones were read, and a number that one person has was that person's. */
const OLD_REPLIES = [
  `UPDATE "inbound" SET "read_at" = "done_at" WHERE "done_at" IS NOT NULL`,
  `UPDATE "inbound" SET "recipient_id" = (
     SELECT min(p.recipient_id) FROM "phone_number" p JOIN "recipient" r ON r.id = p.recipient_id
     WHERE p.e164 = "inbound"."from_e164" AND r.archived_at IS NULL
     HAVING count(DISTINCT p.recipient_id) = 1)`,
]

/** A conversation from the rows of its number. */
const FROM_ROWS = `INSERT INTO "conversation" ("e164", "last_at", "open", "unread", "is_unread")
  SELECT from_e164, max(max(at), coalesce((SELECT max(created_at) FROM message WHERE e164 = from_e164), '')),
    sum(done_at IS NULL), sum(read_at IS NULL), max(read_at IS NULL) FROM inbound`
const again = (e164: string) => `DELETE FROM "conversation" WHERE e164 = ${e164};
  ${FROM_ROWS} WHERE from_e164 = ${e164} GROUP BY from_e164;`

const TRIGGERS = [
  `CREATE TRIGGER "conversation_hears" AFTER INSERT ON "inbound"
   BEGIN
     INSERT INTO "conversation" ("e164", "last_at", "open", "unread", "is_unread")
     VALUES (NEW.from_e164,
       max(NEW.at, coalesce((SELECT max(created_at) FROM message WHERE e164 = NEW.from_e164), '')),
       NEW.done_at IS NULL, NEW.read_at IS NULL, NEW.read_at IS NULL)
     ON CONFLICT ("e164") DO UPDATE SET "last_at" = max("last_at", NEW.at), "open" = "open" + (NEW.done_at IS NULL),
       "unread" = "unread" + (NEW.read_at IS NULL), "is_unread" = max("is_unread", NEW.read_at IS NULL);
   END`,
  `CREATE TRIGGER "conversation_speaks" AFTER INSERT ON "message"
   BEGIN
     UPDATE "conversation" SET "last_at" = max("last_at", NEW.created_at) WHERE e164 = NEW.e164;
   END`,
  `CREATE TRIGGER "conversation_read" AFTER UPDATE OF "done_at", "read_at" ON "inbound"
   BEGIN
     UPDATE "conversation" SET "open" = "open" + (NEW.done_at IS NULL) - (OLD.done_at IS NULL),
       "unread" = "unread" + (NEW.read_at IS NULL) - (OLD.read_at IS NULL),
       "is_unread" = ("unread" + (NEW.read_at IS NULL) - (OLD.read_at IS NULL)) > 0
     WHERE e164 = NEW.from_e164;
   END`,
  // Forgetting a person blanks or deletes replies: what the inbox knows of them goes with them.
  `CREATE TRIGGER "conversation_moves" AFTER UPDATE OF "from_e164" ON "inbound"
   BEGIN ${again('OLD.from_e164')} ${again('NEW.from_e164')} END`,
  `CREATE TRIGGER "conversation_ends" AFTER DELETE ON "inbound"
   BEGIN
     ${again('OLD.from_e164')}
     DELETE FROM "inbound_picture" WHERE inbound_id = OLD.id;
     DELETE FROM "reply_mail" WHERE inbound_id = OLD.id;
   END`,
  `CREATE TRIGGER "inbound_outlives" AFTER DELETE ON "recipient"
   BEGIN UPDATE "inbound" SET "recipient_id" = NULL WHERE recipient_id = OLD.id; END`,
]

export class Inbox1764300000000 implements MigrationInterface {
  name = 'Inbox1764300000000'

  async up(runner: QueryRunner): Promise<void> {
    const statements = [...TABLES, ...OLD_REPLIES, `${FROM_ROWS} GROUP BY from_e164`, ...TRIGGERS]
    for (const statement of statements) await runner.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('Deskbell never migrates down: restore a backup instead.')
  }
}
