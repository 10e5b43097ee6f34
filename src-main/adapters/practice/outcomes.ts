import { type Refusal, refuse } from './refusals'

/**
 * What becomes of a practice text, by the last four digits of a recipient `+1 202 555 ....`. All other numbers
 * are delivered. Own numbers (0100) aside, 0101 to 0179 are ordinary people.
 *
 * | digits | at once | later | meaning |
 * |---|---|---|---|
 * | 0180 | refused 21610 | | opted out at the carrier before |
 * | 0181 | refused 21614 | | not a mobile number |
 * | 0182 | refused 21408 | | country not switched on |
 * | 0183 | refused 21612 | | no route |
 * | 0184 | | delivered after 60 s | slow carrier |
 * | 0185 | connection dropped after accepting | delivered | the app sees "unknown" |
 * | 0186 | 503 after accepting | delivered | the app sees "unknown" |
 * | 0187 | | delivered, answers "STOP" | opt-out |
 * | 0188 | | delivered, answers "Thanks, see you then!" | reply |
 * | 0189 | | delivered, answers "please stop texting me" | an opt-out in other words |
 * | 0190 | | undelivered 30003 | phone off |
 * | 0191 | | undelivered 30006 | landline |
 * | 0192 | | undelivered 30007 | filtered as spam |
 * | 0193 | | undelivered 30005 | unknown number |
 * | 0194 | | undelivered 30008 | no reason given |
 * | 0195 | | failed 21610 | opted out, learned late |
 * | 0196 | | stays sent | no receipt from this carrier |
 * | 0197 | | undelivered 30004 | blocked |
 * | 0198 | | failed 30034 | sender not registered |
 * | 0199 | | failed 30036 | expired in the queue |
 */
const PEOPLE = '+1202555'

export type Ending = {
  status: 'delivered' | 'undelivered' | 'failed' | 'sent'
  code: number | null
  /** Milliseconds from leaving to the last status. */
  afterMs: number
}

const DELIVERED: Ending = { status: 'delivered', code: null, afterMs: 4_000 }

const ENDINGS: Record<string, Ending> = {
  '0184': { status: 'delivered', code: null, afterMs: 60_000 },
  '0190': { status: 'undelivered', code: 30003, afterMs: 6_000 },
  '0191': { status: 'undelivered', code: 30006, afterMs: 3_000 },
  '0192': { status: 'undelivered', code: 30007, afterMs: 3_000 },
  '0193': { status: 'undelivered', code: 30005, afterMs: 3_000 },
  '0194': { status: 'undelivered', code: 30008, afterMs: 5_000 },
  '0195': { status: 'failed', code: 21610, afterMs: 2_000 },
  '0196': { status: 'sent', code: null, afterMs: 2_000 },
  '0197': { status: 'undelivered', code: 30004, afterMs: 3_000 },
  '0198': { status: 'failed', code: 30034, afterMs: 2_000 },
  '0199': { status: 'failed', code: 30036, afterMs: 10_000 },
}

const REPLIES: Record<string, string> = {
  '0187': 'STOP',
  '0188': 'Thanks, see you then!',
  '0189': 'please stop texting me',
}

const WORDS: Record<number, string> = {
  21610: 'Attempt to send to unsubscribed recipient',
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Carrier violation',
  30008: 'Unknown error',
  30034: 'Message from an unregistered number',
  30036: 'Validity period expired',
}

const tail = (to: string) => (to.startsWith(PEOPLE) ? to.slice(PEOPLE.length) : '')

/** The last status a text to this number will reach. */
export function endingOf(to: string): Ending {
  return ENDINGS[tail(to)] ?? DELIVERED
}

/** What the person answers 8 s after a text arrived; null for nothing. */
export function replyOf(to: string): string | null {
  return REPLIES[tail(to)] ?? null
}

/** What goes wrong with the answer, though the text is accepted. */
export function answerFaultOf(to: string): 'drop' | '503' | null {
  return tail(to) === '0185' ? 'drop' : tail(to) === '0186' ? '503' : null
}

export function errorWords(code: number): string {
  return WORDS[code] ?? 'Unknown error'
}

/** Recipients refused at once: the practice ones, and Twilio's magic numbers. */
export function recipientRefusal(to: string): Refusal | null {
  switch (to) {
    case '+15005550001':
      return refuse.bad(21211, `Invalid 'To' Phone Number: ${to}`)
    case '+15005550002':
    case `${PEOPLE}0183`:
      return refuse.bad(
        21612,
        `The 'To' phone number ${to} is not currently reachable using the 'From' number`,
      )
    case '+15005550003':
    case `${PEOPLE}0182`:
      return refuse.bad(21408, 'Permission to send an SMS has not been enabled for the region')
    case '+15005550004':
    case `${PEOPLE}0180`:
      return refuse.bad(21610, 'Attempt to send to unsubscribed recipient')
    case '+15005550009':
    case `${PEOPLE}0181`:
      return refuse.bad(21614, `'To' number ${to} is not a valid mobile number`)
    default:
      return null
  }
}

/** Senders with a fixed answer: https://www.twilio.com/docs/iam/test-credentials#test-sms-messages */
export function senderRefusal(from: string): Refusal | null {
  switch (from) {
    case '+15005550001':
      return refuse.bad(21212, `Invalid 'From' Phone Number: ${from}`)
    case '+15005550007':
      return refuse.bad(21606, `The 'From' phone number ${from} is not SMS-capable`)
    case '+15005550008':
      return refuse.bad(21611, `This 'From' number has exceeded the maximum number of queued messages`)
    default:
      return null
  }
}

/** The sender that always works with test credentials. */
export const MAGIC_SENDER = '+15005550006'
