import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // With the price beside it: what is reserved for texts in the carrier's schedule is summed up while others leave.
  `DROP INDEX "message_with_carrier"`,
  `CREATE INDEX "message_with_carrier" ON "message" ("id", "account_sid", "price_micros") WHERE state IN ('scheduled','canceling')`,
]

/** Money that texts at the carrier will cost, without looking at each of them. */
export class Reserved1764600000000 implements MigrationInterface {
  name = 'Reserved1764600000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** There is no way back: an older program refuses a newer database instead. */
  async down(): Promise<void> {
    throw new Error('Deskbell never migrates down: restore a backup instead.')
  }
}
