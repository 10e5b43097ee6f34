/** Which texts that are due leave now: each is looked at once more, and claimed durably before it is posted. */
import { zoneList } from '#core/people/zones'
import { CANARY_SIZE } from '#core/sending/canary'
import { mayText, strongest } from '#core/sending/consent'
import { type Reason, phrase } from '#shared/phrases/phrase'
import { HAND_OVER_FROM_MS, handOverHours, SKEW_MOST_MS } from '#shared/hand-over'
import { millisLeftInAll, nextPermittedInAll, type Window } from '#shared/time/quiet-hours'
import type { Purpose } from '#shared/values'
import { asksCarrier } from '../../consent/carrier-block'
import type { Clock, Sender, Sms } from '../../ports'
import type { Stores } from '../../stores'
import type { Fence } from '../copies/fence'
import type { Budget, Limit } from '../guards/budget'
import type { Gate } from '../guards/gate'
import type { Rate } from '../guards/rate'
import type { Claim, Due } from '../outbox-store'
import type { CarrierClock } from '../reading/carrier-clock'
import { isDiskFull } from './storage-errors'

export type ClaimingPorts = {
  stores: Pick<Stores, 'write' | 'sends' | 'outbox'>
  sms: Pick<Sms, 'accountSid'>
  clock: Clock
  gate: Gate
  rate: Rate
  budget: Budget
  carrierClock: CarrierClock
  /** Does this database know everything that its account sent? Nothing is claimed before. */
  fence: Pick<Fence, 'allows'>
  /** The permitted window of a purpose, and the office's zone for numbers that tell none. */
  quiet: (purpose: Purpose) => { window: Window; zone: string }
  /** The office's date at a moment. */
  dayAt: (at: number) => string
  /** Were replies read so lately that an opt-out would be known? */
  inboxFresh: () => boolean
  /** Does the carrier's schedule take texts at this moment? */
  scheduleOpen: (now: number) => boolean
  report: (what: string, error: unknown) => void
}

/** So many more than there is room for are looked at: some of them may not leave now. */
const MORE = 20
/** Twilio keeps a text at most ten hours in its queue: https://www.twilio.com/docs/messaging/api/message-resource */
const VALIDITY_MOST_S = 36_000
/** So long a text waits for the end of another with the same words to the same number, before it is looked at again. */
const DUPLICATE_MS = 30_000
const NO_MONEY = { balance: 'send.balance-used-up', cap: 'send.cap-reached' } as const
const iso = (at: number) => new Date(at).toISOString()

/** What one batch of claims has used up so far. */
type Batch = {
  claims: Claim[]
  left: { one: Limit | null; many: Limit | null }
  /** How many more of a send may leave before its first texts are watched. */
  canaries: Map<string, number>
  /** Sends of which nothing more leaves in this batch. */
  stopped: Set<string>
}

const isToOne = ({ sendType }: Due) => sendType === 'individual' || sendType === 'test'

/** Whether a text may leave at a moment, and for how long it may wait at the carrier then. */
const createPermission = ({ stores, quiet, dayAt }: Pick<ClaimingPorts, 'stores' | 'quiet' | 'dayAt'>) => {
  /** Texts to many keep quiet hours; one person's text is exempt, and so is what a Manager released. */
  const keepsQuiet = (due: Due) => !isToOne(due) && !(due.released && due.purpose === 'alerts')

  /** Why a text may not leave at a moment; null when it may. Later checks only remove people, and say so. */
  const check = (
    due: Due,
    at: number,
  ): { cancel: Reason } | { expire: Reason } | { until: number; why: Reason } | 'later' | null => {
    if (due.sendType !== 'test') {
      const permission = mayText({
        purpose: due.purpose,
        consent: due.consent,
        suppressedBy: asksCarrier(stores, due) ? null : strongest(due.causes),
        heardAt: due.heardAt === null ? null : Date.parse(due.heardAt),
        individual: due.sendType === 'individual',
        now: at,
      })
      if (!permission.ok) {
        return {
          cancel: permission.reason === 'suppressed' ? 'text.opted-out-since' : 'text.consent-changed',
        }
      }
    } else if (due.causes.length > 0) return { cancel: 'text.opted-out' }
    let permitted = at
    if (keepsQuiet(due)) {
      const { window, zone } = quiet(due.purpose)
      permitted = nextPermittedInAll(at, window, zoneList(due.zones), zone)
      if (permitted === Number.POSITIVE_INFINITY) return { cancel: 'text.no-day-allowed' }
    }
    if (due.madeForDayOf !== null) {
      const day = dayAt(Date.parse(due.madeForDayOf))
      if (dayAt(permitted) !== day) return { expire: phrase('text.made-for-another-day', { day }) }
    }
    if (permitted > at) return { until: permitted, why: 'text.quiet-hours' }
    return stores.outbox.duplicateInFlight(due.e164, due.body, due.id) ? 'later' : null
  }

  /** Seconds until it would be night at the recipient's: a slow queue at the carrier must not deliver then. */
  const validity = (due: Due, at: number): number | null => {
    if (!keepsQuiet(due)) return null
    const { window, zone } = quiet(due.purpose)
    const left = millisLeftInAll(at, window, zoneList(due.zones), zone)
    return Math.max(1, Math.min(VALIDITY_MOST_S, Math.floor(left / 1000)))
  }
  return { check, validity }
}

/** What is due, then what is far enough away for the carrier's schedule. */
const createCandidates = ({
  stores: { outbox },
  sms,
  rate,
  carrierClock,
  inboxFresh,
  scheduleOpen,
}: ClaimingPorts) =>
  function* (now: number, room: number): Generator<{ due: Due; sendAt: string | null }> {
    const fresh = inboxFresh()
    if (rate.wait(now) === 0) {
      for (const due of outbox.due(iso(now), sms.accountSid, room + MORE, !fresh)) yield { due, sendAt: null }
    }
    if (!fresh || !scheduleOpen(now) || Math.abs(carrierClock.skew()) > SKEW_MOST_MS) return
    const ahead = (hours: number) => iso(now + hours * 3_600_000)
    const bounds = {
      now: iso(now),
      from: iso(now + HAND_OVER_FROM_MS),
      until: ahead(handOverHours('alerts', null)),
      untilMarketing: ahead(handOverHours('marketing', null)),
    }
    for (const due of outbox.toHandOver(bounds, sms.accountSid, room + MORE))
      yield { due, sendAt: due.notBefore }
  }

/** Answers up to `room` claims that are on disk. */
export const createClaiming = (ports: ClaimingPorts): ((room: number) => Promise<Claim[]>) => {
  const { stores, clock, gate, rate, budget } = ports
  const { outbox, write, sends } = stores
  const { check, validity } = createPermission(ports)
  const candidates = createCandidates(ports)

  /** What becomes of one due text at this moment. Throws where a value of it cannot be read. */
  const decide = (due: Due, sendAt: string | null, now: number, batch: Batch): Claim | null => {
    const at = sendAt === null ? now : Date.parse(sendAt)
    const sender = JSON.parse(due.sender) as Sender
    const verdict = check(due, at)
    if (verdict === 'later') {
      // Out of the way: forty such rows would hide everything behind them.
      if (sendAt === null) outbox.postpone(due.id, iso(now + DUPLICATE_MS), 'text.duplicate')
      return null
    }
    if (verdict && 'cancel' in verdict) {
      outbox.move(due.id, 'canceled', { now: iso(now), why: verdict.cancel })
      return null
    }
    if (verdict && 'expire' in verdict) {
      outbox.move(due.id, 'expired', { now: iso(now), why: verdict.expire })
      return null
    }
    if (verdict) {
      outbox.postpone(due.id, iso(verdict.until), verdict.why)
      return null
    }
    const cost = due.price?.micros ?? 0
    const who = isToOne(due) ? 'one' : 'many'
    const { left, canaries, claims } = batch
    if (left[who] && cost > left[who].micros) left[who] = budget.exactly(who)
    const limit = left[who]
    if (limit && cost > limit.micros) {
      // While nobody knows what there is, nothing is wrong with the send: it waits.
      if (limit.by !== 'unknown')
        sends.setSendState(due.sendId, ['live'], 'paused', { by: limit.by, why: NO_MONEY[limit.by] })
      batch.stopped.add(due.sendId)
      return null
    }
    if (due.canary === 'first' && sendAt === null) {
      const more = canaries.get(due.sendId) ?? CANARY_SIZE - sends.begun(due.sendId)
      if (more <= 0) {
        sends.markSend(due.sendId, { canary: 'watch', now: iso(now) })
        batch.stopped.add(due.sendId)
        return null
      }
      canaries.set(due.sendId, more - 1)
    }
    // Two texts of one batch to the same number with the same words: the second waits for the first.
    if (claims.some(({ message }) => message.e164 === due.e164 && message.body === due.body)) return null
    const validitySeconds = validity(due, at)
    const attemptId = outbox.claim(due.id, iso(now), sendAt, ports.carrierClock.stamp())
    if (attemptId === null) return null
    budget.claimed(cost)
    if (left.one) left.one = { ...left.one, micros: left.one.micros - cost }
    if (left.many) left.many = { ...left.many, micros: left.many.micros - cost }
    if (sendAt === null) rate.spend(due.units, now)
    return { attemptId, message: due, sender, sendType: due.sendType, sendAt, validitySeconds }
  }

  /** One durable commit for a batch of claims; nothing is posted before it and the journal are on disk. */
  return (room) =>
    write(() => {
      // A look at the carrier's list may have stopped everything while this write waited its turn.
      if (gate.reason() !== null) return []
      const now = clock.now()
      const batch: Batch = {
        claims: [],
        left: { one: budget.available('one'), many: budget.available('many') },
        canaries: new Map(),
        stopped: new Set(),
      }
      for (const { due, sendAt } of candidates(now, room)) {
        if (batch.claims.length >= room) break
        if (sendAt === null && rate.wait(now) > 0) continue
        if (batch.stopped.has(due.sendId)) continue
        if (!ports.fence.allows(due)) continue
        let claim: Claim | null = null
        try {
          claim = decide(due, sendAt, now, batch)
        } catch (error) {
          // One row with a damaged value must not hold up everybody behind it.
          if (isDiskFull(error)) throw error
          ports.report('outbox: a text was set aside', error)
          outbox.move(due.id, 'canceled', { now: iso(now), why: 'text.set-aside' })
        }
        if (claim) batch.claims.push(claim)
      }
      return batch.claims
    })
}
