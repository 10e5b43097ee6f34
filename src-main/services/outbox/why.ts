/** The one place that knows why nothing leaves, or not everything: a steady reason for each cause, what to do, and since when. */
import type { Instant } from '#shared/values'
import { type Phrase, phrase } from '#shared/phrases/phrase'
import { CarrierError, type Clock } from '../ports'
import type { Gate, GateReason } from './guards/gate'
import type { Hold } from './runner/connection'

export type Cause =
  | 'paused'
  | 'fence'
  | 'busy'
  | 'no-connection'
  | 'queue-full'
  | 'inbound'
  | 'balance'
  | 'clock'
  | 'reconcile'
  | 'status'
  | 'schedule'
  | 'other'
export type Why = {
  cause: Cause
  title: Phrase
  say: Phrase
  next: Phrase
  action: string
  since: Instant
  /** Everything, texts to many people, or nothing: then it only delays news. */
  stops: 'all' | 'many' | 'nothing'
}

/** A piece of work that asks the carrier again and again; its failure is cleared by its own success only. */
export type Look = 'fence' | 'inbound' | 'reconcile' | 'status' | 'schedule' | 'balance' | 'canary' | 'awake'

export type WhyKeeper = {
  failed(look: Look, error: unknown): void
  worked(look: Look): void
  /** Of all causes, those that stop the most first. */
  all(): Why[]
  /** For the pill: what is wrong with reaching the carrier; null while it answers. */
  trouble(): Phrase | null
}

const MINUTE = 60_000
const SKEW_SHOWN_MS = 2 * MINUTE
const ORDER = { all: 0, many: 1, nothing: 2 }
/** What went wrong, without any content of a text. */
const reasonOf = (error: unknown): Phrase =>
  error instanceof CarrierError ? error.reason : phrase('lost.fault')
const NO_CONNECTION = phrase('carrier.no-connection')
/** Twilio's own words are a parameter: the key alone does not tell. */
const isSame = (one: Phrase, other: Phrase) => JSON.stringify(one) === JSON.stringify(other)

/** All that fails because nothing reaches the carrier is said once, with the most that it stops. */
const joined = (found: readonly Why[]): Why[] => {
  const isOut = (one: Why) => one.say.key === NO_CONNECTION.key || one.cause === 'no-connection'
  const out = found.filter(isOut)
  const [first] = out.toSorted((a, b) => ORDER[a.stops] - ORDER[b.stops])
  if (!first) return [...found]
  const one: Why = {
    cause: 'no-connection',
    title: NO_CONNECTION,
    say: phrase(`wait.until-back.${first.stops}`),
    next: phrase('wait.tries-again'),
    action: out.some(({ action }) => action === 'try-now') ? 'try-now' : 'wait',
    since: out.map(({ since }) => since).toSorted()[0] ?? first.since,
    stops: first.stops,
  }
  return [one, ...found.filter((other) => !isOut(other))]
}
const long = (ms: number): Phrase => {
  const minutes = Math.round(Math.abs(ms) / MINUTE)
  if (minutes < 120) return phrase('wait.minutes', { n: minutes })
  return minutes < 2 * 1440
    ? phrase('wait.hours', { n: Math.round(minutes / 60) })
    : phrase('wait.days', { n: Math.round(minutes / 1440) })
}

/** A pause: somebody is to do something. */
const paused = (reason: GateReason, begun: Instant): Why => ({
  cause: 'paused',
  title: reason.title,
  say: reason.say,
  next: reason.next,
  action: reason.action,
  since: reason.since ?? begun,
  stops: 'all',
})
/** A wait of the sender, in words. */
const held = ({ why, since, longMs }: Hold): Why => {
  const shared = { cause: why, since, stops: 'all' as const }
  if (why === 'no-connection')
    return {
      ...shared,
      title: NO_CONNECTION,
      say: phrase('wait.until-back.all'),
      next: phrase('wait.tries-again'),
      action: 'try-now',
    }
  if (why === 'queue-full')
    return {
      ...shared,
      title: phrase('wait.queue-full.title'),
      say: phrase('wait.queue-full.say'),
      next: phrase('wait.queue-full.next'),
      action: 'try-now',
    }
  return {
    ...shared,
    title: phrase('wait.busy.title'),
    say: longMs === null ? phrase('wait.busy.say') : phrase('wait.busy.say-how-long', { time: long(longMs) }),
    next: phrase('wait.busy.next'),
    action: 'try-now',
  }
}

/** What stops while this look fails. */
const stoppedBy = (look: Look): Why['stops'] =>
  look === 'fence' ? 'all' : look === 'inbound' ? 'many' : 'nothing'

/** A look that fails. */
const failing = (look: Look, { said, since }: { said: Phrase; since: Instant }): Why => ({
  cause: look === 'canary' || look === 'awake' ? 'other' : look,
  title: phrase(`lost.${look}`),
  say: said,
  next: phrase('wait.tries-again'),
  action: 'wait',
  since,
  stops: stoppedBy(look),
})

export const createWhy = (ports: {
  gate: Gate
  clock: Clock
  hold: () => Hold | null
  /** Carrier's clock minus ours, in milliseconds. */
  skew: () => number
  fencePassed: () => boolean
  /** So long ago replies were read completely, in milliseconds, and so long that is good enough. */
  inbox: () => { age: number; fresh: boolean }
  moneyUnknown: () => boolean
  changed: () => void
}): WhyKeeper => {
  const { gate, clock } = ports
  const troubles = new Map<Look, { said: Phrase; since: Instant }>()
  const begun = new Date(clock.now()).toISOString()
  let clockSince: Instant | null = null

  const all = (): Why[] => {
    const found = [...troubles].map(([look, trouble]) => failing(look, trouble))
    const has = (cause: Cause) => found.some((one) => one.cause === cause)
    const reason = gate.reason()
    if (reason) found.push(paused(reason, begun))
    const hold = ports.hold()
    if (hold) found.push(held(hold))
    if (!ports.fencePassed() && !has('fence'))
      found.push({
        cause: 'fence',
        title: phrase('wait.fence.title'),
        say: phrase('wait.fence.say'),
        next: phrase('wait.a-moment'),
        action: 'wait',
        since: begun,
        stops: 'all',
      })
    const { age, fresh } = ports.inbox()
    if (!fresh && !has('inbound'))
      found.push({
        cause: 'inbound',
        title: phrase('wait.inbound.title'),
        say: phrase('wait.inbound.say'),
        next: phrase('wait.a-moment'),
        action: 'wait',
        since: Number.isFinite(age) ? new Date(clock.now() - age).toISOString() : begun,
        stops: 'many',
      })
    if (ports.moneyUnknown())
      found.push({
        cause: 'balance',
        title: phrase('wait.balance.title'),
        say: phrase('wait.balance.say'),
        next: phrase('wait.tries-again'),
        action: 'wait',
        since: troubles.get('balance')?.since ?? begun,
        stops: 'many',
      })
    const skew = ports.skew()
    if (Math.abs(skew) <= SKEW_SHOWN_MS) clockSince = null
    else {
      clockSince ??= new Date(clock.now()).toISOString()
      found.push({
        cause: 'clock',
        title: phrase(skew > 0 ? 'wait.clock.slow' : 'wait.clock.fast', { time: long(skew) }),
        say: phrase('wait.clock.say'),
        next: phrase('wait.clock.next'),
        action: 'wait',
        since: clockSince,
        stops: 'nothing',
      })
    }
    return joined(found).toSorted((a, b) => ORDER[a.stops] - ORDER[b.stops])
  }

  return {
    failed(look, error) {
      const said = reasonOf(error)
      const before = troubles.get(look)
      if (before && isSame(before.said, said)) return
      troubles.set(look, { said, since: before?.since ?? new Date(clock.now()).toISOString() })
      ports.changed()
    },
    worked(look) {
      if (troubles.delete(look)) ports.changed()
    },
    all,
    trouble() {
      const [first] = [...troubles.values()].toSorted((a, b) => (a.since < b.since ? -1 : 1))
      if (first) return first.said
      const why = all().find(
        ({ cause, since }) =>
          cause === 'busy' ||
          cause === 'no-connection' ||
          (cause === 'inbound' && clock.now() - Date.parse(since) > 2 * MINUTE),
      )
      return why?.title ?? null
    },
  }
}
