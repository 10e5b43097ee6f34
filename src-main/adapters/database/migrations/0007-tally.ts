import type { MigrationInterface, QueryRunner } from 'typeorm'

const less = `UPDATE "send_tally" SET "count" = "count" - 1, "units" = "units" - OLD.units, "micros" = "micros" - coalesce(OLD.price_micros, 0)
   WHERE send_id = OLD.send_id AND state = OLD.state AND code = coalesce(OLD.code, 0);`
const more = `INSERT INTO "send_tally" ("send_id", "state", "code", "count", "units", "micros", "currency")
   VALUES (NEW.send_id, NEW.state, coalesce(NEW.code, 0), 1, NEW.units, coalesce(NEW.price_micros, 0), NEW.currency)
   ON CONFLICT ("send_id", "state", "code") DO UPDATE SET "count" = "count" + 1, "units" = "units" + excluded.units,
     "micros" = "micros" + excluded.micros, "currency" = coalesce(excluded.currency, "currency");`
/** A text written alone has no tally. */
const tallied = 'EXISTS (SELECT 1 FROM "send_tally" WHERE send_id = OLD.send_id)'

const PEOPLE = [
  `CREATE TABLE "recipient_tally" ("kind" text PRIMARY KEY NOT NULL, "count" integer NOT NULL)`,
  `INSERT INTO "recipient_tally" ("kind", "count") SELECT kind, count(*) FROM "recipient" WHERE archived_at IS NULL GROUP BY kind`,
  ...[
    { name: 'comes', event: 'INSERT', less: 0, more: 'NEW.archived_at IS NULL' },
    { name: 'goes', event: 'DELETE', less: 'OLD.archived_at IS NULL', more: 0 },
    {
      name: 'changes',
      event: 'UPDATE OF "kind", "archived_at"',
      less: 'OLD.archived_at IS NULL',
      more: 'NEW.archived_at IS NULL',
    },
  ].map(
    ({ name, event, less, more }) => `CREATE TRIGGER "recipient_${name}" AFTER ${event} ON "recipient" BEGIN
       ${less ? `UPDATE "recipient_tally" SET "count" = "count" - 1 WHERE kind = OLD.kind AND ${less};` : ''}
       ${more ? `INSERT INTO "recipient_tally" ("kind", "count") SELECT NEW.kind, 1 WHERE ${more} ON CONFLICT ("kind") DO UPDATE SET "count" = "count" + 1;` : ''}
     END`,
  ),
]

const STATEMENTS = [
  `CREATE TABLE "send_tally" ("send_id" text NOT NULL, "state" text NOT NULL, "code" integer NOT NULL, "count" integer NOT NULL, "units" integer NOT NULL, "micros" integer NOT NULL, "currency" text, PRIMARY KEY ("send_id", "state", "code"))`,
  `INSERT INTO "send_tally" ("send_id", "state", "code", "count", "units", "micros", "currency")
   SELECT m.send_id, m.state, coalesce(m.code, 0), count(*), sum(m.units), coalesce(sum(m.price_micros), 0), max(m.currency)
   FROM "send" s JOIN "message" m ON m.send_id = s.id WHERE s.type <> 'individual' GROUP BY 1, 2, 3`,
  // What follows from new texts the store does itself, for many at once: for any trigger on inserting SQLite keeps what it
  // takes to undo each row, and writing 50,000 takes a fifth longer at least.
  `DROP TRIGGER "conversation_speaks"`,
  `CREATE TRIGGER "message_counts_anew" AFTER UPDATE OF "state", "code", "units", "price_micros", "currency" ON "message"
   WHEN (NEW.state <> OLD.state OR NEW.code IS NOT OLD.code OR NEW.units <> OLD.units
     OR NEW.price_micros IS NOT OLD.price_micros OR NEW.currency IS NOT OLD.currency) AND ${tallied}
   BEGIN ${less} ${more} END`,
  `CREATE TRIGGER "message_counts_no_more" AFTER DELETE ON "message" BEGIN ${less} END`,
  `CREATE TRIGGER "send_tally_ends" AFTER DELETE ON "send" BEGIN DELETE FROM "send_tally" WHERE send_id = OLD.id; END`,
  ...PEOPLE,
]

/**
 * The progress of a send to many is kept with each change of its texts, and how many recipients there are of a kind: a screen
 * that shows ten of 50,000 counts nothing.
 */
export class Tally1764700000000 implements MigrationInterface {
  name = 'Tally1764700000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** There is no way back: an older program refuses a newer database instead. */
  async down(): Promise<void> {
    throw new Error('Deskbell never migrates down: restore a backup instead.')
  }
}
