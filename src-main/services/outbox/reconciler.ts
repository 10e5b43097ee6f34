/**
 * Finds out what became of unknown texts, from the carrier's own list. Listing is by recipient alone, because with
 * a Messaging Service the sender is chosen later. Two complete listings, both begun after the settle time, that do
 * not show a text make it a person's decision; nothing is ever sent again by itself.
 */
import type { CarrierMessage, Clock, Sms } from '../ports'
import type { OpenAttempt, Stores } from '../stores'
import type { CarrierClock } from './carrier-clock'
import type { Recorder } from './record'

export type Reconciler = { tick(): Promise<void> }

/** Longer than client timeout, the slowest acceptance and the lag of the list together. */
export const SETTLE_MS = 3 * 60_000
/** How far before the claim a listing begins: clocks differ. */
const MARGIN_MS = 10 * 60_000
const NEEDED_LISTINGS = 2
/** Trial accounts put this before every text: https://help.twilio.com/articles/360036052753 */
const TRIAL_PREFIX = 'Sent from your Twilio trial account - '

type Ports = {
  stores: Stores
  sms: Sms
  clock: Clock
  record: Recorder
  changed: () => void
  /** The carrier's clock, as each listing tells it. */
  carrierClock: CarrierClock
  settleMs?: number
}

const sameBody = (carrier: string, ours: string) => carrier === ours || carrier === TRIAL_PREFIX + ours

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
  const lastListing = new Map<number, number>()

  const match = (attempt: OpenAttempt, listed: readonly CarrierMessage[]) => {
    const since = Date.parse(attempt.claimedAt) + carrierClock.skew() - MARGIN_MS
    return listed
      .filter(
        (m) =>
          m.direction === 'outbound-api' &&
          m.to === attempt.e164 &&
          sameBody(m.body, attempt.body) &&
          Date.parse(m.createdAt) >= since &&
          !outbox.sidTaken(m.sid),
      )
      .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))[0]
  }

  const lookUp = async (e164: string, attempts: readonly OpenAttempt[]) => {
    const begun = clock.now()
    const { messages, complete, carrierTime } = await sms.list({ to: e164 })
    carrierClock.heard(carrierTime)
    await write(() => {
      for (const attempt of attempts) {
        const message = outbox.message(attempt.messageId)
        if (!message || message.state !== 'unknown') {
          // Decided or adopted meanwhile: this attempt is history.
          if (message)
            outbox.answer(attempt.id, 'unknown-closed', { now: new Date(clock.now()).toISOString() })
          continue
        }
        const found = match(attempt, messages)
        if (found) {
          lastListing.delete(attempt.id)
          record.accepted(
            attempt.id,
            message,
            {
              kind: 'accepted',
              sid: found.sid,
              status: found.status,
              segments: found.segments,
              price: found.price,
              carrierTime,
            },
            'adopted',
          )
          const now = outbox.message(attempt.messageId)
          if (now) record.status(now, found)
          continue
        }
        // A text handed over for later is looked for again after its time, before anyone is asked.
        const expected = Math.max(
          Date.parse(attempt.claimedAt),
          Date.parse(attempt.sendAt ?? attempt.claimedAt),
        )
        const settled = begun - expected >= settleMs
        const since = begun - (lastListing.get(attempt.id) ?? 0)
        if (!complete || !settled || since < settleMs / 4 || message.decide) continue
        lastListing.set(attempt.id, begun)
        if (outbox.countListing(attempt.id) >= NEEDED_LISTINGS) {
          outbox.move(message.id, 'unknown', {
            now: message.since,
            why: 'The carrier does not list it',
            decide: true,
          })
        }
      }
    })
    changed()
  }

  return {
    async tick() {
      const open = outbox.openAttempts('unknown')
      const byNumber = Map.groupBy(open, (attempt) => attempt.e164)
      for (const [e164, attempts] of byNumber) await lookUp(e164, attempts)
    },
  }
}
