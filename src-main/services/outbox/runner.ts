/**
 * Takes what is due, claims it durably, posts it, records the answer. One runner per process, however often it is
 * woken: every wake only asks the same loop for another turn.
 */
import { mayText, strongest } from '#core/consent'
import { pausesSending } from '#core/failures'
import { CANARY_SIZE } from '#core/canary'
import { HAND_OVER_FROM_MS, handOverHours, SKEW_MOST_MS } from '#core/hand-over'
import { millisLeftInAll, nextPermittedInAll, type Window } from '#core/quiet-hours'
import type { Purpose } from '#core/values'
import { zoneList } from '#core/zones'
import type { Clock, Sender, SendOutcome, Sms } from '../ports'
import type { Claim, Due, Journal, Stores } from '../stores'
import type { Budget } from './budget'
import { accountReason, type Gate, REASONS } from './gate'
import type { CarrierClock } from './carrier-clock'
import type { Rate } from './rate'
import type { Recorder } from './record'

export type RunnerPorts = {
  stores: Stores
  journal: Journal
  sms: Sms
  clock: Clock
  gate: Gate
  rate: Rate
  record: Recorder
  carrierClock: CarrierClock
  /** The permitted window of a purpose, and the office's zone for numbers that tell none. */
  quiet: (purpose: Purpose) => { window: Window; zone: string }
  /** The office's date at a moment. */
  dayAt: (at: number) => string
  budget: Budget
  /** Were replies read so lately that an opt-out would be known? */
  inboxFresh: () => boolean
  /** Settles what became late while the PC was off; before anything is claimed. */
  awake: () => Promise<void>
  changed: () => void
  /** Everything unexpected, for the log: never the text or the number. */
  report: (what: string, error: unknown) => void
  maxInFlight?: number
}

export type Runner = {
  wake(): void
  /** The carrier's queue is full: nothing leaves for a minute. */
  slowDown(): void
  /** After a resume one text goes first; the rest follow once the carrier took it. */
  probe(): void
  /** Stops claiming and waits for the answers under way, at most `ms`; what is left is marked unknown. */
  stop(ms: number): Promise<void>
  inFlight(): number
}

const BATCH = 20
/** So many unclear answers in a row stop everything. */
const UNKNOWNS_TO_PAUSE = 5
const BACKOFF_FIRST_MS = 2_000
const BACKOFF_MOST_MS = 5 * 60_000
const HEARTBEAT_MS = 30_000
const SLOW_MS = 60_000

/** Twilio keeps a text at most ten hours in its queue: https://www.twilio.com/docs/messaging/api/message-resource */
const VALIDITY_MOST_S = 36_000
/** The schedule refused a date, or is full: https://www.twilio.com/docs/api/errors/35125 */
const NO_SCHEDULE = [35111, 35112, 35113, 35114, 35115, 35116, 35117, 35118, 35125]
const NO_SCHEDULE_MS = 60 * 60_000
/** So long a text waits for the end of another with the same words to the same number, before it is looked at again. */
const TWIN_MS = 30_000
const TWIN = 'The same text to this number has no known end yet'
const NO_MONEY = {
  balance: 'The balance is used up. Top up at Twilio, then resume.',
  cap: 'The office’s spending cap for this month is reached. An Admin can change it in Settings.',
}

const isDiskFull = (error: unknown) =>
  /SQLITE_(FULL|IOERR)/.test(String((error as { code?: unknown }).code ?? ''))

export const createRunner = (ports: RunnerPorts): Runner => {
  const { stores, journal, sms, clock, gate, rate, record, budget } = ports
  const { outbox, write } = stores
  const most = ports.maxInFlight ?? BATCH
  const flying = new Map<number, { claim: Claim; landed: Promise<void> }>()
  const unwritten: { claim: Claim; outcome: SendOutcome }[] = []
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let probing = false
  let unknowns = 0
  let failures = 0
  let holdUntil = 0
  /** The carrier took no date: until then texts wait here. */
  let noScheduleUntil = 0
  let cancelTimer = () => {}

  const iso = (at: number) => new Date(at).toISOString()

  /** Looks again at least every half minute: a timer knows nothing of a PC that slept or of a clock that was set. */
  const wakeAt = (at: number) => {
    cancelTimer()
    cancelTimer = clock.after(Math.min(HEARTBEAT_MS, Math.max(1, at - clock.now())), wake)
  }

  const isToOne = ({ sendType }: Due) => sendType === 'individual' || sendType === 'test'
  /** Texts to many keep quiet hours; one person's text is exempt, and so is what a Manager released. */
  const keepsQuiet = (due: Due) => !isToOne(due) && !(due.released && due.purpose === 'alerts')

  /** Why a text may not leave at a moment; null when it may. Later checks only remove people, and say so. */
  const check = (
    due: Due,
    at: number,
  ): { cancel: string } | { expire: string } | { until: number; why: string } | 'later' | null => {
    if (due.sendType !== 'test') {
      const permission = mayText({
        purpose: due.purpose,
        consent: due.consent,
        suppressedBy: strongest(due.causes),
        heardAt: due.heardAt === null ? null : Date.parse(due.heardAt),
        individual: due.sendType === 'individual',
        now: at,
      })
      if (!permission.ok) {
        return {
          cancel:
            permission.reason === 'suppressed' ? 'Opted out since' : 'No longer allowed: consent changed',
        }
      }
    } else if (due.causes.length > 0) return { cancel: 'This number has opted out' }
    let permitted = at
    if (keepsQuiet(due)) {
      const { window, zone } = ports.quiet(due.purpose)
      permitted = nextPermittedInAll(at, window, zoneList(due.zones), zone)
      if (permitted === Number.POSITIVE_INFINITY) return { cancel: 'No day is allowed by the quiet hours' }
    }
    if (due.madeForDayOf !== null) {
      const day = ports.dayAt(Date.parse(due.madeForDayOf))
      if (ports.dayAt(permitted) !== day) return { expire: `Too late: it was made for ${day}` }
    }
    if (permitted > at) return { until: permitted, why: 'Quiet hours' }
    return outbox.twinOpen(due.e164, due.body, due.id) ? 'later' : null
  }

  /** Seconds until it would be night at the recipient's: a slow queue at the carrier must not deliver then. */
  const validity = (due: Due, at: number): number | null => {
    if (!keepsQuiet(due)) return null
    const { window, zone } = ports.quiet(due.purpose)
    const left = millisLeftInAll(at, window, zoneList(due.zones), zone)
    return Math.max(1, Math.min(VALIDITY_MOST_S, Math.floor(left / 1000)))
  }

  /** What is due, then what is far enough away for the carrier's schedule. */
  const candidates = function* (now: number, room: number): Generator<{ due: Due; sendAt: string | null }> {
    const fresh = ports.inboxFresh()
    if (rate.wait(now) === 0) {
      for (const due of outbox.due(iso(now), sms.accountSid, room + BATCH, !fresh))
        yield { due, sendAt: null }
    }
    if (!fresh || now < noScheduleUntil || Math.abs(ports.carrierClock.skew()) > SKEW_MOST_MS) return
    const ahead = (hours: number) => iso(now + hours * 3_600_000)
    const bounds = {
      now: iso(now),
      from: iso(now + HAND_OVER_FROM_MS),
      until: ahead(handOverHours('alerts', null)),
      untilMarketing: ahead(handOverHours('marketing', null)),
    }
    for (const due of outbox.toHandOver(bounds, sms.accountSid, room + BATCH))
      yield { due, sendAt: due.notBefore }
  }

  /** One durable commit for a batch of claims; nothing is posted before it and the journal are on disk. */
  const claimSome = (room: number): Promise<Claim[]> =>
    write(() => {
      const now = clock.now()
      const claims: Claim[] = []
      const left = { one: budget.available('one'), many: budget.available('many') }
      /** How many more of a send may leave before its first texts are watched. */
      const canaries = new Map<string, number>()
      const stopped = new Set<string>()
      for (const { due, sendAt } of candidates(now, room)) {
        if (claims.length >= room) break
        if (sendAt === null && rate.wait(now) > 0) continue
        if (stopped.has(due.sendId)) continue
        const at = sendAt === null ? now : Date.parse(sendAt)
        const verdict = check(due, at)
        if (verdict === 'later') {
          // Out of the way: forty such rows would hide everything behind them.
          if (sendAt === null) outbox.postpone(due.id, iso(now + TWIN_MS), TWIN)
          continue
        }
        if (verdict && 'cancel' in verdict) {
          outbox.move(due.id, 'canceled', { now: iso(now), why: verdict.cancel })
          continue
        }
        if (verdict && 'expire' in verdict) {
          outbox.move(due.id, 'expired', { now: iso(now), why: verdict.expire })
          continue
        }
        if (verdict) {
          outbox.postpone(due.id, iso(verdict.until), verdict.why)
          continue
        }
        const cost = due.price?.micros ?? 0
        const who = isToOne(due) ? 'one' : 'many'
        if (left[who] && cost > left[who].micros) left[who] = budget.exactly(who)
        const limit = left[who]
        if (limit && cost > limit.micros) {
          // While nobody knows what there is, nothing is wrong with the send: it waits.
          if (limit.by !== 'unknown')
            outbox.setSendState(due.sendId, ['live'], 'paused', { by: limit.by, why: NO_MONEY[limit.by] })
          stopped.add(due.sendId)
          continue
        }
        if (due.canary === 'first' && sendAt === null) {
          const more = canaries.get(due.sendId) ?? CANARY_SIZE - outbox.begun(due.sendId)
          if (more <= 0) {
            outbox.markSend(due.sendId, { canary: 'watch', now: iso(now) })
            stopped.add(due.sendId)
            continue
          }
          canaries.set(due.sendId, more - 1)
        }
        // Two texts of one batch to the same number with the same words: the second waits for the first.
        if (claims.some(({ message }) => message.e164 === due.e164 && message.body === due.body)) continue
        const attemptId = outbox.claim(due.id, iso(now), sendAt)
        if (attemptId === null) continue
        budget.claimed(cost)
        if (left.one) left.one = { ...left.one, micros: left.one.micros - cost }
        if (left.many) left.many = { ...left.many, micros: left.many.micros - cost }
        if (sendAt === null) rate.spend(due.units, now)
        claims.push({
          attemptId,
          message: due,
          sender: due.sender,
          sendType: due.sendType,
          sendAt,
          validitySeconds: validity(due, at),
        })
      }
      return claims
    })

  const backOff = (retryAfterMs: number | null) => {
    failures += 1
    const ceiling = Math.min(BACKOFF_MOST_MS, BACKOFF_FIRST_MS * 2 ** Math.min(failures, 12))
    const ms = retryAfterMs ?? Math.max(500, Math.random() * ceiling)
    holdUntil = clock.now() + ms
    return iso(holdUntil)
  }

  const settle = async ({ attemptId, message, sendAt }: Claim, outcome: SendOutcome) => {
    switch (outcome.kind) {
      case 'accepted':
        ports.carrierClock.heard(outcome.carrierTime)
        unknowns = 0
        failures = 0
        probing = false
        await write(() => record.accepted(attemptId, message, outcome, 'accepted'))
        return
      case 'not-sent': {
        const until = backOff(null)
        await write(() =>
          record.notSent(attemptId, message, 'No connection to the carrier: tried again by itself', until),
        )
        return
      }
      case 'busy': {
        const until = backOff(outcome.retryAfterMs)
        await write(() =>
          record.notSent(attemptId, message, 'The carrier is busy: tried again by itself', until, 20429),
        )
        return
      }
      case 'rejected':
        unknowns = 0
        if (sendAt !== null && NO_SCHEDULE.includes(outcome.code)) {
          noScheduleUntil = clock.now() + NO_SCHEDULE_MS
          await write(() =>
            record.notSent(
              attemptId,
              message,
              'Held here: the carrier’s schedule did not take it',
              sendAt,
              outcome.code,
            ),
          )
        } else if (pausesSending(outcome.code)) {
          // Nothing is wrong with this recipient: the text waits with the others.
          // Whoever paused it, or what, is not to be replaced by a reason that may end by itself.
          if (gate.reason() === null) await gate.pause(accountReason(outcome.code, clock.now()))
          await write(() =>
            record.notSent(
              attemptId,
              message,
              accountReason(outcome.code, clock.now()).title,
              iso(clock.now()),
              outcome.code,
            ),
          )
        } else {
          probing = false
          await write(() => record.rejected(attemptId, message, outcome.code, outcome.message))
        }
        return
      case 'unknown':
        unknowns += 1
        await write(() => record.unknown(attemptId, message, outcome.reason))
        if (unknowns >= UNKNOWNS_TO_PAUSE) await gate.pause(REASONS.unknowns)
    }
  }

  /** Writes an answer down; where the disk refuses, it is held until somebody resumes, and unknown after a restart. */
  const keep = async (claim: Claim, outcome: SendOutcome) => {
    try {
      await settle(claim, outcome)
    } catch (error) {
      unwritten.push({ claim, outcome })
      await gate.pause(REASONS.diskFull)
      throw error
    }
  }

  const fly = (claim: Claim) => {
    const landed = sms
      .send({
        to: claim.message.e164,
        body: claim.message.body,
        from: JSON.parse(claim.sender) as Sender,
        ...(claim.sendAt === null ? {} : { sendAt: claim.sendAt }),
        ...(claim.validitySeconds === null ? {} : { validitySeconds: claim.validitySeconds }),
      })
      .then((outcome) => keep(claim, outcome))
      .catch((error: unknown) => {
        ports.report('outbox: an answer could not be recorded', error)
      })
      .finally(() => {
        flying.delete(claim.attemptId)
        ports.changed()
        wake()
      })
    flying.set(claim.attemptId, { claim, landed })
  }

  const pump = async () => {
    await ports.awake()
    while (!stopped && gate.reason() === null) {
      const now = clock.now()
      // Farther away than any backoff: the clock was put back.
      if (holdUntil - now > BACKOFF_MOST_MS * 2) holdUntil = now
      if (holdUntil > now) return wakeAt(holdUntil)
      const room = (probing ? 1 : most) - flying.size
      if (room <= 0) return
      const claims = await claimSome(room)
      const last = claims.at(-1)
      if (last) {
        try {
          journal.record(last.attemptId)
        } catch (error) {
          // Nothing was posted: the claims go back, and nothing leaves until there is space.
          await gate.pause(REASONS.diskFull)
          await write(() => {
            for (const { attemptId, message } of claims)
              record.notSent(attemptId, message, REASONS.diskFull.title, iso(now))
          })
          throw error
        }
        for (const claim of claims) fly(claim)
        ports.changed()
      }
      if (claims.length === 0) {
        const wait = rate.wait(clock.now())
        if (wait > 0) return wakeAt(clock.now() + wait)
        const next = outbox.nextDue(sms.accountSid, !ports.inboxFresh())
        // Due now but not claimable (a twin is under way): its answer wakes us; look again by ourselves all the same.
        if (next !== null) wakeAt(Math.max(Date.parse(next), clock.now() + 1000))
        return
      }
    }
  }

  function wake() {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    again = false
    running = pump()
      .catch(async (error: unknown) => {
        ports.report('outbox: the runner stopped', error)
        if (isDiskFull(error)) await gate.pause(REASONS.diskFull)
        else wakeAt(clock.now() + 5_000)
      })
      .finally(() => {
        running = null
        if (again) wake()
      })
  }

  return {
    wake,
    probe() {
      probing = true
      unknowns = 0
      failures = 0
      holdUntil = 0
      const late = unwritten.splice(0)
      void Promise.allSettled(late.map(({ claim, outcome }) => keep(claim, outcome))).then(wake)
    },
    slowDown() {
      holdUntil = Math.max(holdUntil, clock.now() + SLOW_MS)
    },
    inFlight: () => flying.size,
    async stop(ms) {
      stopped = true
      cancelTimer()
      await running
      const landings = Promise.all([...flying.values()].map(({ landed }) => landed))
      let cancelWait = () => {}
      const patience = new Promise<void>((resolve) => {
        cancelWait = clock.after(ms, resolve)
      })
      await Promise.race([landings, patience])
      cancelWait()
      const left = [...flying.values()]
      if (left.length > 0) {
        await write(() => {
          for (const { claim } of left)
            record.unknown(claim.attemptId, claim.message, 'the app was closed before the answer')
        })
      }
    },
  }
}
