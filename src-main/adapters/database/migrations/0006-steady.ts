import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // With the price beside it: what is reserved for texts in the carrier's schedule is summed up while others leave.
  `DROP INDEX "message_with_carrier"`,
  `CREATE INDEX "message_with_carrier" ON "message" ("id", "account_sid", "price_micros") WHERE state IN ('scheduled','canceling')`,
  // Of people that are taken away again the index keeps words until two fifths of a part are such: at the usual tenth it
  // is written anew over and over while an import is taken back. Forgetting somebody merges all of it at once.
  `INSERT INTO "recipient_fts" ("recipient_fts", rank) VALUES ('deletemerge', 40)`,
]

/** What keeps sending and taking back even, however many there are. */
export class Steady1764600000000 implements MigrationInterface {
  name = 'Steady1764600000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** There is no way back: an older program refuses a newer database instead. */
  async down(): Promise<void> {
    throw new Error('Deskbell never migrates down: restore a backup instead.')
  }
}
