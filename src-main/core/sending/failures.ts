/**
 * The failure doctor: what the carrier's error codes mean at the desk, with one next step each.
 * Codes and their meaning: https://www.twilio.com/docs/api/errors; which of them concern the whole account
 * is Deskbell's decision.
 */
import type { FailureAction } from '#shared/failure-actions'
import { type Key, type Phrase, phrase } from '#shared/phrases/phrase'
import { wallTime } from '#shared/time/wall-time'

/**
 * What a trial account can do since 2026: https://help.twilio.com/articles/223136107. Deskbell's texts are none of those that
 * Twilio prescribes.
 */
export const TRIAL = phrase('failure.trial')

/** The account's login was refused: https://www.twilio.com/docs/api/errors/20003 */
export const LOGIN_REFUSED = 20003

export type Failure = {
  /** A few words for a table cell. */
  readonly title: Phrase
  /** What happened, in a sentence. */
  readonly say: Phrase
  /** The one next step, in a sentence. */
  readonly next: Phrase
  /** The button that does the next step. */
  readonly action: FailureAction
  /** `account`: the next text would fail in the same way. */
  readonly scope: 'recipient' | 'account'
  /** `automatic`: the outbox tries again by itself; `never`: trying again cannot help. */
  readonly retry: 'automatic' | 'by-hand' | 'never'
  /** What is remembered about the number. */
  readonly effect: 'suppress' | 'landline' | 'invalid' | null
}

type CodeIn<K> = K extends `failure.${infer Code extends number}.title` ? Code : never
type First = CodeIn<Key>
/** Its words stand in the catalogue under its first code. */
type Row = readonly [
  codes: readonly [First, ...number[]],
  action: FailureAction,
  scope: Failure['scope'],
  retry: Failure['retry'],
  effect?: 'suppress' | 'landline' | 'invalid',
]

// biome-ignore format: a table
const ROWS: readonly Row[] = [
  [[20001, 20002, 20004, 20006, 20008, 20009, 20403, 20409, 20426], 'open-settings', 'account', 'by-hand'],
  [[20404], 'open-settings', 'account', 'by-hand'],
  [[10001, 20005, 90010], 'open-settings', 'account', 'by-hand'],
  [[10002, 572006], 'open-settings', 'account', 'by-hand'],
  [[21703, 21704, 21705, 21710, 21712], 'choose-sender', 'account', 'by-hand'],
  [[21603, 21659, 21660, 21661], 'choose-sender', 'account', 'by-hand'],
  [[572002], 'register', 'recipient', 'by-hand'],
  [[21607], 'choose-sender', 'account', 'by-hand'],
  [[21267], 'choose-sender', 'account', 'by-hand'],
  [[572005, 21219, 14111], 'register', 'recipient', 'by-hand'],
  [[30044], 'shorten', 'recipient', 'by-hand'],
  [[30450], 'retry-by-hand', 'recipient', 'by-hand'],
  [[30453], 'retry-by-hand', 'recipient', 'by-hand'],
  [[30410], 'retry-by-hand', 'recipient', 'by-hand'],
  [[30017], 'retry-by-hand', 'recipient', 'by-hand'],
  [[21217], 'correct-number', 'recipient', 'by-hand', 'invalid'],
  [[21265], 'correct-number', 'recipient', 'never'],
  [[21266], 'correct-number', 'recipient', 'never'],
  [[21604], 'correct-number', 'recipient', 'by-hand'],
  [[21602, 21618, 21619], 'reword', 'recipient', 'by-hand'],
  [[30019], 'shorten', 'recipient', 'by-hand'],
  [[30010], 'shorten', 'recipient', 'by-hand'],
  [[30012, 30013], 'reschedule', 'recipient', 'by-hand'],
  [[30018, 30024], 'register', 'recipient', 'by-hand'],
  [[21657, 30042], 'choose-sender', 'recipient', 'by-hand'],
  [[30110], 'reword', 'recipient', 'by-hand'],
  [[30027], 'retry-by-hand', 'recipient', 'by-hand'],
  [[30033, 30990], 'register', 'account', 'by-hand'],
  [[30035], 'register', 'account', 'by-hand'],
  [[30037], 'open-settings', 'account', 'by-hand'],
  [[30038], 'reword', 'recipient', 'by-hand'],
  [[30039], 'none', 'recipient', 'never'],
  [[20003], 'open-settings', 'account', 'by-hand'],
  [[20429], 'wait', 'recipient', 'automatic'],
  [[20500], 'reconcile', 'recipient', 'never'],
  [[21211], 'correct-number', 'recipient', 'by-hand', 'invalid'],
  [[21212, 21606], 'choose-sender', 'account', 'by-hand'],
  [[21408], 'open-settings', 'recipient', 'by-hand'],
  [[21608], 'register', 'recipient', 'by-hand'],
  [[21610], 'block-number', 'recipient', 'never', 'suppress'],
  [[21611, 30001], 'slow-down', 'recipient', 'automatic'],
  [[21612], 'exclude', 'recipient', 'never'],
  [[21614, 21635, 30006], 'flag-landline', 'recipient', 'never', 'landline'],
  [[21617], 'shorten', 'recipient', 'by-hand'],
  [[30002], 'open-settings', 'account', 'by-hand'],
  [[30003], 'retry-by-hand', 'recipient', 'by-hand'],
  [[30004], 'exclude', 'recipient', 'never'],
  [[30005], 'correct-number', 'recipient', 'by-hand', 'invalid'],
  [[30007], 'reword', 'account', 'by-hand'],
  [[30008], 'retry-by-hand', 'recipient', 'by-hand'],
  [[30022], 'slow-down', 'recipient', 'automatic'],
  [[30023], 'wait', 'account', 'automatic'],
  [[30032], 'register', 'account', 'by-hand'],
  [[30034], 'register', 'account', 'by-hand'],
  [[30036], 'reschedule', 'recipient', 'by-hand'],
  [[30047, 30610], 'reschedule', 'recipient', 'by-hand'],
  [[14107], 'none', 'recipient', 'never'],
  [[70051], 'open-settings', 'account', 'by-hand'],
  [[63038], 'wait', 'account', 'automatic'],
  [[35114, 35115, 35117, 35125], 'reschedule', 'recipient', 'by-hand'],
]

/** Every code of the table, as often as it stands there. */
export const FAILURE_CODES: readonly number[] = ROWS.flatMap(([codes]) => codes)

const FAILURES = new Map<number, Failure>()
for (const [codes, action, scope, retry, effect = null] of ROWS) {
  const [first] = codes
  const words = {
    title: phrase(`failure.${first}.title`),
    say: phrase(`failure.${first}.say`),
    next: phrase(`failure.${first}.next`),
  }
  for (const code of codes) FAILURES.set(code, { ...words, action, scope, retry, effect })
}

const UNEXPLAINED: Failure = {
  title: phrase('failure.none.title'),
  say: phrase('failure.none.say'),
  next: phrase('failure.none.next'),
  action: 'retry-by-hand',
  scope: 'recipient',
  retry: 'by-hand',
  effect: null,
}

/**
 * What an error code of Twilio means at the desk. HTTP statuses 500 to 599, given when Twilio's answer had no code, mean
 * that the outcome is unknown. A code that is not in the table is shown with the address of Twilio's page.
 */
export function explainFailure(code: number | null): Failure {
  if (code === null) return UNEXPLAINED
  const failure = FAILURES.get(code >= 500 && code <= 599 ? 20500 : code)
  if (failure) return failure
  return {
    ...UNEXPLAINED,
    title: phrase('failure.other.title', { code: String(code) }),
    say: phrase('failure.other.say', { code: String(code) }),
    next: phrase('failure.other.next', { code: String(code) }),
    action: 'none',
  }
}

/** Codes after which trying again cannot help: "retry what failed" leaves them out. */
export const NEVER_AGAIN: readonly number[] = [...FAILURES]
  .filter(([, failure]) => failure.retry === 'never')
  .map(([code]) => code)

/** A code after which the outbox tries the same text again by itself, some time later: the carrier's queue for our number is full. */
export const triesAgain = (code: number | null): boolean => {
  const { retry, scope } = explainFailure(code)
  return retry === 'automatic' && scope === 'recipient'
}

const DAY_MS = 86_400_000
const PACIFIC = 'America/Los_Angeles'
/**
 * When a daily limit ends by itself, in epoch milliseconds; null for what somebody has to put right. The brand's limit at US
 * carriers starts anew at midnight Pacific time (30023), the account's after 24 hours (63038).
 */
export const endsByItself = (code: number | null, now: number): number | null => {
  if (code === 63038) return now + DAY_MS
  if (code !== 30023) return null
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: PACIFIC }).format(now)
  const tomorrow = new Date(Date.parse(today) + DAY_MS).toISOString().slice(0, 10)
  return wallTime(tomorrow, '00:00', PACIFIC)
}

/**
 * Families of codes that are about the account, the login, the sender or the Messaging Service:
 * https://www.twilio.com/docs/api/errors lists them by hundreds. A code of them that Twilio adds later pauses as well.
 */
const ACCOUNT_FAMILIES: readonly (readonly [from: number, to: number])[] = [
  [10_000, 10_999],
  [20_001, 20_428],
  [20_430, 20_499],
  [21_700, 21_799],
  [70_000, 70_999],
  [90_000, 90_999],
]

/** Whether a code concerns the whole account, so that every further text would fail as well. */
export function pausesSending(code: number | null): boolean {
  if (code === null) return false
  const known = FAILURES.get(code)
  if (known) return known.scope === 'account'
  return ACCOUNT_FAMILIES.some(([from, to]) => code >= from && code <= to)
}
