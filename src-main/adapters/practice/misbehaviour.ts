/** So many more times, or with a probability (0 to 1) drawn from the seed. `of` is "sends" unless said. */
export type Chance = ({ times: number } | { probability: number }) & { of?: 'sends' | 'all' }
/** Milliseconds, or from–to drawn from the seed. */
export type Delay = number | [number, number]

/** How the practice carrier misbehaves. Nothing set: it does not. */
export type Behaviour = {
  /** Accepts, then closes the connection without an answer. */
  dropAnswer?: Chance
  /** Closes the connection before anything is accepted. */
  refuseBefore?: Chance
  /** Accepts, then answers 503. */
  failAfterAccepting?: Chance
  /** Answers the first half of the body, then resets. */
  resetMidAnswer?: Chance
  /** 429 with `Retry-After`, nothing accepted. */
  tooMany?: Chance & { retryAfterSeconds?: number }
  /** A page of HTML in place of Twilio, as in a hotel: 200, or 302 to a sign-in page. Nothing is accepted. */
  htmlPage?: Chance & { status?: 200 | 302 }
  /** Accepts, and finds its own queue full afterwards, as a Messaging Service does: failed, 30001. */
  queueFull?: Chance
  /** Time before a text is accepted; it is accepted even if the asker has gone. */
  slowAcceptMs?: Delay
  /** Time between accepting and answering. */
  slowAnswerMs?: Delay
  /** Accepted messages appear in lists only after this. */
  listLagMs?: number
  /** Stretches (2) or shortens (0.1) the time between statuses. */
  pace?: number
  /** The next texts fail with these codes, one after the other: refused at once, or after they were taken, as Twilio does. */
  failWith?: number[]
  /** What is charged for a segment, one after the other and from the start again, and told only so long after the text left. */
  prices?: { segments: string[]; lateMs?: number }
  seed?: number
}

export type Fault =
  | 'dropAnswer'
  | 'refuseBefore'
  | 'failAfterAccepting'
  | 'resetMidAnswer'
  | 'tooMany'
  | 'htmlPage'
  | 'queueFull'

export type Misbehaviour = {
  readonly current: Behaviour
  /** Changes what is named, leaves the rest; `null` clears one. */
  set(change: { [K in keyof Behaviour]?: Behaviour[K] | null }): void
  /** Whether this fault strikes now; a count goes down by one. */
  strikes(fault: Fault, isSend: boolean): boolean
  delay(of: 'slowAcceptMs' | 'slowAnswerMs'): number
  /** The code with which the next text fails; null for none. */
  nextFailure(): number | null
}

/** Repeatable for the same seed and the same order of requests. */
export function createMisbehaviour(start: Behaviour = {}): Misbehaviour {
  const behaviour: Behaviour = structuredClone(start)
  let random = seeded(behaviour.seed ?? 1)
  return {
    current: behaviour,
    set(change) {
      for (const [name, value] of Object.entries(change)) {
        if (value === null || value === undefined) delete behaviour[name as keyof Behaviour]
        else Object.assign(behaviour, { [name]: structuredClone(value) })
      }
      if (change.seed !== undefined) random = seeded(behaviour.seed ?? 1)
    },
    strikes(fault, isSend) {
      const chance = behaviour[fault]
      if (!chance || (!isSend && chance.of !== 'all')) return false
      if ('probability' in chance) return random() < chance.probability
      if (chance.times <= 0) return false
      chance.times -= 1
      return true
    },
    nextFailure: () => behaviour.failWith?.shift() ?? null,
    delay(of) {
      const delay = behaviour[of] ?? 0
      return typeof delay === 'number' ? delay : delay[0] + Math.floor(random() * (delay[1] - delay[0] + 1))
    },
  }
}

/** mulberry32: small, and good enough to spread faults. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
