import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = ['message', 'inbound'].flatMap((table) => [
  ...['go', 'change', 'come'].map((what) => `DROP TRIGGER "${table}_words_${what}"`),
  `DROP TABLE "${table}_fts"`,
  `DELETE FROM "fact" WHERE key = 'texts.${table}'`,
])

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
