/**
 * Who opted out, once more, in a small file of its own: a restored or older database is told at every opening.
 *
 * It is attached to the connection, and triggers write it in the same commit as the block or its lifting, so that
 * nobody who writes can forget it. With write-ahead logs such a commit is atomic in each file, not across both
 * (https://www.sqlite.org/lang_attach.html): what a power cut left out on one side, the next opening brings.
 *
 * Numbers stand in it as they are. They must be shown and unblocked after a restore, a hash could give neither; and a
 * keyed hash of a phone number, with its key beside it on the same disk, hides nothing. Words, names and reasons are
 * left out.
 */
import { existsSync, renameSync } from 'node:fs'
import Database from 'better-sqlite3'

/** Its one table, in the file that goes by this name on a connection. */
export const OPT_OUT_TABLE = (schema: string) => `CREATE TABLE IF NOT EXISTS ${schema}.opt_out (
  e164 text NOT NULL, cause text NOT NULL, at text NOT NULL, lifted_at text, PRIMARY KEY (e164, cause, at)) WITHOUT ROWID`

/** What is the same in both: number, cause and moment. */
const SAME = 'o.e164 = s.e164 AND o.cause = s.cause AND o.at = s.at'
const MERGE = [
  `INSERT INTO outside.opt_out (e164, cause, at, lifted_at) SELECT e164, cause, at, lifted_at FROM main.suppression WHERE true
   ON CONFLICT DO UPDATE SET lifted_at = coalesce(lifted_at, excluded.lifted_at)`,
  // Lifted first: then a later block of the same number finds its place.
  `UPDATE main.suppression AS s SET lifted_by = 'Deskbell', lifted_why = 'Known from the copy of the opt-outs',
     lifted_at = (SELECT o.lifted_at FROM outside.opt_out o WHERE ${SAME})
   WHERE lifted_at IS NULL AND EXISTS (SELECT 1 FROM outside.opt_out o WHERE ${SAME} AND o.lifted_at IS NOT NULL)`,
  `INSERT OR IGNORE INTO main.suppression (e164, cause, at, detail, user_name, lifted_at, lifted_by, lifted_why)
   SELECT e164, cause, at, 'Known from the copy of the opt-outs', 'Deskbell', lifted_at,
     iif(lifted_at IS NULL, NULL, 'Deskbell'), iif(lifted_at IS NULL, NULL, 'Known from the copy of the opt-outs')
   FROM outside.opt_out o WHERE NOT EXISTS (SELECT 1 FROM main.suppression s WHERE ${SAME})`,
]
const TRIGGERS = [
  `CREATE TEMP TRIGGER opt_out_set AFTER INSERT ON main.suppression BEGIN
     INSERT OR IGNORE INTO opt_out (e164, cause, at, lifted_at) VALUES (NEW.e164, NEW.cause, NEW.at, NEW.lifted_at); END`,
  // Of one number and cause one block is in force at most, whatever its moment.
  `CREATE TEMP TRIGGER opt_out_lifted AFTER UPDATE OF lifted_at ON main.suppression WHEN NEW.lifted_at IS NOT NULL BEGIN
     UPDATE opt_out SET lifted_at = NEW.lifted_at WHERE e164 = NEW.e164 AND cause = NEW.cause AND lifted_at IS NULL; END`,
  // Somebody is forgotten: the number goes here as well, and their no goes on in the journal of the forgotten.
  `CREATE TEMP TRIGGER opt_out_forgotten AFTER DELETE ON main.suppression BEGIN
     DELETE FROM opt_out WHERE e164 = OLD.e164; END`,
]

/** Brings the database and the file to the same, and keeps them so for as long as the connection lives. */
export const attachOptOuts = (db: Database.Database, file: string): void => {
  refuseDamaged(file)
  db.prepare('ATTACH DATABASE ? AS outside').run(file)
  db.pragma('outside.journal_mode = WAL')
  db.pragma('outside.synchronous = FULL')
  db.exec(OPT_OUT_TABLE('outside'))
  db.exec(['BEGIN IMMEDIATE', ...MERGE, 'COMMIT'].join(';\n'))
  for (const trigger of TRIGGERS) db.exec(trigger)
}

/** Adds what another file of opt-outs knows. */
export const mergeOptOuts = (into: string, from: string): void => {
  const db = new Database(into)
  try {
    db.pragma('synchronous = FULL')
    db.exec(OPT_OUT_TABLE('main'))
    db.prepare('ATTACH DATABASE ? AS other').run(from)
    db.exec(`INSERT INTO main.opt_out (e164, cause, at, lifted_at) SELECT e164, cause, at, lifted_at FROM other.opt_out WHERE true
      ON CONFLICT DO UPDATE SET lifted_at = coalesce(lifted_at, excluded.lifted_at)`)
  } finally {
    db.close()
  }
}

/** A damaged copy is put aside: the database beside it makes a new one. */
const refuseDamaged = (file: string) => {
  if (!existsSync(file)) return
  const db = new Database(file)
  let sound = false
  try {
    sound = db.pragma('quick_check(1)', { simple: true }) === 'ok'
  } catch {
    // Not a database at all.
  } finally {
    db.close()
  }
  if (!sound) renameSync(file, `${file}.damaged`)
}
