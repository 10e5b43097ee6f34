import { setImmediate } from 'node:timers/promises'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Twilio } from 'twilio'
import { isTollFree } from '#shared/phone/phone-number'
import type { Money } from '#shared/values'
import {
  CarrierError,
  type CarrierMessage,
  type Clock,
  type ListFilter,
  type Listing,
  type SendOutcome,
  type Sms,
  type SmsRequest,
} from '../../services/ports'
import { carrierMessage, readMessage, type SdkMessage } from './carrier-message'
import { balanceOf, priceOf } from './money'
import { createWayOut, type Exchange, loopbackOnly, newExchange, type WayOut } from './one-way-out'
import { carrierTimeOf, failureOf, outcomeOf, recordOf } from './outcome'
import { everyPage, walkPages } from './pages'
import { readSenderFacts, readSenderNames } from './sender-facts'
import { type Login, loadSdk } from './sdk'

export type { Login } from './sdk'

/** So many listed messages are read before everything else has its turn. */
const READ_AT_ONCE = 1000

export type TwilioOptions = {
  /** Nothing is asked before, and the SDK is not loaded. */
  after?: Promise<unknown>
  accountSid: string
  login: Login
  clock: Clock
  /** The practice carrier, on loopback. Without it: Twilio itself, over TLS. */
  baseUrl?: string
  /** The account's carriers add nothing to the listed prices: those of the practice carrier. */
  noCarrierFees?: boolean
  /** For one request, in milliseconds. Twilio may take 26 s to answer, so no less than 30 s in earnest. */
  timeoutMs?: number
  /** Connections at once. */
  maxSockets?: number
}

const TIMEOUT_MS = 40_000
const MAX_SOCKETS = 20
const LIST_LIMIT = 5000

const isoNow = (clock: Clock) => new Date(clock.now()).toISOString()

type Calls = ReturnType<typeof createCalls>
function createCalls(sdk: () => Promise<Twilio>, wayOut: WayOut, unspeakable: readonly string[]) {
  /** Any call but send: the answer, or a translated error. */
  async function call<T>(work: (client: Twilio, exchange: Exchange) => Promise<T>): Promise<T> {
    const exchange = newExchange()
    try {
      const client = await sdk()
      return await wayOut.noting(exchange, () => work(client, exchange))
    } catch (error) {
      if (error instanceof CarrierError) throw error
    }
    throw failureOf(exchange, unspeakable)
  }

  /** Like `call`, but null where Twilio knows no such thing. */
  const callIfThere = <T>(work: (client: Twilio, exchange: Exchange) => Promise<T>): Promise<T | null> =>
    call(work).catch((error: CarrierError) => {
      if (error.kind === 'not-found') return null
      throw error
    })

  return { call, callIfThere }
}

/** Messages as the account has them. */
function createMessages({ call, callIfThere }: Calls, clock: Clock): Pick<Sms, 'list' | 'fetch' | 'cancel'> {
  async function list(filter: ListFilter, limit = LIST_LIMIT): Promise<Listing> {
    // The first page's time: what was accepted later may be missing from this listing.
    let carrierTime: string | null = null
    const back = filter.createdOnOrAfter === undefined ? null : Date.parse(filter.createdOnOrAfter)
    const { items, complete } = await call((client, exchange) =>
      walkPages(client.messages, listFilter(filter), {
        limit,
        onFirst() {
          carrierTime = carrierTimeOf(exchange)
        },
        // One odd date ends nothing: every readable one of the page must be older.
        enough: (page) => back !== null && reachesBeyond(page, back),
      }),
    )
    const asOf = carrierTime ?? isoNow(clock)
    const messages: CarrierMessage[] = []
    let unreadable = 0
    const fits = matching(filter)
    for (let i = 0; i < items.length; i += READ_AT_ONCE) {
      for (const item of items.slice(i, i + READ_AT_ONCE)) {
        const message = readMessage(item, asOf)
        if (message === null) unreadable += 1
        else if (fits(message)) messages.push(message)
      }
      await setImmediate()
    }
    return { messages, complete, carrierTime, unreadable }
  }

  return {
    list,
    async fetch(sid) {
      const found = await callIfThere((client) => client.messages(sid).fetch())
      return found && carrierMessage(found, isoNow(clock))
    },
    cancel: async (sid) =>
      carrierMessage(
        await call((client) => client.messages(sid).update({ status: 'canceled' })),
        isoNow(clock),
      ),
  }
}

/** What came with a message, and taking out what is in it. */
function createContents(
  { call, callIfThere }: Calls,
  wayOut: WayOut,
  clock: Clock,
  accountSid: string,
  login: { username: string; password: string },
): Pick<Sms, 'redact' | 'media' | 'mediaBytes'> {
  return {
    async redact(sid) {
      const { media } = carrierMessage(
        await call((client) => client.messages(sid).update({ body: '' })),
        isoNow(clock),
      )
      if (media === 0) return
      // A piece that is gone already was deleted by an earlier try.
      const pieces = (await callIfThere((client) => everyPage(client.messages(sid).media))) ?? []
      for (const piece of pieces)
        await callIfThere((client) => client.messages(sid).media(piece.sid).remove())
    },
    media: async (sid) =>
      (await call((client) => everyPage(client.messages(sid).media))).map((media) => ({
        sid: media.sid,
        type: media.contentType ?? '',
      })),
    async mediaBytes(sid, mediaSid, most) {
      if (!/^(SM|MM)[0-9a-fA-F]{32}$/.test(sid) || !/^ME[0-9a-fA-F]{32}$/.test(mediaSid))
        throw new CarrierError('not-found', 'no such picture', null, null, 'carrier.no-picture')
      // Without an ending the answer is the media itself, or the way to it: https://www.twilio.com/docs/messaging/api/media-resource
      const uri = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${mediaSid}`
      return call(() => wayOut.bytes(uri, login, most))
    },
  }
}

/** Money of the account: what there is, and what a text costs. */
function createMoney({ callIfThere }: Calls, noCarrierFees: boolean): Pick<Sms, 'balance' | 'price'> {
  return {
    async balance() {
      const found = await callIfThere((client) => client.api.v2010.account.balance.fetch())
      if (found === null) return null
      const balance = balanceOf(found.balance, found.currency)
      if (balance === null)
        throw new CarrierError(
          'unreadable',
          'an answer that holds no balance',
          null,
          null,
          'carrier.no-balance',
        )
      return balance
    },
    async price(country: string) {
      if (!/^[A-Za-z]{2}$/.test(country)) return null
      const found = await callIfThere((client) =>
        client.pricing.v1.messaging.countries(country.toUpperCase()).fetch(),
      )
      if (found === null) return null
      const carriers = rowsOf(found.outboundSmsPrices).flatMap(({ prices }) => rowsOf(prices))
      const outbound = dearest(carriers, found.priceUnit)
      const fee = (!noCarrierFees && CARRIER_FEES[country.toUpperCase()]) || null
      return outbound && { outbound, inbound: dearest(rowsOf(found.inboundSmsPrices), found.priceUnit), fee }
    },
  }
}

/** What the account is, and what it sends from. */
function createAccount(
  { call, callIfThere }: Calls,
  accountSid: string,
  login: Login,
): Pick<Sms, 'numbers' | 'services' | 'lookup' | 'account'> {
  return {
    async numbers() {
      const found = await call((client) => everyPage(client.incomingPhoneNumbers))
      return found.map((own) => ({
        sid: own.sid,
        number: own.phoneNumber,
        name: own.friendlyName ?? own.phoneNumber,
        sms: recordOf(own.capabilities).sms === true,
        mms: recordOf(own.capabilities).mms === true,
        country: countryOf(own.phoneNumber),
        tollFree: isTollFree(own.phoneNumber),
      }))
    },
    async services() {
      const found = await call((client) => everyPage(client.messaging.v1.services))
      return Promise.all(
        found.map(async ({ sid, friendlyName }) => {
          const pool = await call((client) => everyPage(client.messaging.v1.services(sid).phoneNumbers))
          const senders = pool.map(({ phoneNumber, countryCode, capabilities }) => ({
            number: phoneNumber,
            country: countryCode ?? null,
            sms: (capabilities ?? []).some((capability) => capability.toUpperCase() === 'SMS'),
          }))
          return { sid, name: friendlyName ?? sid, senders }
        }),
      )
    },
    async lookup(number) {
      // Without `fields` the look-up is free: https://www.twilio.com/docs/lookup/v2-api#pricing
      const found = await callIfThere((client) => client.lookups.v2.phoneNumbers(number).fetch())
      if (!found?.valid) return { valid: false, e164: null, country: null, lineType: null }
      return { valid: true, e164: found.phoneNumber, country: found.countryCode ?? null, lineType: null }
    },
    async account() {
      try {
        const found = await call((client) => client.api.v2010.accounts(accountSid).fetch())
        const type = found.type === 'Trial' ? 'trial' : found.type === 'Full' ? 'full' : null
        return { accountSid, name: found.friendlyName ?? null, type, status: found.status ?? null }
      } catch (error) {
        // Standard keys may not read /Accounts at all and are told the same as with a wrong login.
        const closed = error instanceof CarrierError && (error.kind === 'permission' || error.kind === 'auth')
        if (closed && login.kind === 'key') return { accountSid, name: null, type: null, status: null }
        throw error
      }
    },
  }
}

/**
 * The `Sms` port over Twilio's SDK. Throws (without any secret) if the account SID is none, or `baseUrl` is not
 * on this computer. What leaves it, outcomes and `CarrierError`s alike, holds no login, number or text.
 */
export async function createTwilioSms(options: TwilioOptions): Promise<Sms> {
  const { accountSid, login, clock, baseUrl, timeoutMs = TIMEOUT_MS, maxSockets = MAX_SOCKETS } = options
  if (!/^AC[0-9a-fA-F]{32}$/.test(accountSid))
    throw new Error('An account SID is "AC" and 32 digits or letters a to f.')
  const way = { clock, timeoutMs, maxSockets }
  const wayOut = createWayOut(baseUrl === undefined ? way : { ...way, baseUrl: loopbackOnly(baseUrl) })

  const secret = login.kind === 'token' ? login.token : login.secret
  const user = login.kind === 'token' ? accountSid : login.keySid
  const unspeakable = [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(`${user}:${secret}`).toString('base64'),
  ]

  let client: Promise<Twilio> | null = null
  const sdk = () => (client ??= Promise.resolve(options.after).then(() => loadSdk(accountSid, login, wayOut)))

  const calls = createCalls(sdk, wayOut, unspeakable)

  async function send(request: SmsRequest): Promise<SendOutcome> {
    const exchange = newExchange(request.onLeaving)
    try {
      const { messages } = await sdk()
      await wayOut.noting(exchange, () => messages.create(formOf(request)))
    } catch {
      // The SDK's error holds the login, the number and the text; the exchange has noted what matters.
    }
    const sender = request.from.kind === 'number' ? request.from.number : ''
    return outcomeOf(exchange, [...unspeakable, request.body, request.to, sender])
  }

  return {
    accountSid,
    send,
    ...createMessages(calls, clock),
    ...createContents(calls, wayOut, clock, accountSid, { username: user, password: secret }),
    ...createMoney(calls, options.noCarrierFees ?? false),
    ...createAccount(calls, accountSid, login),
    senderFacts: (sender) => readSenderFacts(calls.call, countryOf, sender),
    senderNames: (sender) => readSenderNames(calls.call, sender),
    close: wayOut.close,
  }
}

function formOf({ to, body, from, validitySeconds, sendAt }: SmsRequest) {
  return {
    to,
    body,
    ...(from.kind === 'number' ? { from: from.number } : { messagingServiceSid: from.sid }),
    ...(validitySeconds === undefined ? {} : { validityPeriod: validitySeconds }),
    ...(sendAt === undefined ? {} : { sendAt: new Date(sendAt), scheduleType: 'fixed' as const }),
  }
}

function listFilter({ to, from, sentOnOrAfter, sentBefore }: ListFilter) {
  return {
    ...(to === undefined ? {} : { to }),
    ...(from === undefined ? {} : { from }),
    ...(sentOnOrAfter === undefined ? {} : { dateSentAfter: new Date(sentOnOrAfter) }),
    ...(sentBefore === undefined ? {} : { dateSentBefore: new Date(sentBefore) }),
  }
}

/** Twilio's filters are coarse in time and not to be trusted for what may be sent twice. */
function matching({ to, from, sentOnOrAfter, sentBefore, createdOnOrAfter }: ListFilter) {
  const made = createdOnOrAfter === undefined ? Number.NEGATIVE_INFINITY : Date.parse(createdOnOrAfter)
  const earliest = sentOnOrAfter === undefined ? Number.NEGATIVE_INFINITY : Date.parse(sentOnOrAfter)
  const end = sentBefore === undefined ? Number.POSITIVE_INFINITY : Date.parse(sentBefore)
  return (message: CarrierMessage) => {
    const sent = message.sentAt === null ? null : Date.parse(message.sentAt)
    // Twilio reports whole seconds.
    const inTime = sent === null || (sent + 999 >= earliest && sent < end)
    const madeInTime = Date.parse(message.createdAt) + 999 >= made
    return (
      (to === undefined || message.to === to) &&
      (from === undefined || message.from === from) &&
      inTime &&
      madeInTime
    )
  }
}

/**
 * What carriers add to each segment, in millionths of a US dollar; no price list shows it, `message.price` includes it:
 * https://www.twilio.com/en-us/sms/pricing/us (carrier fees by carrier and sender).
 */
const CARRIER_FEES: Readonly<Record<string, { low: number; high: number }>> = {
  US: { low: 2500, high: 6200 },
}

/** The highest price for an ordinary number; short codes have prices of their own. */
function dearest(rows: Record<string, unknown>[], currency: string): Money | null {
  let found: Money | null = null
  // The SDK renames the fields of inbound prices and leaves those of outbound ones.
  for (const row of rows) {
    if (/short/i.test(String(row.number_type ?? row.numberType ?? ''))) continue
    const price = priceOf(row.current_price ?? row.currentPrice, currency)
    if (price && (!found || price.micros > found.micros)) found = price
  }
  return found
}

/** Is the whole of a page older than that? Newest first; rows without a date say nothing. */
function reachesBeyond(page: readonly SdkMessage[], back: number): boolean {
  const times = page.flatMap(({ dateCreated }) =>
    dateCreated instanceof Date && !Number.isNaN(dateCreated.getTime()) ? [dateCreated.getTime()] : [],
  )
  // Whole seconds.
  return times.length > 0 && times.every((time) => time + 999 < back)
}

function rowsOf(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.map(recordOf) : []
}

function countryOf(number: string): string | null {
  return parsePhoneNumberFromString(number)?.country ?? null
}
