/** Replies, and a number's own side of the inbox: what waits there, kept by triggers, so that no writer can forget it. */
const TABLES = [
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
  , "read_at" text, "recipient_id" integer)`,
  `CREATE UNIQUE INDEX "inbound_by_sid" ON "inbound" ("sid")`,
  `CREATE INDEX "inbound_by_from" ON "inbound" ("from_e164", "at")`,
  `CREATE INDEX "inbound_by_at" ON "inbound" ("at")`,
  `CREATE INDEX "inbound_by_recipient" ON "inbound" ("recipient_id", "at") WHERE recipient_id IS NOT NULL`,
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

export const INBOX: readonly string[] = [...TABLES, ...TRIGGERS]
