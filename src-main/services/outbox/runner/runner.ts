/**
 * Takes what is due, claims it durably, posts it, records the answer. One runner per process, however often it is
 * woken: every wake only asks the same loop for another turn.
 */
import type { Clock, Sms } from '../../ports'
import type { Stores } from '../../stores'
import { type ClaimingPorts, createClaiming } from './claiming'
import { type Connection, createConnection, type Hold } from './connection'
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

/** The requests that are under way: posted, not answered yet. */
const createFlights = ({
  sms,
  clock,
  connection,
  settling,
  mayLeave,
  landed,
  report,
}: Pick<RunnerPorts, 'sms' | 'clock' | 'report'> & {
  connection: Connection
  settling: Pick<ReturnType<typeof createSettling>, 'keep'>
  mayLeave: () => boolean
  /** An answer was recorded, or could not be. */
  landed: () => void
}) => {
  const flying = new Map<number, { claim: Claim; landing: Promise<void> }>()

  const fly = (claimed: Claim) => {
    const place = connection.leaves()
    const landing = sms
      .send({
        to: claimed.message.e164,
        body: claimed.message.body,
        from: claimed.sender,
        // Whatever stopped meanwhile stops this one, too, as long as not a byte of it has left.
        onLeaving() {
          if (!mayLeave()) throw new Error('stopped')
        },
        ...(claimed.sendAt === null ? {} : { sendAt: claimed.sendAt }),
        ...(claimed.validitySeconds === null ? {} : { validitySeconds: claimed.validitySeconds }),
      })
      .then((outcome) => settling.keep(claimed, outcome, place))
      .catch((error: unknown) => {
        report('outbox: an answer could not be recorded', error)
      })
      .finally(() => {
        flying.delete(claimed.attemptId)
        connection.landed(claimed.attemptId)
        landed()
      })
    flying.set(claimed.attemptId, { claim: claimed, landing })
  }

  return {
    fly,
    ids: () => flying.keys(),
    count: () => flying.size,
    /** Waits for the answers under way, at most `ms`; answers what is left. */
    async landed(ms: number): Promise<Claim[]> {
      const landings = Promise.all([...flying.values()].map(({ landing }) => landing))
      let cancelWait = () => {}
      const patience = new Promise<void>((resolve) => {
        cancelWait = clock.after(ms, resolve)
      })
      await Promise.race([landings, patience])
      cancelWait()
      return [...flying.values()].map(({ claim }) => claim)
    },
  }
}

/** When to look again after a turn in which nothing could be claimed; null where nothing is to leave. */
const nextLook = ({
  stores,
  sms,
  clock,
  rate,
  inboxFresh,
}: Pick<RunnerPorts, 'stores' | 'sms' | 'clock' | 'rate' | 'inboxFresh'>): number | null => {
  const wait = rate.wait(clock.now())
  if (wait > 0) return clock.now() + wait
  const next = stores.outbox.nextDue(sms.accountSid, !inboxFresh())
  const at = next === null ? Number.NaN : Date.parse(next)
  // Due now but not claimable (the same text is in flight): its answer wakes us; look again by ourselves all the same.
  return Number.isNaN(at) ? null : Math.max(at, clock.now() + 1000)
}

export const createRunner = (ports: RunnerPorts): Runner => {
  const { stores, journal, sms, clock, gate, record } = ports
  const most = ports.maxInFlight ?? MOST_IN_FLIGHT
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
    flying: () => flights.ids(),
    stopped: () => stopped,
    report: ports.report,
  })
  const flights = createFlights({
    sms,
    clock,
    connection,
    settling,
    mayLeave: () => !stopped && gate.reason() === null,
    landed() {
      ports.changed()
      wake()
    },
    report: ports.report,
  })
  const claim = createClaiming({ ...ports, scheduleOpen: settling.scheduleOpen })

  /** Looks again at least every half minute: a timer knows nothing of a PC that slept or of a clock that was set. */
  const wakeAt = (at: number) => {
    cancelTimer()
    cancelTimer = clock.after(Math.min(HEARTBEAT_MS, Math.max(1, at - clock.now())), wake)
  }

  const pump = async () => {
    await ports.awake()
    while (!stopped && gate.reason() === null) {
      const ready = connection.ready()
      if (ready === 'at-an-answer') return
      if (ready !== true) return wakeAt(clock.now() + ready.inMs)
      const room = connection.most(most) - flights.count()
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
        for (const one of claims) flights.fly(one)
        ports.changed()
      }
      if (claims.length === 0) {
        const next = nextLook(ports)
        if (next !== null) wakeAt(next)
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
    inFlight: flights.count,
    async stop(ms) {
      stopped = true
      cancelTimer()
      await running
      const left = await flights.landed(ms)
      if (left.length > 0) {
        await stores.write(() => {
          for (const one of left)
            record.unknown(one.attemptId, one.message, 'the app was closed before the answer')
        })
      }
    },
  }
}
