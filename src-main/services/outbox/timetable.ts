/** When the carrier is asked for what: the looks that go on from the start of the outbox to its end. */
import type { Clock, Sms } from '../ports'
import type { Stores } from '../stores'
import type { CopyCheck } from './copies/copy'
import type { Fence } from './copies/fence'
import { BALANCE_FOR_MS, type Budget } from './guards/budget'
import type { createCanary } from './guards/canary'
import type { Gate } from './guards/gate'
import type { createLate } from './guards/late'
import type { createLooks } from './looks'
import type { OutboxPorts } from './outbox'
import type { Readings } from './reading/readings'
import type { Runner } from './runner/runner'

/** Replies are read at least so often while texts to many leave: the guide names the bound. */
const BUSY_INBOUND_MS = 2_500
const CANARY_PACE_MS = 2_000
const AWAKE_PACE_MS = 30_000

/** Begins every look; each goes on by itself. */
export const startLooks = ({
  every,
  stores,
  sms,
  clock,
  pace,
  gate,
  runner,
  budget,
  fence,
  canary,
  late,
  copy,
  readings: { reconciler, statusPoll, pricePoll, inboundPoll, talking },
  sweep,
  goOn,
}: {
  every: ReturnType<typeof createLooks>['every']
  stores: Pick<Stores, 'outbox'>
  sms: Pick<Sms, 'accountSid'>
  clock: Clock
  pace: OutboxPorts['pace']
  gate: Gate
  runner: Runner
  budget: Budget
  fence: Fence
  canary: ReturnType<typeof createCanary>
  late: ReturnType<typeof createLate>
  copy: CopyCheck
  readings: Readings
  /** Takes out of the carrier's schedule what is not wanted there any more. */
  sweep: () => Promise<void>
  /** Ends a pause. */
  goOn: () => Promise<void>
}): void => {
  /** When texts to many are leaving, an opt-out is to be known within seconds. */
  const sendingNow = () => {
    const next = gate.reason() === null ? stores.outbox.nextDue(sms.accountSid) : null
    return runner.inFlight() > 0 || (next !== null && Date.parse(next) <= clock.now() + BUSY_INBOUND_MS)
  }

  const readInbox = async () => {
    const { fresh } = await inboundPoll.tick()
    // An opt-out also takes back what waits in the carrier's schedule.
    if (fresh > 0) await sweep()
    runner.wake()
  }

  every(
    'balance',
    () => BALANCE_FOR_MS,
    async () => {
      await budget.balance()
      runner.wake()
    },
  )
  fence.ask()
  // A send may begin right after a look: the pace of the next one is decided when it is due.
  let inboundTried = Number.NEGATIVE_INFINITY
  every(
    'inbound',
    () => Math.min(BUSY_INBOUND_MS, pace.inbound),
    async () => {
      const busy = sendingNow() || talking()
      if (!busy && clock.elapsed() - inboundTried < pace.inbound) return 'not-yet'
      inboundTried = clock.elapsed()
      return readInbox()
    },
  )
  every('schedule', () => pace.reconcile, sweep)
  every(
    'canary',
    () => CANARY_PACE_MS,
    async () => {
      if (await canary.tick()) runner.wake()
    },
  )
  every(
    'awake',
    () => AWAKE_PACE_MS,
    async () => {
      await late.awake()
      // A daily limit ends by itself.
      const until = gate.reason()?.until
      if (until !== undefined && clock.now() >= until) await goOn()
    },
  )
  every(
    'reconcile',
    () => pace.reconcile,
    async () => {
      await reconciler.tick()
      await copy.tick()
    },
  )
  let open = 0
  every(
    'status',
    () => (open > 0 ? pace.status : pace.status * 3),
    async () => {
      open = await statusPoll.tick()
      await pricePoll.tick()
    },
  )
}
