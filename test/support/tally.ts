/** Where the counts that triggers keep differ from what there is. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'

const COUNTED = `SELECT m.send_id, m.state, coalesce(m.code, 0), count(*), sum(m.units), coalesce(sum(m.price_micros), 0), max(m.currency)
  FROM message m JOIN send s ON s.id = m.send_id WHERE s.type <> 'individual' GROUP BY 1, 2, 3`
const KEPT = 'SELECT send_id, state, code, count, units, micros, currency FROM send_tally WHERE count <> 0'

const THERE = 'SELECT kind, count(*) FROM recipient WHERE archived_at IS NULL GROUP BY kind'
const TOLD = 'SELECT kind, count FROM recipient_tally WHERE count <> 0'

/** Rows that only one of the two has, in any database of this folder; none where all is well. */
export const misTallied = (folder: string): unknown[] =>
  readdirSync(folder)
    // The claim journal is locked while the program runs, and counts nothing.
    .filter((name) => name.endsWith('.db') && !name.endsWith('-claims.db'))
    .flatMap((name) => {
      const db = new Database(path.join(folder, name), { readonly: true })
      try {
        if (!db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'send_tally'").get()) return []
        return [
          [COUNTED, KEPT],
          [THERE, TOLD],
        ].flatMap(([one, other]) =>
          db
            .prepare(
              `SELECT * FROM (${one} EXCEPT ${other}) UNION ALL SELECT * FROM (${other} EXCEPT ${one})`,
            )
            .all(),
        )
      } finally {
        db.close()
      }
    })
