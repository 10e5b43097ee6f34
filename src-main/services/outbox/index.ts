/** The outbox: the single way out for every text, and everything that keeps it true. */
import { Refusal } from '#contract/define'
import { CarrierError, type Sender } from '../ports'
import { isTollFree } from '#shared/phone/phone-number'
import { windowFor } from '#shared/time/quiet-hours'
import { createAbsence } from './guards/absence'
import { createAccountFailures } from './guards/account-failures'
import { createBudget } from './guards/budget'
import { createCanary } from './guards/canary'
import { createCarrierClock } from './reading/carrier-clock'
import { createCharges } from './reading/charges'
import { createCopyCheck } from './copies/copy'
import { createGate, REASONS } from './guards/gate'
import { createHandOver } from './runner/hand-over'
import { createFence } from './copies/fence'
import { createLate } from './guards/late'
import { createLooks } from './looks'
import { createRate } from './guards/rate'
import { createReadings } from './reading/readings'
import { createRecorder } from './reading/record'
import { createRecovery } from './recovery'
import { createRunner } from './runner/runner'
import { startLooks } from './timetable'
import { createWhy } from './why'
import type { Settings } from '../settings/settings-store'
import type { OutboxPorts, Outbox } from './outbox'

/** Segments a second that a sender may expect: https://help.twilio.com/articles/115002943027 */
const senderRate = (sender: Sender | null, settings: Settings, practice: boolean): number => {
  if (settings.sending.rate !== null) return settings.sending.rate
  if (practice) return 20
  if (sender?.kind === 'number' && isTollFree(sender.number)) return 3
  return 1
}

/** Many small changes become one event: progress stays bounded however large a send is. */
const createProgress = ({ clock, changed }: Pick<OutboxPorts, 'clock' | 'changed'>) => {
  let dirty = false
  return () => {
    if (dirty) return
    dirty = true
    clock.after(200, () => {
      dirty = false
      changed('messages', 'sends', 'outbox', 'notes', 'people', 'campaigns')
    })
  }
}

/** Looks at the carrier's schedule. One at a time: two would cancel the same texts twice. */
const createSweep = (handOver: ReturnType<typeof createHandOver>, wake: () => void) => {
  let sweeping: Promise<unknown> = Promise.resolve()
  return () => {
    const turn = sweeping
      .then(() => handOver.tick())
      .then((taken) => {
        if (taken > 0) wake()
      })
    sweeping = turn.catch(() => undefined)
    return turn
  }
}

/** A weekday and a time of day, where the office is. */
const weekdayTime = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)

/** What holds texts back: the money there is, what became late, and the first texts of a send, which are watched. */
const createGuards = (
  { stores, sms, clock, office }: Pick<OutboxPorts, 'stores' | 'sms' | 'clock' | 'office'>,
  progressed: () => void,
) => {
  const budget = createBudget({
    stores,
    sms,
    clock,
    sending: () => office.settings().sending,
    monthStart: office.monthStart,
  })
  const absence = createAbsence({ stores, office })
  const late = createLate({
    stores,
    clock,
    absence,
    accountSid: sms.accountSid,
    say: (at) => weekdayTime(at, office.settings().office.zone),
    changed: progressed,
  })
  const canary = createCanary({ stores, clock, changed: progressed })
  return { budget, absence, late, canary }
}

/** The parts of the outbox, each given what it uses of the others. */
const createParts = (ports: OutboxPorts) => {
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
  const progressed = createProgress(ports)
  const guards = createGuards(ports, progressed)
  const { budget, late } = guards
  const carrierClock = createCarrierClock(clock)
  const readings = createReadings(ports, { record, charges, carrierClock, progressed })
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
  const handOver = createHandOver({ stores, sms, clock, record, changed: progressed })
  const sweep = createSweep(handOver, () => runner.wake())
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
    inboxFresh: readings.inboxFresh,
    lookedUpSince: (elapsed) => readings.reconciler.lookedUpSince(elapsed),
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
  const why = createWhy({
    gate,
    clock,
    hold: runner.hold,
    skew: carrierClock.skew,
    fencePassed: fence.passed,
    inbox: () => ({ age: readings.inboundPoll.age(), fresh: readings.inboxFresh() }),
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
    inboundPoll: readings.inboundPoll,
    accept: fence.accept,
    changed: () => changed('outbox', 'messages'),
  })

  const looks = createLooks({ gate, clock, why, report })
  const recover = createRecovery({ stores, office, report, record, copy })
  return {
    gate,
    rate,
    accountFailures,
    ...guards,
    readings,
    fence,
    sweep,
    runner,
    why,
    copy,
    looks,
    recover,
  }
}

export const createOutbox = (ports: OutboxPorts): Outbox => {
  const { stores, sms, clock, report } = ports
  const parts = createParts(ports)
  const { gate, accountFailures, budget, readings, fence, absence, sweep, runner, why, copy, looks } = parts
  let stopped = false

  const goOn = async () => {
    looks.resumed()
    await gate.resume()
    accountFailures.resumed()
    runner.probe()
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
    rate: parts.rate,
    balance: budget.balance,
    moneyUnknown: () => budget.waits(),
    trouble: why.trouble,
    spentThisMonth: () => budget.spentThisMonth(),
    inboundReadAt: () => readings.inboundPoll.readAt(),
    inboxFresh: readings.inboxFresh,
    sweep,
    async check() {
      if (!fence.passed()) await fence.check()
      await readings.inboundPoll.tick()
      await sweep()
      await readings.reconciler.tick()
      await copy.tick()
      await readings.statusPoll.tick({ everything: true })
      await readings.pricePoll.tick()
    },
    async start() {
      await parts.recover()
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
        startLooks({ ...parts, every: looks.every, stores, sms, clock, pace: ports.pace, goOn })
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
