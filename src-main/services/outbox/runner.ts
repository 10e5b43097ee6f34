/**
 * Takes what is due, claims it durably, posts it, records the answer. One runner per process, however often it is
 * woken: every wake only asks the same loop for another turn.
 */
import { mayText, strongest } from '#core/consent'
import { pausesSending } from '#core/failures'
import { nextPermitted, type Window } from '#core/quiet-hours'
import type { Money } from '#core/values'
import type { Clock, Sender, SendOutcome, Sms } from '../ports'
import type { Claim, Due, Journal, Stores } from '../stores'
import { accountReason, type Gate, REASONS } from './gate'
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
  /** The permitted window and the zone it is meant in. */
  quiet: () => { window: Window; zone: string }
  /** Money that may still be spent; null when nothing limits it. */
  available: () => Money | null
  changed: () => void
  /** Everything unexpected, for the log: never the text or the number. */
  report: (what: string, error: unknown) => void
  maxInFlight?: number
}

export type Runner = {
  wake(): void
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

const isDiskFull = (error: unknown) =>
  /SQLITE_(FULL|IOERR)/.test(String((error as { code?: unknown }).code ?? ''))

export const createRunner = (ports: RunnerPorts): Runner => {
  const { stores, journal, sms, clock, gate, rate, record } = ports
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
  let cancelTimer = () => {}

  const iso = (at: number) => new Date(at).toISOString()

  /** Looks again at least every half minute: a timer knows nothing of a PC that slept or of a clock that was set. */
  const wakeAt = (at: number) => {
    cancelTimer()
    cancelTimer = clock.after(Math.min(HEARTBEAT_MS, Math.max(1, at - clock.now())), wake)
  }

  /** Why a due text may not leave now; null when it may. Later checks only remove people, and say so. */
  const check = (
    due: Due,
    now: number,
  ): { cancel: string } | { until: number; why: string } | 'later' | null => {
    const individual = due.sendType === 'individual' || due.sendType === 'test'
    if (due.sendType !== 'test') {
      const permission = mayText({
        purpose: due.purpose,
        consent: due.consent,
        suppressedBy: strongest(due.causes),
        heardAt: due.heardAt === null ? null : Date.parse(due.heardAt),
        individual,
        now,
      })
      if (!permission.ok) {
        return {
          cancel:
            permission.reason === 'suppressed' ? 'Opted out since' : 'No longer allowed: consent changed',
        }
      }
    } else if (due.causes.length > 0) return { cancel: 'This number has opted out' }
    if (!individual) {
      const { window, zone } = ports.quiet()
      const at = nextPermitted(now, window, zone)
      if (at > now) return { until: at, why: 'Quiet hours' }
    }
    return outbox.twinOpen(due.e164, due.body, due.id) ? 'later' : null
  }

  /** One durable commit for a batch of claims; nothing is posted before it and the journal are on disk. */
  const claimSome = (room: number): Promise<Claim[]> =>
    write(() => {
      const now = clock.now()
      const claims: Claim[] = []
      let money = ports.available()?.micros ?? Number.POSITIVE_INFINITY
      for (const due of outbox.due(iso(now), sms.accountSid, room + BATCH)) {
        if (claims.length >= room || rate.wait(now) > 0) break
        const verdict = check(due, now)
        if (verdict === 'later') continue
        if (verdict && 'cancel' in verdict) {
          outbox.move(due.id, 'canceled', { now: iso(now), why: verdict.cancel })
          continue
        }
        if (verdict) {
          outbox.postpone(due.id, iso(verdict.until), verdict.why)
          continue
        }
        const cost = due.price?.micros ?? 0
        if (cost > money) {
          outbox.setSendState(
            due.sendId,
            ['live'],
            'paused',
            'The balance is used up. Top up at Twilio, then resume.',
          )
          break
        }
        // Two texts of one batch to the same number with the same words: the second waits for the first.
        if (claims.some(({ message }) => message.e164 === due.e164 && message.body === due.body)) continue
        const attemptId = outbox.claim(due.id, iso(now))
        if (attemptId === null) continue
        money -= cost
        rate.spend(due.units, now)
        const { sender, sendType, consent: _consent, causes: _causes, heardAt: _heardAt, ...message } = due
        claims.push({ attemptId, message, sender, sendType })
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

  const settle = async ({ attemptId, message }: Claim, outcome: SendOutcome) => {
    switch (outcome.kind) {
      case 'accepted':
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
        if (pausesSending(outcome.code)) {
          // Nothing is wrong with this recipient: the text waits with the others.
          await gate.pause(accountReason(outcome.code))
          await write(() =>
            record.notSent(
              attemptId,
              message,
              accountReason(outcome.code).title,
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
      .send({ to: claim.message.e164, body: claim.message.body, from: JSON.parse(claim.sender) as Sender })
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
    while (!stopped && gate.reason() === null) {
      const now = clock.now()
      // Farther away than any backoff: the clock was put back.
      if (holdUntil - now > BACKOFF_MOST_MS * 2) holdUntil = now
      if (holdUntil > now) return wakeAt(holdUntil)
      const room = (probing ? 1 : most) - flying.size
      if (room <= 0) return
      const pause = rate.wait(now)
      if (pause > 0) return wakeAt(now + pause)
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
        const next = outbox.nextDue(sms.accountSid)
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
