import { Refusal } from '#contract'
import type { PlannedText } from '#core/sending/send-plan'
import { measure } from '#shared/text/segments'
import type { Instant, Money } from '#shared/values'
import { requireDuty } from '../consent/duty'
import type { Office } from '../office'
import type { Sender } from '../ports'
import { inFews, writeEach, yieldToLoop } from '../time-slice'
import type { MessageIn, SendIn, SkipIn } from './sending-store'
import { whySenderNotReady } from '../settings/readiness'
import type { Stores } from '../stores'

/** What a send is written from: who sends it, and the sender that its texts come from. */
export type NewSend = Omit<SendIn, 'createdAt' | 'userId' | 'userName' | 'sender'> & {
  by: { id: number; name: string }
  sender: Sender
}

/** A text of a plan, as it is written. */
export const plannedMessage = (text: PlannedText, dedupeKey: string, notBefore: Instant): MessageIn => ({
  dedupeKey,
  recipientId: text.recipientId,
  recipientName: text.name,
  e164: text.e164,
  body: text.text,
  units: text.units,
  price: text.price,
  zones: text.zones,
  notBefore,
})

/** The one text of a send to one number; `unit` is the price of a segment. */
export const singleMessage = (
  to: Pick<MessageIn, 'recipientId' | 'recipientName' | 'e164'>,
  body: string,
  unit: Money | null,
): MessageIn => {
  const units = measure(body).segments
  return {
    ...to,
    dedupeKey: to.e164,
    body,
    units,
    price: unit && { micros: unit.micros * units, currency: unit.currency },
  }
}

/**
 * Writes a planned send in steps and makes it live in one update; a crash in between leaves nothing.
 * The one place that puts texts to many into the outbox, so that none gets there before the duty was confirmed (B9), or from a
 * sender of which Twilio says that carriers refuse its texts.
 * @throws Refusal when the campaign has its texts: another window was quicker; when the duty was not confirmed; when the sender is not registered.
 */
export const enqueue = async (
  { stores, office }: { stores: Pick<Stores, 'write' | 'sends' | 'facts' | 'recipients'>; office: Office },
  { by, ...planned }: NewSend,
  messages: readonly MessageIn[],
  skips: readonly SkipIn[],
  notBefore: string,
  progress: (done: number, total: number) => void = () => {},
): Promise<void> => {
  const send: SendIn = {
    ...planned,
    createdAt: office.now(),
    userId: by.id,
    userName: by.name,
    sender: JSON.stringify(planned.sender),
  }
  if (send.type === 'bulk' || send.type === 'campaign') {
    requireDuty(office)
    const why = whySenderNotReady(
      stores,
      send.sender,
      messages.map(({ recipientId }) => recipientId),
    )
    if (why !== null) throw new Refusal('refused', why)
  }
  const { write, sends } = stores
  await write(() => {
    if (send.campaignId && sends.sendOfCampaign(send.campaignId))
      throw new Refusal('conflict', 'campaigns.generated')
    sends.begin(send)
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
  await yieldToLoop()
  await writeEach(
    stores,
    inFews(rows),
    (few) => {
      sends.addMessages(send.id, few, more)
      written += few.length
    },
    () => progress(written, rows.length),
  )
  await writeEach(stores, skips, (skip) => sends.addSkips(send.id, [skip]))
  await write(() => sends.goLive(send.id, messages.length, skips.length))
}
