/** The outbox: the single way out for every text, and everything that keeps it true. */
import { Refusal } from '#contract/define'
import { CarrierError, type Sender } from '../ports'
import { isTollFree } from '#shared/phone/phone-number'
import { windowFor } from '#shared/time/quiet-hours'
import { createAbsence } from './guards/absence'
import { createAccountFailures } from './guards/account-failures'
import { BALANCE_FOR_MS, createBudget } from './guards/budget'
import { createCanary } from './guards/canary'
import { createCarrierClock } from './reading/carrier-clock'
import { createCharges } from './reading/charges'
import { createPricePoll } from './reading/price-poll'
import { priceBook } from '../sending/prices'
import { createCopyCheck } from './copies/copy'
import { createGate, REASONS } from './guards/gate'
import { createHandOver } from './runner/hand-over'
import { createInboundPoll } from './reading/inbound-poll'
import { createFence } from './copies/fence'
import { createLate } from './guards/late'
import { createLooks } from './looks'
import { createRate } from './guards/rate'
import { createReconciler } from './reading/reconciler'
import { createRecorder } from './reading/record'
import { createRunner } from './runner/runner'
import { createStatusPoll } from './reading/status-poll'
import { createWhy } from './why'
import type { Settings } from '../settings/settings-store'
import type { OutboxPorts, Outbox } from './outbox'

/** A reply older than this may be an opt-out nobody knows of yet. */
const FRESH_MS = 2 * 60_000
/** Replies are read at least so often while texts to many leave: the guide names the bound. */
const BUSY_INBOUND_MS = 2_500
/** Who has just written may write more, or is being answered: so long after a reply the next are read as often as in a send. */
const TALKING_MS = 2 * 60_000
const CANARY_PACE_MS = 2_000
const AWAKE_PACE_MS = 30_000

/** Segments a second that a sender may expect: https://help.twilio.com/articles/115002943027 */
const senderRate = (sender: Sender | null, settings: Settings, practice: boolean): number => {
  if (settings.sending.rate !== null) return settings.sending.rate
  if (practice) return 20
  if (sender?.kind === 'number' && isTollFree(sender.number)) return 3
  return 1
}

export const createOutbox = (ports: OutboxPorts): Outbox => {
  const { stores, journal, sms, clock, office, changed, report } = ports
  const gate = createGate(stores.facts, stores.write, office.now, () => changed('outbox', 'session'))
  const practice = office.settings().mode === 'practice'
  const rate = () => senderRate(ports.sender(), office.settings(), practice)
  const accountFailures = createAccountFailures({ gate, clock })
  const charges = createCharges(stores, office.now)
  const record = createRecorder(
    stores,
    office.now,
    office.say,
    {
      account: accountFailures.seen,
      full: () => runner.slowDown(),
      blocks: () => changed('consent', 'lists'),
    },
    charges,
  )
  let stopped = false

  const budget = createBudget({
    stores,
    sms,
    clock,
    sending: () => office.settings().sending,
    monthStart: office.monthStart,
  })

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
  const fence = createFence({
    stores,
    sms,
    clock,
    carrierClock,
    sender: ports.sender,
    ownNumbers: ports.ownNumbers,
    found(_judgement, since) {
      if (!copy.pending()) copy.begin('carrier', since)
      changed('outbox', 'messages', 'sends')
    },
    ended(error) {
      if (error === null) why.worked('fence')
      else {
        if (!(error instanceof CarrierError)) report('outbox: fence', error)
        why.failed('fence', error)
      }
      runner.wake()
    },
  })
  const absence = createAbsence({ stores, office })
  const late = createLate({
    stores,
    clock,
    absence,
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

  const inboxFresh = () => inboundPoll.age() <= FRESH_MS
  const runner = createRunner({
    stores,
    journal,
    sms,
    clock,
    gate,
    record,
    budget,
    carrierClock,
    fence,
    inboxFresh,
    lookedUpSince: (elapsed) => reconciler.lookedUpSince(elapsed),
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
  const pricePoll = createPricePoll({ stores, sms, clock, charges, changed: progressed })
  let heardAt = Number.NEGATIVE_INFINITY
  const inboundPoll = createInboundPoll({
    say: office.say,
    charges,
    priceOf: (country) => priceBook(stores, ports.sender()).inbound(country),
    stores,
    sms,
    clock,
    ownNumbers: ports.ownNumbers,
    carrierClock,
    keeping: ports.replies.keeping,
    arrived(replies) {
      heardAt = clock.elapsed()
      changed('inbox', 'consent', 'people', 'messages', 'outbox', 'lists')
      ports.replies.arrived(replies)
    },
    odd: (count) => report('outbox: replies that could not be read were set aside', new Error(String(count))),
  })
  const why = createWhy({
    gate,
    clock,
    hold: runner.hold,
    skew: carrierClock.skew,
    fencePassed: fence.passed,
    inbox: () => ({ age: inboundPoll.age(), fresh: inboxFresh() }),
    moneyUnknown: () => budget.waits(),
    changed: () => changed('session', 'outbox'),
  })

  const copy = createCopyCheck({
    stores,
    journal,
    generation: ports.generation,
    newId: ports.newId,
    sms,
    clock,
    office,
    gate,
    record,
    inboundPoll,
    accept: fence.accept,
    changed: () => changed('outbox', 'messages'),
  })

  const looks = createLooks({ gate, clock, why, report })
  const { every } = looks

  /** Before anything is claimed: what a crash, a copy or a restore left behind. */
  const recover = async () => {
    await stores.write(() => {
      stores.sends.sweepUnfinished(office.now())
      const odd = stores.outbox.setAsideUnreadable('text.set-aside', office.now())
      if (odd > 0) report('outbox: texts were set aside', new Error(String(odd)))
      for (const attempt of stores.outbox.openAttempts('claimed')) {
        const message = stores.outbox.message(attempt.messageId)
        if (message) record.unknown(attempt.id, message, 'Deskbell ended before the answer')
      }
    })
    await copy.recognise()
  }

  /** When texts to many are leaving, an opt-out is to be known within seconds. */
  const sendingNow = () => {
    const next = gate.reason() === null ? stores.outbox.nextDue(sms.accountSid) : null
    return runner.inFlight() > 0 || (next !== null && Date.parse(next) <= clock.now() + BUSY_INBOUND_MS)
  }

  const goOn = async () => {
    looks.resumed()
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
    expect(sendId) {
      fence.expect(sendId)
      runner.wake()
    },
    tryNow() {
      fence.ask()
      if (gate.reason() === null) runner.probe()
    },
    async resume() {
      if (copy.pending()) throw new Refusal('refused', 'outbox.copy-still-read')
      const chosen = ports.sender()
      // Who was told to choose another sender has chosen it for what waits, too.
      if (chosen && gate.reason()?.action === 'choose-sender')
        await stores.write(() => stores.sends.changeSender(sms.accountSid, chosen))
      await goOn()
    },
    why: why.all,
    absence: { read: absence.read, seen: () => stores.write(absence.seen) },
    otherSenders: {
      list: fence.othersToShow,
      seen: () => stores.write(fence.othersSeen),
      share: () => stores.write(fence.shareSender),
    },
    rate,
    balance: () => budget.balance(),
    moneyUnknown: () => budget.waits(),
    trouble: why.trouble,
    spentThisMonth: () => budget.spentThisMonth(),
    inboundReadAt: () => inboundPoll.readAt(),
    inboxFresh,
    sweep,
    async check() {
      if (!fence.passed()) await fence.check()
      await inboundPoll.tick()
      await sweep()
      await reconciler.tick()
      await copy.tick()
      await statusPoll.tick({ everything: true })
      await pricePoll.tick()
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
        fence.ask()
        // A send may begin right after a look: the pace of the next one is decided when it is due.
        let inboundTried = Number.NEGATIVE_INFINITY
        every(
          'inbound',
          () => Math.min(BUSY_INBOUND_MS, ports.pace.inbound),
          async () => {
            const busy = sendingNow() || clock.elapsed() - heardAt < TALKING_MS
            if (!busy && clock.elapsed() - inboundTried < ports.pace.inbound) return 'not-yet'
            inboundTried = clock.elapsed()
            return readInbox()
          },
        )
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
            await pricePoll.tick()
          },
        )
      })()
    },
    async stop() {
      stopped = true
      looks.cancel()
      await runner.stop(10_000)
      sms.close()
      await fence.stop()
      await looks.settled()
    },
  }
}
