/**
 * Threads that look into database files beside the writing connection, see `database-worker.ts`: the one that looked for damage when a
 * database was opened reads for its screens afterwards.
 */
import { Worker } from 'node:worker_threads'
import { keepThreads } from '../../threads/keep-threads'
import { workerFile } from '../../threads/worker-file'
import type { DatabaseWork } from './database-worker'

/** One that looked for damage, and one that reads. */
const MOST_IDLE = 2

export const databaseThreads = keepThreads<DatabaseWork, unknown>(
  () => new Worker(workerFile('database-worker', import.meta.url)),
  MOST_IDLE,
)
