/** Writes a planned send in chunks and makes it live in one update; a crash in between leaves nothing. */
import { breathe } from './office'
import type { MessageIn, SendIn, SkipIn, Stores } from './stores'

const CHUNK = 1000

export const enqueue = async (
  stores: Stores,
  send: SendIn,
  messages: readonly MessageIn[],
  skips: readonly SkipIn[],
  notBefore: string,
  progress: (done: number, total: number) => void = () => {},
): Promise<void> => {
  const { outbox, write } = stores
  await write(() => outbox.begin(send))
  const more = { purpose: send.purpose, notBefore, now: send.createdAt, accountSid: send.accountSid }
  // In the order of the records: rows that are neighbours in the indexes are written to the same pages.
  const rows = messages.toSorted((one, other) => one.recipientId - other.recipientId)
  await breathe()
  for (let i = 0; i < rows.length; i += CHUNK) {
    await write(() => outbox.addMessages(send.id, rows.slice(i, i + CHUNK), more))
    progress(Math.min(i + CHUNK, rows.length), rows.length)
    await breathe()
  }
  for (let i = 0; i < skips.length; i += CHUNK) {
    await write(() => outbox.addSkips(send.id, skips.slice(i, i + CHUNK)))
    await breathe()
  }
  await write(() => outbox.goLive(send.id, messages.length, skips.length))
}
