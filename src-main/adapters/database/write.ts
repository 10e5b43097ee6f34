/**
 * The one way to write. TypeORM has a single connection and everything awaited while its transaction is open
 * shares it: a claim made meanwhile would become a savepoint, and an outer rollback would re-queue a text that
 * left. So all writes queue here, first in first out, and none begins while a transaction is open.
 */
import type BetterSqlite3 from 'better-sqlite3'
import type { DataSource, EntityManager } from 'typeorm'

export type Writer = {
  /** Synchronous work in one IMMEDIATE transaction: hot paths, prepared statements. Throws what `work` throws, rolled back. */
  write<T>(work: () => T): Promise<T>
  /** TypeORM work in one transaction: ordinary records. */
  change<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
  /** Resolves when everything queued so far is written. */
  idle(): Promise<void>
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

export const createWriter = (raw: BetterSqlite3.Database, source: DataSource): Writer => {
  let tail: Promise<unknown> = Promise.resolve()

  const queued = <T>(work: () => Promise<T> | T): Promise<T> => {
    const turn = tail.then(async () => {
      // A transaction opened beside this queue (a mistake that the lint forbids) must end first.
      while (raw.inTransaction) await nextTurn()
      return work()
    })
    tail = turn.catch(() => undefined)
    return turn
  }

  return {
    write: (work) =>
      queued(() => {
        raw.exec('BEGIN IMMEDIATE')
        try {
          const result = work()
          raw.exec('COMMIT')
          return result
        } catch (error) {
          if (raw.inTransaction) raw.exec('ROLLBACK')
          throw error
        }
      }),
    change: (work) => queued(() => source.transaction(work)),
    idle: async () => {
      await tail
    },
  }
}
