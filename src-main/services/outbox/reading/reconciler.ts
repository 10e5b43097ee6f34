/**
 * Finds out what became of unknown texts, from the carrier's own list, in the carrier's own time. Listing is by recipient
 * alone, because with a Messaging Service the sender is chosen later; where many are unknown at once, one list serves all.
 * Two complete listings, both begun after the settle time, that do not show a text make it a person's decision; nothing is
 * ever sent again by itself, and a text that the carrier lists later still is adopted then.
 */
import { CLAIM_MARGIN_MS, sameWords } from '#core/sending/history'
import type { CarrierMessage, Clock, Sms } from '../../ports'
import type { OpenAttempt } from '../outbox-store'
import type { Stores } from '../../stores'
import type { CarrierClock } from './carrier-clock'
import type { Recorder } from './record'

export type Reconciler = {
  tick(): Promise<void>
  /** Was every open text looked up in a listing begun after this moment of `clock.elapsed()`? */
  lookedUpSince(elapsed: number): boolean
}

/** Longer than client timeout, the slowest acceptance and the lag of the list together. */
export const SETTLE_MS = 3 * 60_000
/** A claim of before its moment was kept by the carrier's clock: the PC's may have been a day wrong. */
const PC_CLOCK_MARGIN_MS = 26 * 60 * 60_000
const NEEDED_LISTINGS = 2
/** From so many numbers on, one list of everything is read instead of one for each. */
const ONE_LIST_FROM = 10
const ONE_LIST_MOST = 50_000
/** A text that waits for a person's decision is looked for as often as others for so long, then more rarely. */
const OFTEN_FOR_MS = 20 * 60_000
const DECIDED_EVERY_MS = 5 * 60_000

type Ports = {
  stores: Pick<Stores, 'write' | 'outbox'>
  sms: Sms
  clock: Clock
  record: Recorder
  changed: () => void
  /** The carrier's clock, as each listing tells it. */
  carrierClock: CarrierClock
  settleMs?: number
}
type Found = { messages: CarrierMessage[]; complete: boolean }

/** From when on the carrier's list can show this attempt's text. */
const sinceOf = ({ carrierAt, claimedAt }: OpenAttempt) =>
  carrierAt === null ? Date.parse(claimedAt) - PC_CLOCK_MARGIN_MS : Date.parse(carrierAt) - CLAIM_MARGIN_MS

/** The oldest of these that is this attempt's text and no other's; `undefined` where none is. */
const match = (
  attempt: OpenAttempt,
  listed: readonly CarrierMessage[],
  outbox: Pick<Stores['outbox'], 'sidTaken'>,
) => {
  const since = sinceOf(attempt)
  return listed
    .filter(
      (m) =>
        m.direction === 'outbound-api' &&
        m.to === attempt.e164 &&
        // A body that the account redacts says nothing: a person decides.
        m.body !== '' &&
        sameWords(m.body, attempt.body) &&
        !(Date.parse(m.createdAt) < since) &&
        !outbox.sidTaken(m.sid),
    )
    .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))[0]
}

export const createReconciler = ({
  stores,
  sms,
  clock,
  record,
  changed,
  carrierClock,
  settleMs = SETTLE_MS,
}: Ports): Reconciler => {
  const { outbox, write } = stores
  /** By attempt, in `elapsed`: when it was first and last looked for. */
  const looks = new Map<number, { first: number; last: number; counted: number }>()

  /** So long ago it left, or was to leave, by what is certain: the carrier's clock, or how long it was looked for here. */
  const settled = (attempt: OpenAttempt, begun: { carrier: number; elapsed: number }) => {
    const first = looks.get(attempt.id)?.first ?? begun.elapsed
    if (attempt.sendAt === null && begun.elapsed - first >= settleMs) return true
    const claimed = Date.parse(attempt.carrierAt ?? attempt.claimedAt)
    // A text handed over for later is looked for again after its time, before anyone is asked.
    const expected = attempt.sendAt === null ? claimed : Math.max(claimed, Date.parse(attempt.sendAt))
    return begun.carrier - expected >= settleMs
  }

  const settleOne = (
    attempt: OpenAttempt,
    { messages, complete }: Found,
    begun: { carrier: number; elapsed: number },
  ) => {
    const message = outbox.message(attempt.messageId)
    if (!message || message.state !== 'unknown') {
      // Decided or adopted meanwhile: this attempt is history.
      if (message) outbox.answer(attempt.id, 'unknown-closed', { now: new Date(clock.now()).toISOString() })
      return
    }
    const found = match(attempt, messages, outbox)
    if (found) {
      looks.delete(attempt.id)
      record.accepted(
        attempt.id,
        message,
        {
          kind: 'accepted',
          sid: found.sid,
          status: found.status,
          segments: found.segments,
          price: found.price,
          carrierTime: null,
        },
        'adopted',
      )
      const now = outbox.message(attempt.messageId)
      if (now) record.status(now, found)
      return
    }
    const look = looks.get(attempt.id) ?? {
      first: begun.elapsed,
      last: begun.elapsed,
      counted: Number.NEGATIVE_INFINITY,
    }
    look.last = begun.elapsed
    looks.set(attempt.id, look)
    if (!complete || message.decide || !settled(attempt, begun)) return
    if (begun.elapsed - look.counted < settleMs / 4) return
    look.counted = begun.elapsed
    if (outbox.countListing(attempt.id) >= NEEDED_LISTINGS) {
      outbox.move(message.id, 'unknown', {
        now: message.since,
        why: 'text.not-listed',
        decide: true,
      })
    }
  }

  const lookUp = async (attempts: readonly OpenAttempt[], list: () => ReturnType<Sms['list']>) => {
    const elapsed = clock.elapsed()
    const found = await list()
    carrierClock.heard(found.carrierTime)
    const begun = { carrier: carrierClock.now() - (clock.elapsed() - elapsed), elapsed }
    await write(() => {
      for (const attempt of attempts) settleOne(attempt, found, begun)
    })
    changed()
    return found.complete
  }

  /** Decided by nobody yet and not listed for a while: it is looked for more rarely. */
  const rests = ({ id, decide }: OpenAttempt) => {
    const look = looks.get(id)
    const now = clock.elapsed()
    return (
      decide && look !== undefined && now - look.first > OFTEN_FOR_MS && now - look.last < DECIDED_EVERY_MS
    )
  }

  return {
    async tick() {
      let open = outbox.openAttempts('unknown').filter((attempt) => !rests(attempt))
      if (new Set(open.map(({ e164 }) => e164)).size >= ONE_LIST_FROM) {
        const since = new Date(Math.min(...open.map(sinceOf))).toISOString()
        const ids = new Set(open.map(({ id }) => id))
        if (await lookUp(open, () => sms.list({ createdOnOrAfter: since }, ONE_LIST_MOST))) return
        // What it showed is adopted; the others are asked for one by one, since there is more than was read.
        open = outbox.openAttempts('unknown').filter(({ id }) => ids.has(id))
      }
      for (const [e164, attempts] of Map.groupBy(open, (attempt) => attempt.e164))
        await lookUp(attempts, () => sms.list({ to: e164 }))
    },
    lookedUpSince: (elapsed) =>
      outbox
        .openAttempts('unknown')
        .every(({ id, decide }) => decide || (looks.get(id)?.last ?? Number.NEGATIVE_INFINITY) >= elapsed),
  }
}
