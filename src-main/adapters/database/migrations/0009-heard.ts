import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE INDEX "attempt_by_claimed" ON "attempt" ("claimed_at")`,
  `CREATE INDEX "attempt_for_later" ON "attempt" ("send_at") WHERE send_at IS NOT NULL`,
  `CREATE INDEX "send_to_many" ON "send" ("created_at", "type") WHERE type IN ('bulk','campaign')`,
  `ALTER TABLE "message" ADD COLUMN "alone" integer NOT NULL DEFAULT 0`,
  `UPDATE "message" SET "alone" = 1 WHERE state IN ('queued','scheduled','canceling','claimed','unknown','accepted','sending','sent')
     AND send_id IN (SELECT id FROM "send" WHERE type IN ('individual','test'))`,
  `CREATE INDEX "message_alone" ON "message" ("not_before", "id") WHERE state = 'queued' AND alone = 1`,
]

/**
 * When texts left is found by the time, also of those handed over for later; a text to one person is found before those to many;
 * sends to many are counted without those to one person.
 */
export class Heard1764900000000 implements MigrationInterface {
  name = 'Heard1764900000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** There is no way back: an older program refuses a newer database instead. */
  async down(): Promise<void> {
    throw new Error('Deskbell never migrates down: restore a backup instead.')
  }
}
