/** Writes a planned send in chunks and makes it live in one update; a crash in between leaves nothing. */
import { breathe } from './office'
import type { MessageIn, SendIn, SkipIn, Stores } from './stores'

const CHUNK = 2000

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
  for (let i = 0; i < messages.length; i += CHUNK) {
    await write(() => outbox.addMessages(send.id, messages.slice(i, i + CHUNK), more))
    progress(Math.min(i + CHUNK, messages.length), messages.length)
    await breathe()
  }
  for (let i = 0; i < skips.length; i += CHUNK) {
    await write(() => outbox.addSkips(send.id, skips.slice(i, i + CHUNK)))
    await breathe()
  }
  await write(() => outbox.goLive(send.id, messages.length, skips.length))
}
