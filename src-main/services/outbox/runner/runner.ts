/**
 * Takes what is due, claims it durably, posts it, records the answer. One runner per process, however often it is
 * woken: every wake only asks the same loop for another turn.
 */
import type { Clock, Sms } from '../../ports'
import type { Stores } from '../../stores'
import { type ClaimingPorts, createClaiming } from './claiming'
import { createConnection, type Hold } from './connection'
import { type Gate, REASONS } from '../guards/gate'
import type { Claim, Journal } from '../outbox-store'
import type { Recorder } from '../reading/record'
import { createSettling } from './settling'
import { isDiskFull } from './storage-errors'

export type RunnerPorts = Omit<ClaimingPorts, 'scheduleOpen'> & {
  stores: Pick<Stores, 'write' | 'sends' | 'outbox'>
  journal: Journal
  sms: Sms
  clock: Clock
  gate: Gate
  record: Recorder
  /** Was everything unknown looked up in the carrier's list since this moment of `clock.elapsed()`? */
  lookedUpSince: (elapsed: number) => boolean
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
  /** Why the sender waits for a while, and since when; null while it does not. */
  hold(): Hold | null
  /** Stops claiming and waits for the answers under way, at most `ms`; what is left is marked unknown. */
  stop(ms: number): Promise<void>
  inFlight(): number
}

const MOST_IN_FLIGHT = 20
const HEARTBEAT_MS = 30_000

export const createRunner = (ports: RunnerPorts): Runner => {
  const { stores, journal, sms, clock, gate, rate, record } = ports
  const { outbox, write } = stores
  const most = ports.maxInFlight ?? MOST_IN_FLIGHT
  const flying = new Map<number, { claim: Claim; landed: Promise<void> }>()
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let cancelTimer = () => {}

  const connection = createConnection({ clock, gate, lookedUpSince: ports.lookedUpSince })
  const settling = createSettling({
    stores,
    clock,
    gate,
    record,
    connection,
    carrierClock: ports.carrierClock,
    flying: () => flying.keys(),
    stopped: () => stopped,
    report: ports.report,
  })
  const claim = createClaiming({ ...ports, scheduleOpen: settling.scheduleOpen })

  /** Looks again at least every half minute: a timer knows nothing of a PC that slept or of a clock that was set. */
  const wakeAt = (at: number) => {
    cancelTimer()
    cancelTimer = clock.after(Math.min(HEARTBEAT_MS, Math.max(1, at - clock.now())), wake)
  }

  const fly = (claimed: Claim) => {
    const place = connection.leaves()
    const landed = sms
      .send({
        to: claimed.message.e164,
        body: claimed.message.body,
        from: claimed.sender,
        // Whatever stopped meanwhile stops this one, too, as long as not a byte of it has left.
        onLeaving() {
          if (stopped || gate.reason() !== null) throw new Error('stopped')
        },
        ...(claimed.sendAt === null ? {} : { sendAt: claimed.sendAt }),
        ...(claimed.validitySeconds === null ? {} : { validitySeconds: claimed.validitySeconds }),
      })
      .then((outcome) => settling.keep(claimed, outcome, place))
      .catch((error: unknown) => {
        ports.report('outbox: an answer could not be recorded', error)
      })
      .finally(() => {
        flying.delete(claimed.attemptId)
        connection.landed(claimed.attemptId)
        ports.changed()
        wake()
      })
    flying.set(claimed.attemptId, { claim: claimed, landed })
  }

  const pump = async () => {
    await ports.awake()
    while (!stopped && gate.reason() === null) {
      const ready = connection.ready()
      if (ready === 'at-an-answer') return
      if (ready !== true) return wakeAt(clock.now() + ready.inMs)
      const room = connection.most(most) - flying.size
      if (room <= 0) return
      const claims = await claim(room)
      const last = claims.at(-1)
      if (last) {
        const stoppedWhy = gate.reason()
        if (stoppedWhy !== null) {
          // Everything stopped while the claims were written: nothing was posted.
          await settling.giveBack({ claims, why: stoppedWhy.title })
          return
        }
        try {
          journal.record(last.attemptId)
        } catch (error) {
          // Nothing was posted: the claims go back, and nothing leaves until there is space.
          const reason = isDiskFull(error) ? REASONS.diskFull : REASONS.unwritten
          await gate.pause(reason)
          await settling.giveBack({ claims, why: reason.title })
          throw error
        }
        for (const one of claims) fly(one)
        ports.changed()
      }
      if (claims.length === 0) {
        const wait = rate.wait(clock.now())
        if (wait > 0) return wakeAt(clock.now() + wait)
        const next = outbox.nextDue(sms.accountSid, !ports.inboxFresh())
        // Due now but not claimable (the same text is in flight): its answer wakes us; look again by ourselves all the same.
        const at = next === null ? Number.NaN : Date.parse(next)
        if (!Number.isNaN(at)) wakeAt(Math.max(at, clock.now() + 1000))
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
      connection.probe()
      void settling.retry().then(wake)
    },
    slowDown: connection.slowDown,
    hold: connection.hold,
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
