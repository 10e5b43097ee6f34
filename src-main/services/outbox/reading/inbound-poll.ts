/** Reads the texts that came in: oldest first, each SID once, opt-outs applied in the same write. */
import { effectOfReply } from '#core/sending/consent'
import type { Office } from '../../office'
import { phrase } from '#shared/phrases/phrase'
import { classifyReply } from '#shared/text/opt-out-words'
import { countryOf, isTollFree } from '#shared/phone/phone-number'
import { measure } from '#shared/text/segments'
import type { E164, Instant, Money } from '#shared/values'
import type { CarrierMessage, Clock, Sms } from '../../ports'
import type { InboundKept } from '../../inbox/inbox-store'
import type { Stores } from '../../stores'
import type { CarrierClock } from './carrier-clock'
import { type Charges, nextPriceAsk } from './charges'
import { ANSWERED } from './price-poll'

/** How far back a listing overlaps what was read before: lists lag. Now and then much farther. */
const OVERLAP_MS = 15 * 60_000
const DEEP_OVERLAP_MS = 86_400_000
const DEEP_EVERY_MS = 10 * 60_000
const FIRST_LOOK_MS = 30 * 86_400_000
/** A longer time than this is read in parts, the oldest first, so that a break in mid-reading loses nothing. */
const PART_MS = 86_400_000
/** All that a part can hold. A list that was cut is not read completely, and nothing to many leaves. */
const READ_MOST = 500_000
const READ_TO = 'inbound.read-to'
const KEEP_EVERY_MS = 60_000
/** Writes that are asked for together share a commit. */
const AT_ONCE = 50
const DETAIL = {
  stop: (body: string) => phrase('block.texted', { words: body.slice(0, 80) }),
  doubtful: (body: string) => phrase('block.wrote', { words: body.slice(0, 200) }),
}

type InboundPorts = {
  stores: Pick<Stores, 'write' | 'recipients' | 'consent' | 'inbound' | 'facts'>
  sms: Sms
  clock: Clock
  ownNumbers: () => Promise<readonly string[]>
  carrierClock: CarrierClock
  /** Called inside the write that keeps the reply: what must not be forgotten of it. */
  keeping: (reply: InboundKept) => void
  /** After all of them are kept, the oldest first. */
  arrived: (replies: readonly InboundKept[]) => void
  /** So many records could not be read, and were set aside. */
  odd: (count: number) => void
  charges: Charges
  /** What a unit from this country is thought to cost; null where no price is known. */
  priceOf: (country: string) => Money | null
  /** In the office's language: what the ledger keeps. */
  say: Office['say']
}

/** Keeps replies that were read, with all that each means: its cost, opt-outs, the person who wrote. */
const createApplying = ({
  stores: { write, inbound, consent, recipients },
  clock,
  keeping,
  arrived,
  charges,
  priceOf,
  say,
}: Pick<InboundPorts, 'stores' | 'clock' | 'keeping' | 'arrived' | 'charges' | 'priceOf' | 'say'>) => {
  /** What a reply costs: what the carrier says, else what one from there is thought to. */
  const costOf = ({ from, body, segments, price }: CarrierMessage) => {
    const units = segments || measure(body).segments
    const unit = priceOf(countryOf((from ?? '') as E164) ?? '')
    return { units, price: price ?? (unit && { micros: unit.micros * units, currency: unit.currency }) }
  }

  const apply = (message: CarrierMessage): InboundKept | null => {
    const from = message.from ?? ''
    const meaning = classifyReply(message.body)
    const at = message.createdAt
    const people = recipients.withNumber(from)
    const [only] = people
    // The carrier's answer to a keyword comes after it.
    const charged = message.price !== null && !ANSWERED.includes(meaning)
    const kept = inbound.add(
      {
        sid: message.sid,
        from,
        to: message.to,
        body: message.body,
        at,
        media: message.media,
        meaning,
        ...costOf(message),
        charged,
        priceAsk: charged ? null : nextPriceAsk(at, clock.now()),
      },
      people.length === 1 && only ? only.id : null,
    )
    if (!kept) return null
    if (message.price) charges.learn('in', from, message.to, message.segments ?? 0, message.price)
    const active = consent.causes([from]).get(from) ?? []
    const { set, lift } = effectOfReply(meaning, active, { tollFree: isTollFree(message.to) })
    if (lift.length > 0)
      consent.lift(
        from,
        lift,
        at,
        say('block.by-own-text'),
        say(phrase('block.texted', { words: message.body.slice(0, 40) })),
      )
    if (set)
      consent.block(
        from,
        set,
        at,
        say(set === 'doubtful' ? DETAIL.doubtful(message.body) : DETAIL.stop(message.body)),
        say('block.by-own-text'),
      )
    for (const { id } of people) recipients.touched(id, 'in', at)
    keeping(kept)
    return kept
  }

  /** Applies them in their order, each in a write of its own. One that cannot be read in stops none behind it; the first failure is thrown at the end. */
  return async (messages: readonly CarrierMessage[], fresh: InboundKept[]) => {
    const failures: unknown[] = []
    for (let i = 0; i < messages.length; i += AT_ONCE) {
      const some = messages.slice(i, i + AT_ONCE).map((message) => write(() => apply(message)))
      for (const turn of await Promise.allSettled(some)) {
        if (turn.status === 'rejected') failures.push(turn.reason)
        else if (turn.value) fresh.push(turn.value)
      }
    }
    if (failures.length > 0) {
      if (fresh.length > 0) arrived(fresh.splice(0))
      throw failures[0]
    }
  }
}

/** What came in at these numbers between two moments, the oldest first. */
const createListing =
  ({ sms, carrierClock }: Pick<InboundPorts, 'sms' | 'carrierClock'>) =>
  async (numbers: readonly string[], from: number, until: number | null) => {
    const found: CarrierMessage[] = []
    let complete = numbers.length > 0
    let carrierTime: Instant | null = null
    let unreadable = 0
    for (const to of numbers) {
      const listing = await sms.list(
        {
          to,
          sentOnOrAfter: new Date(from).toISOString(),
          ...(until === null ? {} : { sentBefore: new Date(until).toISOString() }),
        },
        READ_MOST,
      )
      complete &&= listing.complete
      unreadable += listing.unreadable
      // The first answer's: what came in later may be missing from the lists.
      carrierTime ??= listing.carrierTime
      carrierClock.heard(listing.carrierTime)
      for (const message of listing.messages) if (message.direction === 'inbound') found.push(message)
    }
    found.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
    return { found, complete, carrierTime, unreadable }
  }

export const createInboundPoll = (ports: InboundPorts) => {
  const { stores, clock, ownNumbers, carrierClock, arrived, odd } = ports
  const { inbound, facts, write } = stores
  const applyAll = createApplying(ports)
  const list = createListing(ports)
  let read: { now: number; elapsed: number } | null = null
  let deepAt = Number.NEGATIVE_INFINITY

  /** The oldest moment, by the carrier's clock, that has to be read again. */
  const readFrom = (deep: boolean, backTo: number | undefined): number => {
    const now = carrierClock.now()
    const readTo = Date.parse(facts.get(READ_TO) ?? '')
    const newest = inbound.newest()
    // Replies with a date in the future must not hide those that come until then.
    const known = Number.isNaN(readTo) ? Math.min(Date.parse(newest ?? ''), now) : Math.min(readTo, now)
    const overlap = deep || Number.isNaN(readTo) ? DEEP_OVERLAP_MS : OVERLAP_MS
    const from = Number.isNaN(known) ? now - FIRST_LOOK_MS : known - overlap
    return Math.min(from, backTo ?? Number.POSITIVE_INFINITY)
  }

  const keepReadTo = (at: Instant) => {
    const before = facts.get(READ_TO)
    // Each look would be a write; a minute more to read again costs less.
    if (before !== null && Math.abs(Date.parse(at) - Date.parse(before)) < KEEP_EVERY_MS) return null
    return write(() => facts.set(READ_TO, at))
  }

  return {
    /** How long ago inbound texts were last read completely, in milliseconds; infinite before the first time. */
    age: () => (read ? Math.max(clock.elapsed() - read.elapsed, Math.abs(clock.now() - read.now)) : Infinity),
    /** When that was, in epoch milliseconds; 0 is never. */
    readAt: () => read?.now ?? 0,
    /**
     * Answers how many were new, and whether all of them could be listed.
     * @param backTo a moment to read again from, earlier than what is known to be read
     */
    async tick(backTo?: number): Promise<{ fresh: number; complete: boolean }> {
      const begun = { now: clock.now(), elapsed: clock.elapsed() }
      const deep = begun.elapsed - deepAt >= DEEP_EVERY_MS
      const numbers = await ownNumbers()
      const fresh: InboundKept[] = []
      let complete = true
      let from = readFrom(deep, backTo)
      for (;;) {
        const until = carrierClock.now() - from > 2 * PART_MS ? from + PART_MS : null
        const part = await list(numbers, from, until)
        if (part.unreadable > 0) odd(part.unreadable)
        complete &&= part.complete
        // Most of a listing is known already; that is no reason to write.
        const unknown = part.found.filter(({ sid }) => !inbound.has(sid))
        await applyAll(unknown, fresh)
        const readTo = until === null ? part.carrierTime : new Date(until).toISOString()
        if (complete && readTo !== null && backTo === undefined) await keepReadTo(readTo)
        if (until === null) break
        from = until
      }
      if (complete) {
        read = begun
        if (deep) deepAt = begun.elapsed
      }
      if (fresh.length > 0) arrived(fresh)
      return { fresh: fresh.length, complete }
    },
  }
}
