import { Refusal } from '#contract'
import { breathe } from './office'
import { inFews, writeEach } from './pace'
import type { MessageIn, SendIn, SkipIn, Stores } from './stores'

export const GENERATED =
  'The texts of this campaign were generated already. Duplicate it to change something.'

/**
 * Writes a planned send in steps and makes it live in one update; a crash in between leaves nothing.
 * @throws Refusal when the campaign has its texts: another window was quicker.
 */
export const enqueue = async (
  stores: Stores,
  send: SendIn,
  messages: readonly MessageIn[],
  skips: readonly SkipIn[],
  notBefore: string,
  progress: (done: number, total: number) => void = () => {},
): Promise<void> => {
  const { outbox, write } = stores
  await write(() => {
    if (send.campaignId && outbox.sendOfCampaign(send.campaignId)) throw new Refusal('conflict', GENERATED)
    outbox.begin(send)
  })
  const more = {
    purpose: send.purpose,
    notBefore,
    now: send.createdAt,
    accountSid: send.accountSid,
    alone: send.type === 'individual' || send.type === 'test',
  }
  // In the order of the records: rows that are neighbours in the indexes are written to the same pages.
  const rows = messages.toSorted((one, other) => one.recipientId - other.recipientId)
  let written = 0
  await breathe()
  await writeEach(
    stores,
    inFews(rows),
    (few) => {
      outbox.addMessages(send.id, few, more)
      written += few.length
    },
    () => progress(written, rows.length),
  )
  await writeEach(stores, skips, (skip) => outbox.addSkips(send.id, [skip]))
  await write(() => outbox.goLive(send.id, messages.length, skips.length))
}
