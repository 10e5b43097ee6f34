/**
 * What the carrier's answers say of the way to it: how long the sender waits, after which breaks one text goes first, and
 * when everything stops. It decides about no text.
 */
import { isAboutTheNumber, REFUSALS_TO_PAUSE } from '#core/sending/outcomes'
import type { Instant } from '#shared/values'
import type { Clock } from '../../ports'
import { accountReason, type Gate, REASONS } from '../guards/gate'

/** `longMs`: the carrier asked for a wait beyond our ceiling, this many milliseconds. */
export type Hold = {
  why: 'busy' | 'no-connection' | 'queue-full'
  since: Instant
  until: number
  longMs: number | null
}

/** After so many unclear answers in a row one text goes first. */
const UNKNOWNS_IN_A_ROW = 5
/** So many unclear answers in a row stop everything; those of requests that were under way together are one. */
const EVENTS_TO_PAUSE = 5
/** How often a break is looked at whether the unknown were looked up. */
const BREAK_PACE_MS = 1_000
const BACKOFF_FIRST_MS = 2_000
const BACKOFF_MOST_MS = 5 * 60_000
const SLOW_MS = 60_000

type Ports = {
  clock: Clock
  gate: Gate
  /** Was everything unknown looked up in the carrier's list since this moment of `clock.elapsed()`? */
  lookedUpSince: (elapsed: number) => boolean
}

/** How long the sender waits, and why. Measured by what passes, so that a clock that is put right neither ends nor prolongs it. */
const createWaiting = (clock: Clock) => {
  let failures = 0
  let hold: Hold | null = null
  const connected = () => {
    if (hold?.why === 'no-connection') hold = null
  }

  /** The sender waits: with growing waits, or for as long as the carrier asks, up to a ceiling of minutes. */
  const wait = (why: Hold['why'], askedMs: number | null) => {
    failures += 1
    const growing = Math.min(BACKOFF_MOST_MS, BACKOFF_FIRST_MS * 2 ** Math.min(failures, 12))
    const ms = Math.min(BACKOFF_MOST_MS, askedMs ?? Math.max(500, Math.random() * growing))
    const since = hold?.why === why ? hold.since : new Date(clock.now()).toISOString()
    const longMs = askedMs !== null && askedMs > BACKOFF_MOST_MS ? askedMs : null
    hold = { why, since, longMs, until: Math.max(hold?.until ?? 0, clock.elapsed() + ms) }
  }
  return {
    wait,
    connected,
    /** Ends what broke; a wait that the carrier asked for is kept, whatever was answered to requests of before. */
    answered(): void {
      failures = 0
      connected()
    },
    end(): void {
      hold = null
    },
    /** The carrier's queue is full: nothing leaves for a minute. */
    slowDown(): void {
      hold = {
        why: 'queue-full',
        since: new Date(clock.now()).toISOString(),
        longMs: null,
        until: Math.max(hold?.until ?? 0, clock.elapsed() + SLOW_MS),
      }
    },
    /** In milliseconds; not above 0 where nothing is waited for. */
    left: (): number => (hold?.until ?? 0) - clock.elapsed(),
    /** @param isBroken the connection broke, and what is unknown was not looked up yet: the wait is told until then */
    hold: (isBroken: boolean): Hold | null =>
      hold && (hold.until > clock.elapsed() || isBroken)
        ? { ...hold, until: clock.now() + Math.max(0, hold.until - clock.elapsed()) }
        : null,
  }
}

export const createConnection = ({ clock, gate, lookedUpSince }: Ports) => {
  let probing = false
  let unknowns = 0
  /** Breaks of the connection without a clear answer in between, and when the last one was noticed. */
  let events = 0
  let eventTurn = 0
  /** The order of claims and unclear answers. */
  let turn = 0
  /** Since when one text waits to go first, until what is unknown was looked up; null without such a break. */
  let breakAt: number | null = null
  /** Requests that were under way at an unclear answer: they land before anything else is claimed. */
  const landing = new Set<number>()
  const waiting = createWaiting(clock)
  /** The people whom the same refusal met in a row. */
  let refusals: { code: number; people: Set<number> } | null = null

  const answered = () => {
    unknowns = 0
    events = 0
    breakAt = null
    waiting.answered()
  }
  return {
    /** A request is made: its place in the order of requests and unclear answers. */
    leaves(): number {
      turn += 1
      return turn
    },
    landed(attemptId: number): void {
      landing.delete(attemptId)
    },
    wait: waiting.wait,
    /** An answer that is clear, whatever it says. */
    answered,
    /** One text was taken: nothing is wrong with the sender. */
    taken(): void {
      answered()
      refusals = null
      probing = false
    },
    /** A refusal of one person: the same for several people in a row is no chance. */
    async refused(code: number, recipientId: number): Promise<void> {
      probing = false
      if (isAboutTheNumber(code)) return
      if (refusals?.code !== code) refusals = { code, people: new Set() }
      refusals.people.add(recipientId)
      if (refusals.people.size < REFUSALS_TO_PAUSE || gate.reason() !== null) return
      refusals = null
      await gate.pause(accountReason(code, clock.now()))
    },
    /**
     * An answer that tells nothing. Those that were under way together are one event, one break of the connection: nothing
     * is claimed until all of them have landed, and after several of them one text goes first.
     */
    async unclear(claimed: number, flying: Iterable<number>): Promise<void> {
      unknowns += 1
      for (const id of flying) landing.add(id)
      if (claimed > eventTurn) {
        events += 1
        turn += 1
        eventTurn = turn
      }
      if (events >= EVENTS_TO_PAUSE) {
        await gate.pause(REASONS.unknowns)
      } else if (unknowns >= UNKNOWNS_IN_A_ROW) {
        breakAt = clock.elapsed()
        probing = true
        waiting.wait('no-connection', null)
      }
    },
    /** May something be claimed now? Else in how many milliseconds to ask again, or at the next answer. */
    ready(): true | { inMs: number } | 'at-an-answer' {
      const ms = waiting.left()
      if (ms > 0) return { inMs: ms }
      if (landing.size > 0) return 'at-an-answer'
      // Whatever the break left unknown is looked up before one text goes first.
      if (breakAt !== null) {
        if (!lookedUpSince(breakAt)) return { inMs: BREAK_PACE_MS }
        // The list could be read: the connection is there again.
        breakAt = null
        waiting.connected()
      }
      return true
    },
    /** How many requests may be under way. */
    most: (most: number): number => (probing ? 1 : most),
    /** After a resume one text goes first; the rest follow once the carrier took it. */
    probe(): void {
      probing = true
      answered()
      landing.clear()
      waiting.end()
      refusals = null
    },
    /** The carrier's queue is full: nothing leaves for a minute. */
    slowDown: waiting.slowDown,
    /** Why the sender waits for a while, and since when; null while it does not. */
    hold: (): Hold | null => waiting.hold(breakAt !== null),
  }
}
export type Connection = ReturnType<typeof createConnection>
