/**
 * The one way to write. TypeORM has a single connection and everything awaited while its transaction is open
 * shares it: a claim made meanwhile would become a savepoint, and an outer rollback would re-queue a text that
 * left. So all writes queue here, first in first out, and none begins while a transaction is open. Writes of one
 * turn of the event loop, such as twenty answers of the carrier, share one commit: each of those waits for the disk.
 */
import type BetterSqlite3 from 'better-sqlite3'
import type { DataSource, EntityManager } from 'typeorm'

export type Writer = {
  /** Synchronous work, whole or not at all, in an IMMEDIATE transaction: hot paths, prepared statements. Throws what `work` throws. */
  write<T>(work: () => T): Promise<T>
  /** TypeORM work in one transaction: ordinary records. */
  change<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
  /** Resolves when everything queued so far is written. */
  idle(): Promise<void>
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** So long the writes of one commit may hold the event loop; those behind them get the next. In milliseconds. */
const COMMIT_MS = 10

type Job = { work(): unknown; resolve(result: unknown): void; reject(error: unknown): void }

export const createWriter = (raw: BetterSqlite3.Database, source: DataSource): Writer => {
  let tail: Promise<unknown> = Promise.resolve()
  /** Writes that are still to come into one commit: those of one turn of the event loop. */
  let gathering: Job[] | null = null

  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work)
    tail = turn.catch(() => undefined)
    return turn
  }

  /** Does as many of the jobs as their time allows in one transaction, each undone by itself where it throws. */
  const commit = (jobs: Job[]): void => {
    const begun = performance.now()
    const settle: (() => void)[] = []
    const taken: Job[] = []
    try {
      raw.exec('BEGIN IMMEDIATE')
      do {
        const job = jobs.shift()
        if (!job) break
        taken.push(job)
        raw.exec('SAVEPOINT job')
        try {
          const result = job.work()
          settle.push(() => job.resolve(result))
        } catch (error) {
          // Where the disk is full SQLite has rolled everything back.
          if (!raw.inTransaction) throw error
          raw.exec('ROLLBACK TO job')
          settle.push(() => job.reject(error))
        }
        raw.exec('RELEASE job')
      } while (jobs.length > 0 && performance.now() - begun < COMMIT_MS)
      raw.exec('COMMIT')
    } catch (error) {
      if (raw.inTransaction) raw.exec('ROLLBACK')
      for (const job of taken.length > 0 ? taken : jobs.splice(0)) job.reject(error)
      return
    }
    for (const done of settle) done()
  }

  const gather = (): Job[] => {
    const jobs: Job[] = []
    void queued(async () => {
      do {
        do {
          await nextTurn()
          // A transaction opened beside this queue (a mistake that the lint forbids) must end first.
        } while (raw.inTransaction)
        if (gathering === jobs) gathering = null
        commit(jobs)
      } while (jobs.length > 0)
    })
    return jobs
  }

  return {
    write: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        gathering ??= gather()
        gathering.push({ work, resolve: resolve as (result: unknown) => void, reject })
      }),
    change(work) {
      // What is written after it is not to come before it.
      gathering = null
      return queued(async () => {
        while (raw.inTransaction) await nextTurn()
        return source.transaction(work)
      })
    },
    idle: async () => {
      await tail
    },
  }
}
