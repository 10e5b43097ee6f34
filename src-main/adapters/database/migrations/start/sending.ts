/** Templates, campaigns, daily sends, sends with their progress, prices, and single facts. */
export const SENDING: readonly string[] = [
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
  `CREATE TABLE "campaign" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" text NOT NULL,
    "record_kind" text NOT NULL,
    "purpose" text NOT NULL,
    "template_id" integer,
    "dispatch_at" text,
    "late" text NOT NULL,
    "hand_over_hours" integer,
    "created_at" text NOT NULL,
    "updated_at" text NOT NULL,
    "updated_by" text NOT NULL,
    "archived_at" text
  )`,
  `CREATE TABLE "campaign_recipient" (
    "campaign_id" integer NOT NULL,
    "recipient_id" integer NOT NULL,
    PRIMARY KEY ("campaign_id", "recipient_id")
  )`,
  `CREATE INDEX "campaign_recipient_by_recipient" ON "campaign_recipient" ("recipient_id")`,
  `CREATE TABLE "daily_send" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" text NOT NULL,
    "list_id" integer NOT NULL,
    "template_id" integer NOT NULL,
    "at" text NOT NULL,
    "active" integer NOT NULL DEFAULT (1),
    "last_day" text,
    "last_result" text NOT NULL DEFAULT (''),
    "user_id" integer NOT NULL,
    "user_name" text NOT NULL,
    "updated_at" text NOT NULL,
    "archived_at" text
  )`,
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
  , "campaign_id" integer, "daily_id" integer, "late" text NOT NULL DEFAULT ('send'), "hand_over_hours" integer, "canary" text NOT NULL DEFAULT ('off'), "canary_since" text, "released" text, "paused_by" text)`,
  `CREATE INDEX "send_by_created" ON "send" ("created_at")`,
  `CREATE UNIQUE INDEX "send_by_campaign" ON "send" ("campaign_id") WHERE campaign_id IS NOT NULL`,
  `CREATE INDEX "send_by_daily" ON "send" ("daily_id", "created_at") WHERE daily_id IS NOT NULL`,
  `CREATE INDEX "send_canary" ON "send" ("canary") WHERE canary IN ('first','watch')`,
  `CREATE INDEX "send_by_state" ON "send" ("state")`,
  `CREATE INDEX "send_to_many" ON "send" ("created_at", "type") WHERE type IN ('bulk','campaign')`,
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
  `CREATE INDEX "send_skip_by_recipient" ON "send_skip" ("recipient_id") WHERE recipient_id IS NOT NULL`,
  `CREATE TABLE "send_tally" ("send_id" text NOT NULL, "state" text NOT NULL, "code" integer NOT NULL, "count" integer NOT NULL, "units" integer NOT NULL, "micros" integer NOT NULL, "currency" text, PRIMARY KEY ("send_id", "state", "code"))`,
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
  `CREATE TRIGGER "send_tally_ends" AFTER DELETE ON "send" BEGIN DELETE FROM "send_tally" WHERE send_id = OLD.id; END`,
]
