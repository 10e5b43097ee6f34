import type { MigrationInterface, QueryRunner } from 'typeorm'
import { kindWord, searchWords } from '../search-words'

const TABLES = [
  `CREATE TABLE "forgotten" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "mark" text NOT NULL,
    "at" text NOT NULL,
    "user_name" text NOT NULL
  )`,
  `CREATE UNIQUE INDEX "forgotten_by_mark" ON "forgotten" ("mark")`,
  `CREATE TABLE "kept_opt_out" (
    "hash" text PRIMARY KEY NOT NULL,
    "causes" text NOT NULL,
    "at" text NOT NULL
  )`,
  `CREATE TABLE "redaction" (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "sid" text NOT NULL,
    "account_sid" text NOT NULL,
    "tries" integer NOT NULL DEFAULT (0),
    "next_at" text NOT NULL,
    "why" text NOT NULL DEFAULT ('')
  )`,
  `CREATE UNIQUE INDEX "redaction_by_sid" ON "redaction" ("sid")`,
  `CREATE INDEX "redaction_due" ON "redaction" ("account_sid", "next_at")`,
]

const indexed = (table: string) =>
  `OLD.body <> '' AND OLD.id <= coalesce((SELECT CAST(value AS integer) FROM "fact" WHERE key = 'texts.${table}'), 0)`

/**
 * The texts by their words. The tables read the bodies from `message` and `inbound` and are filled behind the sending
 * (`texts.ts`), so that no send waits for them. Deleting overwrites what it deletes.
 */
const TEXTS = ['message', 'inbound'].flatMap((table) => [
  `CREATE VIRTUAL TABLE "${table}_fts" USING fts5(
    body, content = '${table}', content_rowid = 'id', detail = none, columnsize = 0,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4 5 6')`,
  `INSERT INTO "${table}_fts" ("${table}_fts", rank) VALUES ('secure-delete', 1)`,
  // Parts are merged sixty-four pages at a time: small pages make that short, and one long merge never comes due.
  `INSERT INTO "${table}_fts" ("${table}_fts", rank) VALUES ('pgsz', 1000)`,
  `INSERT INTO "${table}_fts" ("${table}_fts", rank) VALUES ('crisismerge', 100)`,
  // A text that changes or goes after it was indexed leaves the index with the words it had.
  `CREATE TRIGGER "${table}_words_go" BEFORE DELETE ON "${table}" WHEN ${indexed(table)}
   BEGIN INSERT INTO "${table}_fts" ("${table}_fts", rowid, body) VALUES ('delete', OLD.id, OLD.body); END`,
  `CREATE TRIGGER "${table}_words_change" BEFORE UPDATE OF "body" ON "${table}" WHEN NEW.body <> OLD.body AND ${indexed(table)}
   BEGIN INSERT INTO "${table}_fts" ("${table}_fts", rowid, body) VALUES ('delete', OLD.id, OLD.body); END`,
  `CREATE TRIGGER "${table}_words_come" AFTER UPDATE OF "body" ON "${table}" WHEN NEW.body <> OLD.body AND NEW.body <> ''
     AND NEW.id <= coalesce((SELECT CAST(value AS integer) FROM "fact" WHERE key = 'texts.${table}'), 0)
   BEGIN INSERT INTO "${table}_fts" (rowid, body) VALUES (NEW.id, NEW.body); END`,
])

/** Recipients once more, with their kind in a column: accounts are found among 100,000 people. */
const RECIPIENTS = [
  `DROP TABLE "recipient_fts"`,
  `CREATE VIRTUAL TABLE "recipient_fts" USING fts5(
    words, kind, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3')`,
]

type Known = {
  id: number
  kind: string
  name: string
  email: string
  tags: string | null
  numbers: string | null
}

export class Desk1764400000000 implements MigrationInterface {
  name = 'Desk1764400000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...TEXTS, ...RECIPIENTS]) await runner.query(statement)
    for (let after = 0; ; ) {
      const known = (await runner.query(
        `SELECT r.id, r.kind, r.name, r.email,
           (SELECT json_group_array(tag) FROM recipient_tag t WHERE t.recipient_id = r.id) AS tags,
           (SELECT json_group_array(e164) FROM phone_number p WHERE p.recipient_id = r.id) AS numbers
         FROM recipient r WHERE r.id > ? ORDER BY r.id LIMIT 1000`,
        [after],
      )) as Known[]
      for (const one of known) {
        const words = searchWords({
          ...one,
          tags: JSON.parse(one.tags ?? '[]') as string[],
          numbers: JSON.parse(one.numbers ?? '[]') as string[],
        })
        await runner.query('INSERT INTO recipient_fts (rowid, words, kind) VALUES (?, ?, ?)', [
          one.id,
          words,
          kindWord(one.kind),
        ])
      }
      const last = known.at(-1)
      if (!last) return
      after = last.id
    }
  }

  /** There is no way back: an older program refuses a newer database instead. */
  async down(): Promise<void> {
    throw new Error('Deskbell never migrates down: restore a backup instead.')
  }
}
