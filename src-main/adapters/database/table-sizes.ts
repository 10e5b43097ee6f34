import { ENTITIES } from './tables'
import type { Db } from './db'

/** How many rows each table has, counted on the reader thread. */
export const tableSizes = async (db: Pick<Db, 'read'>): Promise<Record<string, number>> => {
  const sizes: Record<string, number> = {}
  for (const { options } of ENTITIES) {
    const table = options.tableName ?? options.name
    const [row] = (await db.read(`SELECT count(*) AS n FROM "${table}"`)) as { n: number }[]
    sizes[table] = row?.n ?? 0
  }
  return sizes
}
