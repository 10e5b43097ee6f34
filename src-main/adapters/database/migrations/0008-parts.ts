import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  ...['message', 'inbound'].flatMap((table) => [
    ...['go', 'change', 'come'].map((what) => `DROP TRIGGER "${table}_words_${what}"`),
    `DROP TABLE "${table}_fts"`,
    `DELETE FROM "fact" WHERE key = 'texts.${table}'`,
  ]),
  // What a partial index is about has to be in it, unless it is one value: else SQLite looks at each row to be sure. A table of
  // 100,000 people was read for their number alone, and for the last page of them.
  `DROP INDEX "recipient_by_name"`,
  `CREATE INDEX "recipient_by_name" ON "recipient" ("kind", "sort_name", "archived_at") WHERE archived_at IS NULL`,
  `DROP INDEX "recipient_by_sort_name"`,
  `CREATE INDEX "recipient_by_sort_name" ON "recipient" ("sort_name", "archived_at") WHERE archived_at IS NULL`,
  `DROP INDEX "message_with_carrier"`,
  `CREATE INDEX "message_with_carrier" ON "message" ("id", "account_sid", "price_micros", "state") WHERE state IN ('scheduled','canceling')`,
]

/** The index of texts has parts, which the program makes as it fills them (`text-index.ts`): it is filled anew behind the desk. */
export class Parts1764800000000 implements MigrationInterface {
  name = 'Parts1764800000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** There is no way back: an older program refuses a newer database instead. */
  async down(): Promise<void> {
    throw new Error('Deskbell never migrates down: restore a backup instead.')
  }
}
