/**
 * The class of every answer to a request to send, in one table. The class decides what may be repeated: only what is
 * certain is called certain, and everything else is `unknown`.
 */
import { pausesSending } from './failures'

/** What is known of the answer to one request. */
export type Answer = {
  /** May a byte of the request have reached the network? */
  left: boolean
  /** The status line; null where none came. */
  status: number | null
  /** Did the whole body arrive? */
  whole: boolean
  /** `refusal`: Twilio's error body; `message`: one of its messages; `other`: anything else, a captive portal's page too. */
  body: 'refusal' | 'message' | 'other'
  /** Twilio's error code of a refusal; null without one. */
  code: number | null
}

/**
 * - `not-sent`: nobody was texted; the text is tried again with growing waits.
 * - `busy`: never processed; the sender waits.
 * - `accepted`: the carrier has it.
 * - `refused`: this recipient or this text only.
 * - `refused-account`: the next text would be refused in the same way, so sending pauses and the text waits.
 * - `unknown`: it may have been sent; it is looked up and never repeated by itself.
 */
export type OutcomeClass = 'not-sent' | 'busy' | 'accepted' | 'refused' | 'refused-account' | 'unknown'

/** "Account exceeded the daily messages limit": a 429 that no waiting of seconds helps. https://www.twilio.com/docs/api/errors/63038 */
const DAILY_LIMIT = 63038
/**
 * On the address of an account's messages these are about the login, the account or the address itself, never about one
 * recipient. https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
 */
const OF_THE_ACCOUNT: readonly number[] = [401, 403, 404]

/** Which class an answer is in. Total: every status, body and code has one. */
export const outcomeClass = ({ left, status, whole, body, code }: Answer): OutcomeClass => {
  if (!left) return 'not-sent'
  if (status === null) return 'unknown'
  // The status line says it all: a 429 was never processed, whole or not, from Twilio or something between.
  if (status === 429) return whole && body === 'refusal' && code === DAILY_LIMIT ? 'refused-account' : 'busy'
  if (!whole) return 'unknown'
  if (status >= 200 && status < 300) return body === 'message' ? 'accepted' : 'unknown'
  if (status >= 400 && status < 500 && body === 'refusal' && code !== null)
    return OF_THE_ACCOUNT.includes(status) || pausesSending(code) ? 'refused-account' : 'refused'
  return 'unknown'
}

/** A refusal that says something about the number itself: several in a row are chance, not a fault of the account. */
export const isAboutTheNumber = (code: number): boolean =>
  [21211, 21217, 21265, 21610, 21614, 21635, 30005, 30006].includes(code)
/** So many refusals in a row with one code, for as many people, are no chance any more: sending pauses. */
export const REFUSALS_TO_PAUSE = 3
