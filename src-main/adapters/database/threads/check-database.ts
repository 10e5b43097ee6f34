/** Looks for structural damage in a thread of its own: on a large database it takes seconds, and the screen must not wait. */
import { databaseThreads } from './database-threads'

/** Resolves when SQLite's quick_check finds the file sound (https://www.sqlite.org/pragma.html#pragma_quick_check); rejects when not. */
export const checkDatabase = async (file: string): Promise<void> => {
  const thread = databaseThreads.take()
  try {
    // A program that ends meanwhile does not wait for it.
    const found = await thread.ask({ do: 'check', file }, false)
    if (found !== 'ok') throw new Error('quick_check found damage')
  } finally {
    databaseThreads.giveBack(thread)
  }
}
