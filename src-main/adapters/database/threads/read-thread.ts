/**
 * Reads that take as long as there are people, in a thread with a connection of its own: typing, sending and every other
 * call go on meanwhile. What was committed before a read began is in it, as on the writing connection.
 */
import { databaseThreads } from './database-threads'

export type ReadThread = {
  all(text: string, args: readonly unknown[]): Promise<unknown[]>
  close(): Promise<void>
}

/** The file is opened with the first read. */
export const createReadThread = (file: string): ReadThread => {
  type Thread = ReturnType<typeof databaseThreads.take>
  let reading: { thread: Thread; opened: Promise<unknown> } | null = null
  let closed = false

  const start = () => {
    const thread = databaseThreads.take()
    const opened = thread.ask({ do: 'open', file })
    // The reads behind it say why; those after them try anew.
    opened.catch(() => {
      if (reading?.thread !== thread) return
      reading = null
      databaseThreads.giveBack(thread)
    })
    return { thread, opened }
  }

  return {
    async all(text, args) {
      // A file opened now would be held while it is about to be moved.
      if (closed) throw new Error('The database is closed.')
      if (!reading || reading.thread.lost) reading = start()
      const { thread, opened } = reading
      const rows = thread.ask({ do: 'read', text, args })
      rows.catch(() => undefined)
      await opened
      return (await rows) as unknown[]
    },
    async close() {
      closed = true
      const before = reading
      reading = null
      if (!before) return
      // A thread that is lost has nothing open.
      await before.thread.ask({ do: 'close' }).catch(() => undefined)
      databaseThreads.giveBack(before.thread)
    },
  }
}
