import { createHash, randomBytes } from 'node:crypto'
import { measure } from '#shared/text/segments'
import type { Clock } from '../../services/ports'
import { type PracticeAccount, practicePriceOf } from './account'
import type { Ledger, PracticeMedia, StoredMessage } from './ledger'
import { decimal, micros } from './amounts'
import { isOptedOut } from './life'
import type { Behaviour } from './misbehaviour'
import { endingOf, MAGIC_SENDER, recipientRefusal, replyOf, senderRefusal } from './outcomes'
import { refuse } from './refusals'

export type InboundText = {
  from: string
  to: string
  body: string
  media?: { contentType: string; base64: string }[]
}

export type PostOffice = {
  /** A create request. Throws a `Refusal` as Twilio would; else the text is accepted and kept. */
  accept(form: URLSearchParams): StoredMessage
  /** A person texts one of our numbers. Throws if it is none of ours. */
  receive(text: InboundText): StoredMessage
}

const LONGEST_BODY = 1600
const MINUTE = 60_000
/** https://www.twilio.com/docs/api/errors/35114: 300 seconds to 35 days ahead, since 2026-04. */
const NEAREST_SCHEDULE = 5 * MINUTE
const FARTHEST_SCHEDULE = 35 * 24 * 60 * MINUTE
const REPLY_AFTER_MS = 4_000

/** https://support.twilio.com/hc/en-us/articles/360058144374; the whole text only, in any case. */
const OUT = ['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL']
const BACK = ['START', 'YES', 'UNSTOP']
const BACK_TOLL_FREE = ['START', 'UNSTOP']
const HELP = ['HELP', 'INFO']

const TRIAL_PREFIX = 'Sent from your Twilio trial account - '

/** Takes texts in at the counter, from the app and from people. */
export function createPostOffice(
  clock: Clock,
  account: PracticeAccount,
  ledger: Ledger,
  pace: () => number,
  queueIsFull: () => boolean,
  prices: () => Behaviour['prices'] = () => undefined,
  nextFailure: () => number | null = () => null,
): PostOffice {
  let priced = 0
  /** What these segments cost, and when that is told. */
  function priceOf(listed: string, segments: number): Pick<StoredMessage, 'price' | 'priceAfterMs'> {
    const odd = prices()
    const each = odd?.segments[priced++ % odd.segments.length] ?? listed
    return { price: charge(each, segments), ...(odd?.lateMs ? { priceAfterMs: odd.lateMs } : {}) }
  }

  function accept(form: URLSearchParams): StoredMessage {
    const { to, body, from, validity } = readForm(form, account)

    const failure = nextFailure()
    if (failure !== null && isRefused(failure)) throw refuse.bad(failure, 'Refused on purpose')
    const now = clock.now()
    const { sender, service } = senderOf(account, from, form.get('MessagingServiceSid'))
    if (sender === to) throw refuse.bad(21266, "'To' and 'From' number cannot be the same")
    const text = account.type === 'Trial' ? TRIAL_PREFIX + body : body
    const { segments } = measure(text)
    const message: StoredMessage = {
      sid: newSid('SM'),
      direction: 'outbound-api',
      to,
      from: sender,
      service,
      body: text,
      segments,
      media: [],
      ...priceOf(practicePriceOf(to).out, segments),
      createdAt: now,
      leavesAt: leavingTime(form, service, now),
      validitySeconds: validity,
      ...(queueIsFull() ? { overflow: true } : {}),
      ...(failure === null ? {} : { failsWith: failure }),
      canceledAt: null,
      steps: null,
    }
    if (message.leavesAt === now && isOptedOut(message, ledger)) {
      throw refuse.bad(21610, 'Attempt to send to unsubscribed recipient')
    }
    ledger.add(message)
    ledger.setBalance(ledger.balance + micros(message.price))
    const reply = replyOf(to)
    if (reply !== null && message.leavesAt === now) {
      const wait = endingOf(to).afterMs + REPLY_AFTER_MS
      clock.after(Math.round(wait * pace()), () => receive({ from: to, to: sender, body: reply }))
    }
    return message
  }

  function receive({ from, to, body, media = [] }: InboundText): StoredMessage {
    const own = account.numbers.find(({ number }) => number === to)
    if (!own) throw new Error('The practice account has no such number.')
    const service = account.services.find(({ numbers }) => numbers.includes(to))
    const now = clock.now()
    const { segments } = measure(body)
    const pieces: PracticeMedia[] = media.map((piece) => ({ sid: newSid('ME'), ...piece }))
    const base = { service: service?.sid ?? null, createdAt: now, leavesAt: now, steps: null }
    const blank = { ...base, validitySeconds: null, canceledAt: null }
    const message: StoredMessage = {
      ...blank,
      sid: newSid(pieces.length > 0 ? 'MM' : 'SM'),
      direction: 'inbound',
      to,
      from,
      body,
      segments,
      media: pieces,
      ...priceOf(practicePriceOf(to).in, segments),
    }
    ledger.add(message)
    ledger.setBalance(ledger.balance + micros(message.price))

    const answer = keywordAnswer(ledger, body, from, to, service?.sid ?? null, now)
    if (answer !== null) {
      const reply = measure(answer).segments
      const price = priceOf(practicePriceOf(from).out, reply)
      ledger.add({
        ...blank,
        sid: newSid('SM'),
        direction: 'outbound-reply',
        to: from,
        from: to,
        body: answer,
        segments: reply,
        media: [],
        ...price,
      })
    }
    return message
  }

  return { accept, receive }
}

/** What a create request asks for. Throws a `Refusal` where that cannot be. */
function readForm(form: URLSearchParams, account: PracticeAccount) {
  const to = form.get('To')?.trim() ?? ''
  const body = form.get('Body') ?? ''
  const from = form.get('From')?.trim() ?? ''
  if (!to) throw refuse.bad(21604, "A 'To' phone number is required.")
  if (!from && !form.get('MessagingServiceSid')) throw refuse.bad(21603, "A 'From' phone number is required.")
  if (!body) throw refuse.bad(21602, 'Message body is required.')
  if (body.length > LONGEST_BODY) {
    throw refuse.bad(21617, 'The concatenated message body exceeds the 1600 character limit.')
  }
  if (!isPhoneNumber(to)) throw refuse.bad(21211, `Invalid 'To' Phone Number: ${to}`)
  const refusal = recipientRefusal(to)
  if (refusal) throw refusal
  if (account.verifiedRecipients && !account.verifiedRecipients.includes(to)) {
    throw refuse.bad(
      21608,
      `The number ${to} is unverified. Trial accounts cannot send to unverified numbers.`,
    )
  }
  const validity = wholeNumber(form.get('ValidityPeriod'))
  if (form.has('ValidityPeriod') && (validity === null || validity < 1 || validity > 36_000)) {
    throw refuse.bad(20001, 'The ValidityPeriod must be 1 to 36000 seconds.')
  }
  return { to, body, from, validity }
}

/** The number that a text leaves from, and the service that it was chosen by. */
function senderOf(
  account: PracticeAccount,
  from: string,
  serviceSid: string | null,
): { sender: string; service: string | null } {
  // Twilio takes a service's SID in `From` too.
  const wanted = serviceSid || (from.startsWith('MG') ? from : '')
  if (wanted) {
    const service = account.services.find(({ sid }) => sid === wanted)
    if (!service) throw refuse.bad(21701, 'The Messaging Service does not exist')
    const [first] = service.numbers
    if (first === undefined) {
      throw refuse.bad(
        21703,
        'The Messaging Service does not have a phone number available to send a message',
      )
    }
    const own = from && !from.startsWith('MG') ? from : first
    if (!service.numbers.includes(own)) {
      throw refuse.bad(21712, 'The Phone Number is not associated with the Messaging Service')
    }
    return { sender: own, service: service.sid }
  }
  const refusal = senderRefusal(from)
  if (refusal) throw refusal
  if (from === MAGIC_SENDER) return { sender: from, service: null }
  if (!isPhoneNumber(from)) throw refuse.bad(21212, `Invalid 'From' Phone Number: ${from}`)
  const own = account.numbers.find(({ number }) => number === from)
  if (!own) throw refuse.bad(21659, `'From' ${from} is not a Twilio phone number of this account`)
  if (!own.sms) throw refuse.bad(21606, `The 'From' phone number ${from} is not SMS-capable`)
  return { sender: from, service: null }
}

/** Twilio's own handling of STOP and its kin; the answer it texts back, or null. */
function keywordAnswer(
  ledger: Ledger,
  body: string,
  person: string,
  own: string,
  service: string | null,
  now: number,
) {
  const word = body.trim().toUpperCase()
  const senders = service === null ? [own] : [own, service]
  const back = /^\+18(00|33|44|55|66|77|88)/.test(own) ? BACK_TOLL_FREE : BACK
  if (OUT.includes(word)) {
    for (const sender of senders) ledger.block(sender, person, now, true)
    return 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.'
  }
  // YES is an ordinary answer unless the person was opted out.
  if (back.includes(word) && ledger.isBlocked(own, person, now)) {
    for (const sender of senders) ledger.block(sender, person, now, false)
    return 'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.'
  }
  return HELP.includes(word) ? 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.' : null
}

/** Twilio tells 30000 to 39999 as the end of a text that it took; with other codes it takes none. */
const isRefused = (code: number): boolean => code < 30_000 || code >= 40_000

/** Scheduling needs a service; with a number alone Twilio drops the schedule and sends at once. */
function leavingTime(form: URLSearchParams, service: string | null, now: number): number {
  const sendAt = form.get('SendAt')
  if (service === null) return now
  if (form.get('ScheduleType') === null) {
    if (sendAt === null) return now
    throw refuse.bad(35126, 'A ScheduleType is needed with SendAt')
  }
  if (form.get('ScheduleType') !== 'fixed') throw refuse.bad(35126, 'The ScheduleType is not supported')
  if (sendAt === null) throw refuse.bad(35111, 'SendAt timestamp is missing')
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(sendAt) ? Date.parse(sendAt) : Number.NaN
  const ahead = at - now
  if (Number.isNaN(at) || ahead < NEAREST_SCHEDULE || ahead > FARTHEST_SCHEDULE) {
    throw refuse.bad(
      35114,
      'SendAt time must be between 900 seconds and 35 days (3024000 seconds) in the future, inclusive.',
    )
  }
  return at
}

/** E.164, and the shape of the North American plan where it applies. */
export function isPhoneNumber(text: string): boolean {
  return text.startsWith('+1')
    ? /^\+1[2-9]\d{9}$/.test(text) || text.startsWith('+1500555')
    : /^\+[2-9]\d{6,14}$/.test(text)
}

function charge(price: string, segments: number): string {
  return decimal(-micros(price) * segments)
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null
}

function newSid(prefix: 'SM' | 'MM' | 'ME'): string {
  return prefix + randomBytes(16).toString('hex')
}

/** SIDs of things that only have a name here are made from it, so that they stay the same. */
export function sidFor(prefix: string, name: string): string {
  return prefix + createHash('sha256').update(name).digest('hex').slice(0, 32)
}
