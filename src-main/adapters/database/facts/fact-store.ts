import type { FactStore } from '../../../services/stores'
import type { Db } from '../db'

/** Small facts that live and die with the database. */
export const createFactStore = (db: Db): FactStore => ({
  get: (key) =>
    (db.sql('SELECT value FROM fact WHERE key = ?').get(key) as { value: string } | undefined)?.value ?? null,
  set(key, value) {
    if (value === null) db.sql('DELETE FROM fact WHERE key = ?').run(key)
    else
      db.sql(
        'INSERT INTO fact (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      ).run(key, value)
  },
})
