/** One open database. */
import type Database from 'better-sqlite3'
import type { DataSource } from 'typeorm'
import type { Writer } from './write'

export type Db = Writer & {
  readonly file: string
  readonly raw: Database.Database
  readonly source: DataSource
  /** A prepared statement, kept for the next use of the same text. */
  sql(text: string): Database.Statement<unknown[], unknown>
  /** The number that a statement answers as `n`. */
  count(text: string, ...args: unknown[]): number
  /** Rows of a long read, made on the reader thread: the event loop is not held, and only what is committed is seen. */
  read(text: string, ...args: unknown[]): Promise<unknown[]>
  /** The `id` of each row in its order, made there as well: one value, since a hundred thousand rows would be copied one by one. */
  readIds(text: string, ...args: unknown[]): Promise<number[]>
  close(): Promise<void>
}
