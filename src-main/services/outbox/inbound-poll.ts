/** Reads the texts that came in: oldest first, each SID once, opt-outs applied in the same write. */
import { effectOfReply } from '#core/consent'
import { classifyReply } from '#core/opt-out-words'
import type { CarrierMessage, Clock, Sms } from '../ports'
import type { InboundKept, Stores } from '../stores'
import type { CarrierClock } from './carrier-clock'

/** How far back each listing overlaps the newest text known: lists lag. */
const OVERLAP_MS = 86_400_000
const FIRST_LOOK_MS = 30 * 86_400_000
/** A restored copy may have missed months of them. */
const ALL_AT_ONCE = 100_000
const DETAIL = {
  stop: (body: string) => `Texted “${body.slice(0, 80)}”`,
  doubtful: (body: string) => `Wrote “${body.slice(0, 200)}”`,
}

export const createInboundPoll = (ports: {
  stores: Stores
  sms: Sms
  clock: Clock
  ownNumbers: () => Promise<readonly string[]>
  carrierClock: CarrierClock
  /** Called inside the write that keeps the reply: what must not be forgotten of it. */
  keeping: (reply: InboundKept) => void
  /** After all of them are kept, the oldest first. */
  arrived: (replies: readonly InboundKept[]) => void
}) => {
  const { stores, sms, clock, ownNumbers, carrierClock, keeping, arrived } = ports
  const { inbound, consent, recipients, write } = stores
  let readAt = 0

  const apply = (message: CarrierMessage): InboundKept | null => {
    const from = message.from ?? ''
    const meaning = classifyReply(message.body)
    const at = message.createdAt
    const people = recipients.withNumber(from)
    const [only] = people
    const kept = inbound.add(
      { sid: message.sid, from, to: message.to, body: message.body, at, media: message.media, meaning },
      people.length === 1 && only ? only.id : null,
    )
    if (!kept) return null
    const active = consent.causes([from]).get(from) ?? []
    const { set, lift } = effectOfReply(meaning, active)
    if (lift.length > 0)
      consent.lift(from, lift, at, 'their own text', `Texted “${message.body.slice(0, 40)}”`)
    if (set)
      consent.block(
        from,
        set,
        at,
        set === 'doubtful' ? DETAIL.doubtful(message.body) : DETAIL.stop(message.body),
        'their own text',
      )
    for (const { id } of people) recipients.touched(id, 'in', at)
    keeping(kept)
    return kept
  }

  return {
    /** When inbound texts were last read completely, in epoch milliseconds; 0 is never. */
    readAt: () => readAt,
    /**
     * Answers how many were new, and whether all of them could be listed.
     * @param backTo a moment to read again from, earlier than the newest text known
     */
    async tick(backTo?: number): Promise<{ fresh: number; complete: boolean }> {
      const begun = clock.now()
      const newest = inbound.newest()
      const since = new Date(
        Math.min(
          newest === null ? begun - FIRST_LOOK_MS : Date.parse(newest) - OVERLAP_MS,
          backTo ?? Number.POSITIVE_INFINITY,
        ),
      ).toISOString()
      const found: CarrierMessage[] = []
      const numbers = await ownNumbers()
      let all = numbers.length > 0
      for (const to of numbers) {
        const { messages, complete, carrierTime } = await sms.list(
          { to, sentOnOrAfter: since },
          backTo === undefined ? undefined : ALL_AT_ONCE,
        )
        all &&= complete
        carrierClock.heard(carrierTime)
        found.push(...messages.filter((message) => message.direction === 'inbound'))
      }
      found.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
      const fresh: InboundKept[] = []
      for (const message of found) {
        // Most of a listing is known already; that is no reason to write.
        if (inbound.has(message.sid)) continue
        const kept = await write(() => apply(message))
        if (kept) fresh.push(kept)
      }
      readAt = begun
      if (fresh.length > 0) arrived(fresh)
      return { fresh: fresh.length, complete: all }
    },
  }
}
