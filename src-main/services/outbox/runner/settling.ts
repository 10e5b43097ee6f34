/** What becomes of a claim by its answer, and of answers that cannot be written down. */
import type { Clock, SendOutcome } from '../../ports'
import type { Stores } from '../../stores'
import type { Connection } from './connection'
import { accountReason, type Gate, REASONS } from '../guards/gate'
import type { Claim } from '../outbox-store'
import type { CarrierClock } from '../reading/carrier-clock'
import type { Recorder } from '../reading/record'
import { isDiskFull } from './storage-errors'
import type { Reason } from '#shared/phrases/phrase'

/** The schedule refused a date, or is full: https://www.twilio.com/docs/api/errors/35125 */
const NO_SCHEDULE = [35111, 35112, 35113, 35114, 35115, 35116, 35117, 35118, 35125]
const NO_SCHEDULE_MS = 60 * 60_000

type Ports = {
  stores: Pick<Stores, 'write' | 'outbox'>
  clock: Clock
  gate: Gate
  record: Recorder
  connection: Connection
  carrierClock: CarrierClock
  /** Attempts under way. */
  flying: () => Iterable<number>
  stopped: () => boolean
  report: (what: string, error: unknown) => void
}

export const createSettling = (ports: Ports) => {
  const { stores, clock, gate, record, connection } = ports
  const { outbox, write } = stores
  const unwritten: { claim: Claim; outcome: SendOutcome; claimed: number }[] = []
  const notGivenBack: { claims: readonly Claim[]; why: Reason }[] = []
  /** The carrier took no date: until then texts wait here. */
  let noScheduleUntil = 0
  const iso = (at: number) => new Date(at).toISOString()

  const settle = async ({ attemptId, message, sendAt }: Claim, outcome: SendOutcome, claimed: number) => {
    switch (outcome.kind) {
      case 'accepted': {
        ports.carrierClock.heard(outcome.carrierTime)
        const known = await write(() => {
          if (outbox.sidTaken(outcome.sid)) {
            record.unknown(attemptId, message, 'the carrier answered with the SID of another text')
            return true
          }
          record.accepted(attemptId, message, outcome, 'accepted')
          return false
        })
        if (known) {
          ports.report('outbox: one SID was answered twice', new Error('the text is looked up'))
          return connection.unclear(claimed, ports.flying())
        }
        connection.taken()
        return
      }
      case 'not-sent': {
        const closed = gate.reason()
        if (closed === null && !ports.stopped()) connection.wait('no-connection', null)
        const why = closed?.title ?? 'carrier.no-connection'
        await write(() => record.notSent(attemptId, message, why, iso(clock.now())))
        return
      }
      case 'busy':
        connection.wait('busy', outcome.retryAfterMs)
        await write(() => record.notSent(attemptId, message, 'text.carrier-busy', iso(clock.now()), 20429))
        return
      case 'rejected':
        connection.answered()
        if (sendAt !== null && NO_SCHEDULE.includes(outcome.code)) {
          noScheduleUntil = clock.now() + NO_SCHEDULE_MS
          await write(() => record.notSent(attemptId, message, 'text.schedule-refused', sendAt, outcome.code))
        } else if (outcome.scope === 'account') {
          // Nothing is wrong with this recipient: the text waits with the others.
          const reason = accountReason(outcome.code, clock.now())
          // Whoever paused it, or what, is not to be replaced by a reason that may end by itself.
          if (gate.reason() === null) await gate.pause(reason)
          await write(() => record.notSent(attemptId, message, reason.title, iso(clock.now()), outcome.code))
        } else {
          await write(() => record.rejected(attemptId, message, outcome.code, outcome.message))
          await connection.refused(outcome.code, message.recipientId)
        }
        return
      case 'unknown':
        await write(() => record.unknown(attemptId, message, outcome.reason))
        await connection.unclear(claimed, ports.flying())
    }
  }

  /** Writes an answer down; where that fails, it is held until somebody resumes, and unknown after a restart. */
  const keep = async (claim: Claim, outcome: SendOutcome, claimed: number) => {
    try {
      await settle(claim, outcome, claimed)
    } catch (error) {
      unwritten.push({ claim, outcome, claimed })
      await gate.pause(isDiskFull(error) ? REASONS.diskFull : REASONS.unwritten)
      throw error
    }
  }

  /** Claims that do not leave after all wait as before; where that cannot be written now, it is once somebody resumes. */
  const giveBack = async (given: { claims: readonly Claim[]; why: Reason }) => {
    try {
      await write(() => {
        for (const { attemptId, message } of given.claims)
          record.notSent(attemptId, message, given.why, iso(clock.now()))
      })
    } catch (error) {
      ports.report('outbox: claims could not be given back', error)
      notGivenBack.push(given)
    }
  }

  return {
    keep,
    giveBack,
    scheduleOpen: (now: number): boolean => now >= noScheduleUntil,
    /** Writes down what could not be written before. */
    async retry(): Promise<void> {
      const late = unwritten.splice(0)
      const given = notGivenBack.splice(0)
      await Promise.allSettled([
        ...late.map(({ claim, outcome, claimed }) => keep(claim, outcome, claimed)),
        ...given.map(giveBack),
      ])
    },
  }
}
