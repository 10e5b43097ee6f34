/** The outbox: the single way out for every text, and everything that keeps it true. */
import { Refusal } from '#contract/define'
import type { Money } from '#core/values'
import { CarrierError, type Clock, type Sender, type Settings, type Sms } from '../ports'
import type { InboundKept, Journal, Stores } from '../stores'
import type { Office, Topic } from '../office'
import { windowFor } from '#core/quiet-hours'
import { createAccountFailures } from './account-failures'
import { BALANCE_FOR_MS, createBudget } from './budget'
import { createCanary } from './canary'
import { createCarrierClock } from './carrier-clock'
import { type CopyCheck, createCopyCheck } from './copy'
import { accountReason, createGate, type Gate, REASONS } from './gate'
import { createHandOver } from './hand-over'
import { createInboundPoll } from './inbound-poll'
import { createLate } from './late'
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
  /** What else becomes of replies: in the write that keeps each, and once they are kept. */
  replies: { keeping(reply: InboundKept): void; arrived(replies: readonly InboundKept[]): void }
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
  /** What a restored database has to ask of the carrier first. */
  copy: CopyCheck
  sms: Sms
  accountSid: string
  sender(): Sender | null
  wake(): void
  resume(): Promise<void>
  /** Segments a second. */
  rate(): number
  /** Asks the carrier; null where it cannot be known. */
  balance(): Promise<Money | null>
  /** Do sends to many wait because a balance that is paid beforehand could not be read? */
  moneyUnknown(): boolean
  /** What the carrier last said is wrong with reaching it; null while it answers. */
  trouble(): string | null
  /** Money spent since the month began, in millionths, as far as known. */
  spentThisMonth(): number
  inboundReadAt(): number
  /** Were replies read within two minutes? No send to many starts otherwise. */
  inboxFresh(): boolean
  /** Takes out of the carrier's schedule what is not wanted there any more. */
  sweep(): Promise<void>
  /** Reads replies and looks unknown texts up now; for a screen's "check again" and for tests. */
  check(): Promise<void>
  /** Puts right what a crash or a copy left behind, then begins; resolves before the first claim. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** A reply older than this may be an opt-out nobody knows of yet. */
const FRESH_MS = 2 * 60_000
const LOGIN_REFUSED = 20003
const CANARY_PACE_MS = 2_000
const AWAKE_PACE_MS = 30_000

/** Segments a second that a sender may expect: https://help.twilio.com/articles/115002943027 */
const senderRate = (sender: Sender | null, settings: Settings, practice: boolean): number => {
  if (settings.sending.rate !== null) return settings.sending.rate
  if (practice) return 20
  if (sender?.kind === 'number' && /^\+1(800|833|844|855|866|877|888)/.test(sender.number)) return 3
  return 1
}

/** What is wrong with reaching the carrier, for the pill in the top bar. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof CarrierError)) return 'Something went wrong while talking to the carrier.'
  return error.kind === 'unreachable'
    ? `No connection to the carrier: check the internet (${error.message}).`
    : error.message
}

export const createOutbox = (ports: OutboxPorts): Outbox => {
  const { stores, journal, sms, clock, office, changed, report } = ports
  const gate = createGate(stores.facts, stores.write, () => changed('outbox'))
  const practice = office.settings().mode === 'practice'
  const rate = () => senderRate(ports.sender(), office.settings(), practice)
  const accountFailures = createAccountFailures({ gate, clock })
  const record = createRecorder(stores, office.now, {
    account: accountFailures.seen,
    full: () => runner.slowDown(),
  })
  let trouble: string | null = null
  let stopped = false
  const cancels = new Map<string, () => void>()
  /** Looks under way: the database stays open until they end. */
  const looks = new Set<Promise<void>>()

  const monthStart = () => {
    const [year = 1970, month = 1] = office.day(0).split('-').map(Number)
    return new Date(Date.UTC(year, month - 1, 1)).toISOString()
  }
  const budget = createBudget({ stores, sms, clock, sending: () => office.settings().sending, monthStart })

  let dirty = false
  /** Many small changes become one event: progress stays bounded however large a send is. */
  const progressed = () => {
    if (dirty) return
    dirty = true
    clock.after(200, () => {
      dirty = false
      changed('messages', 'sends', 'outbox', 'notes', 'people', 'campaigns')
    })
  }

  const carrierClock = createCarrierClock(clock)
  const late = createLate({
    stores,
    clock,
    accountSid: sms.accountSid,
    say: (at) =>
      new Intl.DateTimeFormat('en', {
        timeZone: office.settings().office.zone,
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).format(at),
    changed: progressed,
  })
  const canary = createCanary({ stores, clock, changed: progressed })
  const handOver = createHandOver({ stores, sms, clock, record, changed: progressed })
  /** One look at a time: two would cancel the same texts twice. */
  let sweeping: Promise<unknown> = Promise.resolve()
  const sweep = () => {
    const turn = sweeping
      .then(() => handOver.tick())
      .then((taken) => {
        if (taken > 0) runner.wake()
      })
    sweeping = turn.catch(() => undefined)
    return turn
  }

  const runner = createRunner({
    stores,
    journal,
    sms,
    clock,
    gate,
    record,
    budget,
    carrierClock,
    inboxFresh: () => clock.now() - inboundPoll.readAt() <= FRESH_MS,
    awake: () => late.awake(),
    report,
    rate: createRate(rate),
    quiet: (purpose) => ({
      window: windowFor(office.settings().sending.quiet, purpose),
      zone: office.settings().office.zone,
    }),
    dayAt: office.dayAt,
    changed: progressed,
    ...(ports.maxInFlight ? { maxInFlight: ports.maxInFlight } : {}),
  })
  const reconciler = createReconciler({
    stores,
    sms,
    clock,
    record,
    carrierClock,
    changed: progressed,
    ...(ports.settleMs ? { settleMs: ports.settleMs } : {}),
  })
  const statusPoll = createStatusPoll({ stores, sms, clock, record, carrierClock, changed: progressed })
  const inboundPoll = createInboundPoll({
    stores,
    sms,
    clock,
    ownNumbers: ports.ownNumbers,
    carrierClock,
    keeping: ports.replies.keeping,
    arrived(replies) {
      changed('inbox', 'consent', 'people', 'messages', 'outbox', 'lists')
      ports.replies.arrived(replies)
    },
  })

  const copy = createCopyCheck({
    stores,
    journal,
    sms,
    clock,
    office,
    gate,
    record,
    inboundPoll,
    changed: () => changed('outbox', 'messages'),
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
        } else if (error.kind === 'auth' && name === 'inbound' && gate.reason() === null) {
          // Sends to many do not even begin while replies cannot be read: say why, instead of waiting.
          await gate.pause(accountReason(LOGIN_REFUSED, clock.now()))
        }
        const now = wordsOf(error)
        if (trouble !== now) {
          trouble = now
          changed('session')
        }
      }
      if (!stopped) cancels.set(name, clock.after(pause(), begin))
    }
    const begin = () => {
      const look = turn().finally(() => looks.delete(look))
      looks.add(look)
    }
    begin()
  }

  /** Before anything is claimed: what a crash, a copy or a restore left behind. */
  const recover = async () => {
    await stores.write(() => {
      stores.outbox.sweepUnfinished(office.now())
      for (const attempt of stores.outbox.openAttempts('claimed')) {
        const message = stores.outbox.message(attempt.messageId)
        if (message) record.unknown(attempt.id, message, 'Deskbell ended before the answer')
      }
    })
    await copy.recognise()
  }

  const goOn = async () => {
    await gate.resume()
    accountFailures.resumed()
    runner.probe()
  }

  const readInbox = async () => {
    const { fresh } = await inboundPoll.tick()
    // An opt-out also takes back what waits in the carrier's schedule.
    if (fresh > 0) await sweep()
    runner.wake()
  }

  return {
    gate,
    copy,
    sms,
    accountSid: sms.accountSid,
    sender: ports.sender,
    wake: () => runner.wake(),
    async resume() {
      if (copy.pending())
        throw new Refusal(
          'refused',
          'Not yet: what was sent and answered since the backup is still being read from the carrier.',
        )
      const chosen = ports.sender()
      // Who was told to choose another sender has chosen it for what waits, too.
      if (chosen && gate.reason()?.action === 'choose-sender')
        await stores.write(() => stores.outbox.changeSender(sms.accountSid, chosen))
      await goOn()
    },
    rate,
    balance: () => budget.balance(),
    moneyUnknown: () => budget.waits(),
    trouble: () => trouble,
    spentThisMonth: () => budget.spentThisMonth(),
    inboundReadAt: () => inboundPoll.readAt(),
    inboxFresh: () => clock.now() - inboundPoll.readAt() <= FRESH_MS,
    sweep,
    async check() {
      await inboundPoll.tick()
      await sweep()
      await reconciler.tick()
      await copy.tick()
      await statusPoll.tick({ everything: true })
    },
    async start() {
      await recover()
      void (async () => {
        try {
          await ports.sound
        } catch (error) {
          report('outbox: start', error)
          await gate.pause(REASONS.damaged)
          return
        }
        if (stopped) return
        runner.wake()
        every(
          'balance',
          () => BALANCE_FOR_MS,
          async () => {
            await budget.balance()
            runner.wake()
          },
        )
        every('inbound', () => ports.pace.inbound, readInbox)
        every('schedule', () => ports.pace.reconcile, sweep)
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
          () => ports.pace.reconcile,
          async () => {
            await reconciler.tick()
            await copy.tick()
          },
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
      await Promise.race([
        Promise.all(looks),
        new Promise<void>((resolve) => {
          cancels.set('stop', clock.after(2_000, resolve))
        }),
      ])
      cancels.get('stop')?.()
    },
  }
}
