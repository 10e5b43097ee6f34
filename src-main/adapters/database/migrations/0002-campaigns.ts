import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `ALTER TABLE "recipient" ADD COLUMN "zone" text`,
  `ALTER TABLE "send" ADD COLUMN "campaign_id" integer`,
  `ALTER TABLE "send" ADD COLUMN "daily_id" integer`,
  `ALTER TABLE "send" ADD COLUMN "late" text NOT NULL DEFAULT ('send')`,
  `ALTER TABLE "send" ADD COLUMN "hand_over_hours" integer`,
  `ALTER TABLE "send" ADD COLUMN "canary" text NOT NULL DEFAULT ('off')`,
  `ALTER TABLE "send" ADD COLUMN "canary_since" text`,
  `ALTER TABLE "send" ADD COLUMN "released" text`,
  `ALTER TABLE "send" ADD COLUMN "paused_by" text`,
  `CREATE UNIQUE INDEX "send_by_campaign" ON "send" ("campaign_id") WHERE campaign_id IS NOT NULL`,
  `CREATE INDEX "send_by_daily" ON "send" ("daily_id", "created_at") WHERE daily_id IS NOT NULL`,
  `CREATE INDEX "send_canary" ON "send" ("canary") WHERE canary IN ('first','watch')`,
  `ALTER TABLE "message" ADD COLUMN "zones" text NOT NULL DEFAULT ('')`,
  `CREATE INDEX "message_with_carrier" ON "message" ("id") WHERE state IN ('scheduled','canceling')`,
  // With the price beside it: what is promised to waiting texts is asked for at every review.
  `DROP INDEX "message_queued"`,
  `CREATE INDEX "message_queued" ON "message" ("not_before", "id", "account_sid", "price_micros") WHERE state = 'queued'`,
  `CREATE INDEX "message_waiting" ON "message" ("send_id", "not_before") WHERE state IN ('queued','scheduled','canceling')`,
  `ALTER TABLE "attempt" ADD COLUMN "send_at" text`,
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
]

/** Campaigns, hand-over to the carrier's schedule, daily sends, and what the guards remember. */
export class Campaigns1764200000000 implements MigrationInterface {
  name = 'Campaigns1764200000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** There is no way back: an older program refuses a newer database instead. */
  async down(): Promise<void> {
    throw new Error('Deskbell never migrates down: restore a backup instead.')
  }
}
