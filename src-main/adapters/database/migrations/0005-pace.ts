import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // Sends that are being written, or were recalled, are looked for at every start and while texts are indexed.
  `CREATE INDEX "send_by_state" ON "send" ("state")`,
  // Forgetting a person looks for them here.
  `CREATE INDEX "send_skip_by_recipient" ON "send_skip" ("recipient_id") WHERE recipient_id IS NOT NULL`,
  // By itself FTS5 merges as many pages as were written, at once: after 1,000 rows removed that takes half a second.
  // So the store merges itself, a few small pages at a time.
  `INSERT INTO "recipient_fts" ("recipient_fts", rank) VALUES ('automerge', 0)`,
  `INSERT INTO "recipient_fts" ("recipient_fts", rank) VALUES ('pgsz', 1000)`,
  `INSERT INTO "recipient_fts" ("recipient_fts", rank) VALUES ('crisismerge', 100)`,
]

/** What keeps long jobs from holding up the desk. */
export class Pace1764500000000 implements MigrationInterface {
  name = 'Pace1764500000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** There is no way back: an older program refuses a newer database instead. */
  async down(): Promise<void> {
    throw new Error('Deskbell never migrates down: restore a backup instead.')
  }
}
