/** The outbox: the single way out for every text, and everything that keeps it true. */
import type { Money } from '#core/values'
import { CarrierError, type Clock, type Sender, type Settings, type Sms } from '../ports'
import type { Journal, Stores } from '../stores'
import type { Office, Topic } from '../office'
import { createGate, type Gate, REASONS } from './gate'
import { createInboundPoll } from './inbound-poll'
import { createRate } from './rate'
import { createReconciler } from './reconciler'
import { createRecorder } from './record'
import { createRunner } from './runner'
import { createStatusPoll } from './status-poll'

export type OutboxPorts = {
  stores: Stores
  journal: Journal
  sms: Sms
  clock: Clock
  office: Office
  /** Which sender a new send gets; null before one is chosen. */
  sender: () => Sender | null
  /** Numbers that replies arrive at. */
  ownNumbers: () => Promise<readonly string[]>
  changed: (...topics: Topic[]) => void
  report: (what: string, error: unknown) => void
  /** Resolves when the database file was found sound; rejects when it is damaged. */
  sound: Promise<void>
  /** Milliseconds between looks at the carrier. */
  pace: { inbound: number; status: number; reconcile: number }
  settleMs?: number
  maxInFlight?: number
}

export type Outbox = {
  gate: Gate
  sms: Sms
  accountSid: string
  sender(): Sender | null
  wake(): void
  resume(): Promise<void>
  /** Segments a second. */
  rate(): number
  /** Asks the carrier; null where it cannot be known. */
  balance(): Promise<Money | null>
  /** What the carrier last said is wrong with reaching it; null while it answers. */
  trouble(): string | null
  inboundReadAt(): number
  /** Reads replies and looks unknown texts up now; for a screen's "check again" and for tests. */
  check(): Promise<void>
  /** Puts right what a crash or a copy left behind, then begins; resolves before the first claim. */
  start(): Promise<void>
  stop(): Promise<void>
}

const BALANCE_FOR_MS = 60_000

/** Segments a second that a sender may expect: https://help.twilio.com/articles/115002943027 */
const senderRate = (sender: Sender | null, settings: Settings, practice: boolean): number => {
  if (settings.sending.rate !== null) return settings.sending.rate
  if (practice) return 20
  if (sender?.kind === 'number' && /^\+1(800|833|844|855|866|877|888)/.test(sender.number)) return 3
  return 1
}

export const createOutbox = (ports: OutboxPorts): Outbox => {
  const { stores, journal, sms, clock, office, changed, report } = ports
  const gate = createGate(stores.facts, stores.write, () => changed('outbox'))
  const practice = office.settings().mode === 'practice'
  const rate = () => senderRate(ports.sender(), office.settings(), practice)
  const record = createRecorder(stores, office.now)
  let known: { money: Money | null; at: number } | null = null
  let trouble: string | null = null
  let stopped = false
  const cancels = new Map<string, () => void>()

  const available = (): Money | null => {
    if (office.settings().sending.funding !== 'prepaid' || !known?.money) return null
    const spent = stores.outbox.spentSince(new Date(known.at).toISOString())
    return { micros: known.money.micros - spent, currency: known.money.currency }
  }

  let dirty = false
  /** Many small changes become one event: progress stays bounded however large a send is. */
  const progressed = () => {
    if (dirty) return
    dirty = true
    clock.after(200, () => {
      dirty = false
      changed('messages', 'sends', 'outbox', 'notes', 'people')
    })
  }

  const runner = createRunner({
    stores,
    journal,
    sms,
    clock,
    gate,
    record,
    available,
    report,
    rate: createRate(rate),
    quiet: () => ({ window: office.settings().sending.quiet, zone: office.settings().office.zone }),
    changed: progressed,
    ...(ports.maxInFlight ? { maxInFlight: ports.maxInFlight } : {}),
  })
  const reconciler = createReconciler({
    stores,
    sms,
    clock,
    record,
    changed: progressed,
    ...(ports.settleMs ? { settleMs: ports.settleMs } : {}),
  })
  const statusPoll = createStatusPoll({ stores, sms, clock, record, changed: progressed })
  const inboundPoll = createInboundPoll({
    stores,
    sms,
    clock,
    ownNumbers: ports.ownNumbers,
    changed: () => changed('inbox', 'consent', 'people', 'messages', 'outbox', 'lists'),
  })

  /** Runs `work` again and again, `pause` after each end; a failure is words for the pill, never a stop. */
  const every = (name: string, pause: () => number, work: () => Promise<unknown>) => {
    const turn = async () => {
      if (stopped) return
      try {
        await work()
        if (trouble !== null) {
          trouble = null
          changed('session')
        }
      } catch (error) {
        if (!(error instanceof CarrierError)) {
          report(`outbox: ${name}`, error)
          if (name === 'inbound') await gate.pause(REASONS.replies)
        }
        const now =
          error instanceof CarrierError ? error.message : 'Something went wrong while talking to the carrier.'
        if (trouble !== now) {
          trouble = now
          changed('session')
        }
      }
      if (!stopped)
        cancels.set(
          name,
          clock.after(pause(), () => void turn()),
        )
    }
    void turn()
  }

  /** Before anything is claimed: what a crash, a copy or a restore left behind. */
  const recover = async () => {
    await stores.write(() => {
      stores.outbox.sweepUnfinished()
      for (const attempt of stores.outbox.openAttempts('claimed')) {
        const message = stores.outbox.message(attempt.messageId)
        if (message) record.unknown(attempt.id, message, 'Deskbell ended before the answer')
      }
    })
    const last = journal.last()
    if (stores.outbox.lastAttempt() < last) {
      await stores.write(() => stores.outbox.suspectAll(last, office.now()))
      await gate.pause(REASONS.copy)
    }
  }

  const balance = async () => {
    if (known && clock.now() - known.at < BALANCE_FOR_MS) return available() ?? known.money
    const at = clock.now()
    const money = await sms.balance().catch((error: unknown) => {
      if (error instanceof CarrierError) return null
      throw error
    })
    known = { money, at }
    return available() ?? money
  }

  return {
    gate,
    sms,
    accountSid: sms.accountSid,
    sender: ports.sender,
    wake: () => runner.wake(),
    async resume() {
      await gate.resume()
      runner.probe()
    },
    rate,
    balance,
    trouble: () => trouble,
    inboundReadAt: () => inboundPoll.readAt(),
    async check() {
      await inboundPoll.tick()
      await reconciler.tick()
      await statusPoll.tick()
    },
    async start() {
      await recover()
      void (async () => {
        try {
          await ports.sound
        } catch (error) {
          report('outbox: start', error)
          return
        }
        if (stopped) return
        runner.wake()
        every('balance', () => BALANCE_FOR_MS, balance)
        every(
          'inbound',
          () => ports.pace.inbound,
          () => inboundPoll.tick(),
        )
        every(
          'reconcile',
          () => ports.pace.reconcile,
          () => reconciler.tick(),
        )
        let open = 0
        every(
          'status',
          () => (open > 0 ? ports.pace.status : ports.pace.status * 3),
          async () => {
            open = await statusPoll.tick()
          },
        )
      })()
    },
    async stop() {
      stopped = true
      for (const cancel of cancels.values()) cancel()
      await runner.stop(10_000)
      sms.close()
    },
  }
}
