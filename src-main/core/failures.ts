/**
 * The failure doctor: what the carrier's error codes mean at the desk, with one next step each.
 * Codes and their meaning: https://www.twilio.com/docs/api/errors; which of them concern the whole account
 * is Deskbell's decision.
 */
import { wallTime } from './wall-time'

export type FailureAction =
  | 'open-settings'
  | 'wait'
  | 'reconcile'
  | 'correct-number'
  | 'choose-sender'
  | 'block-number'
  | 'slow-down'
  | 'exclude'
  | 'flag-landline'
  | 'shorten'
  | 'retry-by-hand'
  | 'register'
  | 'reword'
  | 'reschedule'
  | 'none'

export type Failure = {
  /** A few words for a table cell. */
  readonly title: string
  /** What happened, in a sentence. */
  readonly say: string
  /** The one next step, in a sentence. */
  readonly next: string
  /** The button that does the next step. */
  readonly action: FailureAction
  /** `account`: the next text would fail in the same way. */
  readonly scope: 'recipient' | 'account'
  /** `automatic`: the outbox tries again by itself; `never`: trying again cannot help. */
  readonly retry: 'automatic' | 'by-hand' | 'never'
  /** What is remembered about the number. */
  readonly effect: 'suppress' | 'landline' | null
}

type Row = readonly [
  codes: readonly number[],
  title: string,
  say: string,
  next: string,
  action: FailureAction,
  scope: Failure['scope'],
  retry: Failure['retry'],
  effect?: 'suppress' | 'landline',
]

// biome-ignore format: a table
const ROWS: readonly Row[] = [
  [[20003], 'Login refused', 'Twilio did not accept our login.', 'Sending is paused. Ask the owner to check the Twilio login in Settings.', 'open-settings', 'account', 'by-hand'],
  [[20429], 'Twilio is busy', 'Twilio asked us to slow down; the text was not sent yet.', 'Nothing to do: it is tried again by itself.', 'wait', 'recipient', 'automatic'],
  [[20500], 'Not known whether sent', 'Twilio failed while it took the text, so we do not know whether it was sent.', 'Nothing to do yet: Deskbell looks for it in Twilio’s own list and asks you if it is not there.', 'reconcile', 'recipient', 'never'],
  [[21211], 'Not a valid number', 'Twilio says that this is not a valid phone number.', 'Correct the number on the record, then send again.', 'correct-number', 'recipient', 'by-hand'],
  [[21212, 21606], 'Our number cannot send', 'Our sending number cannot text here.', 'Sending is paused. Choose another sender in Settings.', 'choose-sender', 'account', 'by-hand'],
  [[21408], 'Country not switched on', 'Texting to this country is not switched on in the Twilio account.', 'Ask the owner to switch the country on in the Twilio console, under Messaging, Geo permissions.', 'open-settings', 'recipient', 'by-hand'],
  [[21608], 'Only verified numbers', 'A trial account, or one without an approved profile, can text only numbers verified at Twilio.', 'Upgrade the Twilio account or register the office there; until then verify the number.', 'register', 'recipient', 'by-hand'],
  [[21610], 'Has opted out', 'This person has answered STOP, so no text may go to this number.', 'The number is blocked. Only the person can lift that, by texting START.', 'block-number', 'recipient', 'never', 'suppress'],
  [[21611, 30001], 'Sending queue full', 'Twilio’s queue for our number is full.', 'Sending slows down, and Deskbell tries this text again by itself, up to four times. If it stays like this, try it again by hand later.', 'slow-down', 'recipient', 'automatic'],
  [[21612], 'No route', 'Twilio cannot reach this number from our sender.', 'Leave this number out, or use another number of the person.', 'exclude', 'recipient', 'never'],
  [[21614, 21635, 30006], 'Landline', 'This is a landline, not a mobile, or its carrier takes no texts.', 'It is marked as a landline. Call instead, or use another number.', 'flag-landline', 'recipient', 'never', 'landline'],
  [[21617], 'Too long', 'The text is longer than the 1,600 characters Twilio takes.', 'Shorten the text, then send again.', 'shorten', 'recipient', 'by-hand'],
  [[30002], 'Account suspended', 'The Twilio account is suspended.', 'After three of them sending pauses. Ask the owner to look at the Twilio console and settle what is due.', 'open-settings', 'account', 'by-hand'],
  [[30003], 'Phone off or out of reach', 'The phone was off or out of reach.', 'Try again by hand later, or call.', 'retry-by-hand', 'recipient', 'by-hand'],
  [[30004], 'Blocked', 'The person or the carrier blocks texts from us.', 'Do not text again. Call if it matters.', 'exclude', 'recipient', 'never'],
  [[30005], 'Number not in service', 'The number is unknown or out of service.', 'Check the number with the person, and correct it.', 'correct-number', 'recipient', 'by-hand'],
  [[30007], 'Filtered as spam', 'The carrier took the text for spam.', 'After three of them sending pauses. Change the wording, and leave out shortened links, before you go on.', 'reword', 'account', 'by-hand'],
  [[30008], 'Not delivered, no reason', 'The carrier did not deliver the text and gave no reason.', 'Try once more by hand; if it fails again, call.', 'retry-by-hand', 'recipient', 'by-hand'],
  [[30022], 'Over our sending rate', 'We are over the rate our number is registered for.', 'Sending slows down, and Deskbell tries this text again by itself, up to four times. If it stays like this, try it again by hand later.', 'slow-down', 'recipient', 'automatic'],
  [[30023], 'Daily limit reached', 'The daily limit of this brand at the US carrier is reached.', 'After three of them sending pauses until midnight Pacific time, when the limit starts anew; then it goes on by itself.', 'wait', 'account', 'automatic'],
  [[30032], 'Toll-free number not verified', 'Our toll-free number is not verified.', 'After three of them sending pauses. Ask the owner to verify the number at Twilio.', 'register', 'account', 'by-hand'],
  [[30034], 'Number not registered', 'Our number is not registered for texting in the US (A2P 10DLC).', 'After three of them sending pauses. Ask the owner to register the number at Twilio.', 'register', 'account', 'by-hand'],
  [[30036], 'Waited too long', 'The text waited in the queue until it was too late to send it.', 'Send it again in the daytime, if it is still of use.', 'reschedule', 'recipient', 'by-hand'],
  [[30047, 30610], 'Outside permitted hours', 'Texts to this number are not permitted at this hour.', 'Choose a time in the day and schedule it again.', 'reschedule', 'recipient', 'by-hand'],
  [[14107], 'Answers in a loop', 'More than 30 replies went to one number in 30 seconds: two machines are answering each other.', 'Stop answering this number by machine; write by hand if a person is there.', 'none', 'recipient', 'never'],
  [[70051], 'Key lacks a permission', 'The Twilio API key lacks a permission that this needs.', 'Sending is paused. Settings names the permission that is missing and how to add it to the key.', 'open-settings', 'account', 'by-hand'],
  [[63038], 'Daily limit reached', 'The daily message limit of the Twilio account is reached.', 'Sending is paused and goes on by itself after 24 hours.', 'wait', 'account', 'automatic'],
  [[35114, 35115, 35125], 'Cannot be scheduled', 'Twilio did not take the date, or holds too many scheduled texts already.', 'Choose another time: 16 minutes to 35 days ahead.', 'reschedule', 'recipient', 'by-hand'],
]

const FAILURES = new Map<number, Failure>()
for (const [codes, title, say, next, action, scope, retry, effect = null] of ROWS) {
  for (const code of codes) FAILURES.set(code, { title, say, next, action, scope, retry, effect })
}

const UNEXPLAINED: Failure = {
  title: 'Not delivered, no reason',
  say: 'The text was not delivered, and Twilio gave no reason.',
  next: 'Try once more by hand; if it fails again, call.',
  action: 'retry-by-hand',
  scope: 'recipient',
  retry: 'by-hand',
  effect: null,
}

/**
 * An error code of Twilio in plain words. HTTP statuses 500 to 599, given when Twilio's answer had no code, mean
 * that the outcome is unknown. A code that is not in the table is shown with the address of Twilio's page.
 */
export function explainFailure(code: number | null): Failure {
  if (code === null) return UNEXPLAINED
  const failure = FAILURES.get(code >= 500 && code <= 599 ? 20500 : code)
  if (failure) return failure
  return {
    ...UNEXPLAINED,
    title: `Failed with code ${code}`,
    say: `The text was not delivered. Twilio’s reason has the code ${code}.`,
    next: `Read what Twilio says about it: https://www.twilio.com/docs/api/errors/${code}`,
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

/** Whether a code concerns the whole account, so that every further text would fail as well. */
export function pausesSending(code: number | null): boolean {
  return explainFailure(code).scope === 'account'
}
