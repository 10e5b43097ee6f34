import { type Permission, PRACTICE_PRICES } from './account'
import type { StoredMessage } from './ledger'
import { isFinal, stateOf } from './life'
import { listMessages } from './list-messages'
import { type Listed, metaPage, uriPage } from './paging'
import { decimal, micros } from './amounts'
import { isPhoneNumber, sidFor } from './post-office'
import { refuse } from './refusals'
import type { Call, World, Answer } from './call'
import * as render from './render'

type Found = { call: Call; world: World; sid: string; part: string }
type Route = {
  host: string
  method: string
  path: RegExp
  /** Null: the address is the key. */
  permission: Permission | null
  run(found: Found): Answer
}

const API = 'api.twilio.com'
const MESSAGING = 'messaging.twilio.com'
const MEDIA = 'mms.twiliocdn.com'
const ACCOUNT = '^/2010-04-01/Accounts/(?<account>AC[0-9a-fA-F]{32})'
const MESSAGE = `${ACCOUNT}/Messages/(?<sid>(?:SM|MM)[0-9a-fA-F]{32})`
const SERVICE = '^/v1/Services/(?<sid>MG[0-9a-fA-F]{32})'

const ok = (body: object): Answer => ({ status: 200, body })
const messageAnswer = (
  { account, ledger, clock, pace }: World,
  message: StoredMessage,
  status = 200,
): Answer => {
  const state = stateOf(message, clock.now(), ledger, pace())
  return { status, body: render.messageJson(account, message, state), message }
}

/** Every call of Twilio's that the practice carrier answers. */
const ROUTES: Route[] = [
  {
    host: API,
    method: 'GET',
    path: new RegExp(`${ACCOUNT}\\.json$`),
    permission: 'account',
    run: ({ world: { account } }) =>
      ok({
        sid: account.sid,
        friendly_name: account.name,
        type: account.type,
        status: 'active',
        owner_account_sid: account.sid,
        date_created: render.rfc2822(0),
        date_updated: render.rfc2822(0),
        subresource_uris: { messages: `/2010-04-01/Accounts/${account.sid}/Messages.json` },
        uri: `/2010-04-01/Accounts/${account.sid}.json`,
      }),
  },
  {
    host: API,
    method: 'POST',
    path: new RegExp(`${ACCOUNT}/Messages\\.json$`),
    permission: 'messages.create',
    run: ({ world, call }) => messageAnswer(world, world.office.accept(call.form), 201),
  },
  {
    host: API,
    method: 'GET',
    path: new RegExp(`${ACCOUNT}/Messages\\.json$`),
    permission: 'messages.read',
    run: ({ world, call }) => ok(listMessages(world, call)),
  },
  {
    host: API,
    method: 'GET',
    path: new RegExp(`${MESSAGE}\\.json$`),
    permission: 'messages.read',
    run: (found) => messageAnswer(found.world, messageOf(found)),
  },
  {
    host: API,
    method: 'POST',
    path: new RegExp(`${MESSAGE}\\.json$`),
    permission: 'messages.update',
    run: (found) => messageAnswer(found.world, updated(found)),
  },
  {
    host: API,
    method: 'DELETE',
    path: new RegExp(`${MESSAGE}\\.json$`),
    permission: 'messages.update',
    run: (found) => {
      const message = messageOf(found)
      requireFinal(found.world, message, 'delete')
      found.world.ledger.remove(message.sid)
      return { status: 204, body: null }
    },
  },
  {
    host: API,
    method: 'GET',
    path: new RegExp(`${MESSAGE}/Media\\.json$`),
    permission: 'media',
    run: (found) => {
      const message = messageOf(found)
      const items = message.media.map((media) => render.mediaJson(found.world.account, message, media))
      return ok(uriPage(found.call, 'media_list', whole(items)))
    },
  },
  {
    host: API,
    method: 'GET',
    path: new RegExp(`${MESSAGE}/Media/(?<part>ME[0-9a-fA-F]{32})\\.json$`),
    permission: 'media',
    run: (found) => {
      return ok(render.mediaJson(found.world.account, messageOf(found), mediaOf(found)))
    },
  },
  {
    host: API,
    method: 'DELETE',
    path: new RegExp(`${MESSAGE}/Media/(?<part>ME[0-9a-fA-F]{32})\\.json$`),
    permission: 'media',
    run: (found) => {
      const message = messageOf(found)
      const gone = mediaOf(found)
      message.media = message.media.filter((media) => media !== gone)
      found.world.ledger.changed(message)
      return { status: 204, body: null }
    },
  },
  {
    host: API,
    method: 'GET',
    path: new RegExp(`${MESSAGE}/Media/(?<part>ME[0-9a-fA-F]{32})$`),
    permission: 'media',
    run: (found) => {
      const { sid, part, world } = found
      mediaOf(found)
      const key = sidFor('', `${sid} ${part}`)
      return {
        status: 307,
        body: {},
        location: `https://${MEDIA}/${world.account.sid}/${sid}/${part}?Signature=${key}`,
      }
    },
  },
  {
    host: MEDIA,
    method: 'GET',
    path: /^\/(?<account>AC[0-9a-fA-F]{32})\/(?<sid>(?:SM|MM)[0-9a-fA-F]{32})\/(?<part>ME[0-9a-fA-F]{32})$/,
    permission: null,
    run: (found) => {
      const { contentType, base64 } = mediaOf(found)
      if (found.call.query.get('Signature') !== sidFor('', `${found.sid} ${found.part}`))
        throw refuse.notFound(found.call.path)
      return { status: 200, body: null, file: { type: contentType, base64 } }
    },
  },
  {
    host: API,
    method: 'GET',
    path: new RegExp(`${ACCOUNT}/Balance\\.json$`),
    permission: 'balance',
    run: ({ world: { account, ledger }, call }) => {
      if (account.subaccount) throw refuse.notFound(call.path)
      return ok({ account_sid: account.sid, balance: decimal(ledger.balance), currency: account.currency })
    },
  },
  {
    host: API,
    method: 'GET',
    path: new RegExp(`${ACCOUNT}/IncomingPhoneNumbers\\.json$`),
    permission: 'numbers',
    run: ({ world: { account }, call }) => {
      const asked = call.query.get('PhoneNumber')
      const own = account.numbers.filter(({ number }) => asked === null || number.includes(asked))
      const items = own.map((number) => render.numberJson(account, number))
      return ok(uriPage(call, 'incoming_phone_numbers', whole(items)))
    },
  },
  {
    host: API,
    method: 'GET',
    path: new RegExp(`${ACCOUNT}/Usage/Records\\.json$`),
    permission: 'usage',
    run: ({ world, call }) => ok(uriPage(call, 'usage_records', whole(usage(world, call)))),
  },
  {
    host: 'pricing.twilio.com',
    method: 'GET',
    path: /^\/v1\/Messaging\/Countries\/(?<sid>[A-Z]{2})$/,
    permission: 'pricing',
    run: ({ world: { account }, call, sid }) => {
      const price = PRACTICE_PRICES[sid]
      if (!price) throw refuse.notFound(call.path)
      const row = (amount: string, kind: string) => ({
        base_price: amount,
        current_price: amount,
        number_type: kind,
      })
      return ok({
        country: price.name,
        iso_country: sid,
        inbound_sms_prices: [row(price.in, 'local'), row(price.in, 'mobile')],
        outbound_sms_prices: ['Practice Mobile', 'Practice Wireless'].map((carrier, index) => ({
          carrier,
          mcc: '001',
          mnc: `0${index + 1}`,
          prices: [row(price.out, 'local'), row(price.out, 'mobile')],
        })),
        price_unit: account.currency,
        url: `https://pricing.twilio.com/v1/Messaging/Countries/${sid}`,
      })
    },
  },
  {
    host: MESSAGING,
    method: 'GET',
    path: /^\/v1\/Services$/,
    permission: 'services',
    run: ({ world: { account }, call }) => {
      const items = account.services.map((service) => render.serviceJson(account, service))
      return ok(metaPage(call, 'services', whole(items)))
    },
  },
  {
    host: MESSAGING,
    method: 'GET',
    path: new RegExp(`${SERVICE}/PhoneNumbers$`),
    permission: 'services',
    run: (found) => {
      const { account } = found.world
      const service = serviceOf(found)
      const items = service.numbers.map((number) => render.poolNumberJson(account, service, number))
      return ok(metaPage(found.call, 'phone_numbers', whole(items)))
    },
  },
  {
    host: MESSAGING,
    method: 'GET',
    path: new RegExp(`${SERVICE}/AlphaSenders$`),
    permission: 'services',
    run: (found) => {
      const service = serviceOf(found)
      const items = (service.names ?? []).map((name) =>
        render.alphaSenderJson(found.world.account, service, name),
      )
      return ok(metaPage(found.call, 'alpha_senders', whole(items)))
    },
  },
  {
    host: MESSAGING,
    method: 'GET',
    path: new RegExp(`${SERVICE}/Compliance/Usa2p$`),
    permission: 'usa2p',
    run: (found) => {
      const service = serviceOf(found)
      const items = service.a2p === null ? [] : [render.campaignJson(found.world.account, service)]
      return ok(metaPage(found.call, 'compliance', whole(items)))
    },
  },
  {
    host: MESSAGING,
    method: 'GET',
    path: /^\/v1\/a2p\/BrandRegistrations$/,
    permission: 'usa2p',
    run: ({ world: { account }, call }) => {
      const items = account.brand === null ? [] : [render.brandJson(account, account.brand)]
      return ok(metaPage(call, 'data', whole(items)))
    },
  },
  {
    host: MESSAGING,
    method: 'GET',
    path: /^\/v1\/Tollfree\/Verifications$/,
    permission: 'tollfree',
    run: ({ world: { account }, call }) => {
      const items = account.tollFreeVerified.map((number) => render.verificationJson(account, number))
      return ok(metaPage(call, 'verifications', whole(items)))
    },
  },
  {
    host: 'lookups.twilio.com',
    method: 'GET',
    path: /^\/v2\/PhoneNumbers\/(?<sid>[^/]+)$/,
    permission: 'lookups',
    run({ sid }) {
      const number = `+${decodeURIComponent(sid).replace(/\D/g, '')}`
      return ok(render.lookupJson(number, isPhoneNumber(number)))
    },
  },
]

/** Who may do what is asked; null where there is no such call. */
export function routeOf(world: World, call: Call): { permission: Permission | null; run(): Answer } | null {
  for (const route of ROUTES) {
    if (route.host !== call.host || route.method !== call.method) continue
    const match = route.path.exec(call.path)
    if (!match) continue
    const { account = world.account.sid, sid = '', part = '' } = match.groups ?? {}
    if (account !== world.account.sid) return null
    return { permission: route.permission, run: () => route.run({ call, world, sid, part }) }
  }
  return null
}

function messageOf({ world, call, sid }: Found): StoredMessage {
  const message = world.ledger.get(sid)
  if (!message) throw refuse.notFound(call.path)
  return message
}

function mediaOf(found: Found) {
  const media = messageOf(found).media.find(({ sid }) => sid === found.part)
  if (!media) throw refuse.notFound(found.call.path)
  return media
}

function serviceOf({ world, call, sid }: Found) {
  const service = world.account.services.find((candidate) => candidate.sid === sid)
  if (!service) throw refuse.notFound(call.path)
  return service
}

/** https://www.twilio.com/docs/messaging/api/message-resource#update-a-message-resource: cancel or redact. */
function updated(found: Found): StoredMessage {
  const { world, call } = found
  const message = messageOf(found)
  const now = world.clock.now()
  if (call.form.get('Status') === 'canceled') {
    if (stateOf(message, now, world.ledger, world.pace()).status !== 'scheduled') {
      throw refuse.bad(30409, 'The message cannot be canceled: it is not scheduled')
    }
    message.canceledAt = now
  } else if (call.form.get('Body') === '') {
    requireFinal(world, message, 'redact')
    message.body = ''
  } else throw refuse.bad(20001, 'Only Status=canceled or an empty Body can be set')
  world.ledger.changed(message)
  return message
}

/** https://www.twilio.com/docs/api/errors/20009 */
function requireFinal(world: World, message: StoredMessage, verb: string): void {
  if (isFinal(stateOf(message, world.clock.now(), world.ledger, world.pace()).status)) return
  throw refuse.bad(20009, `Cannot ${verb} this message because it is not in a final state`)
}

/** US carrier fees: about a third of a cent for each segment sent there. */
function usage({ account, ledger, clock }: World, call: Call) {
  const category = call.query.get('Category') ?? 'sms-messages-carrierfees'
  if (category !== 'sms-messages-carrierfees') return []
  const sent = ledger.all().filter(({ direction, to }) => direction !== 'inbound' && to.startsWith('+1'))
  const segments = sent.reduce((sum, message) => sum + message.segments, 0)
  const today = render.iso(clock.now()).slice(0, 10)
  const fees = (segments * micros('0.00300')) / 1_000_000
  return [
    {
      account_sid: account.sid,
      api_version: '2010-04-01',
      as_of: render.iso(clock.now()),
      category,
      count: String(sent.length),
      count_unit: 'messages',
      description: 'SMS Carrier Fees',
      end_date: call.query.get('EndDate') ?? today,
      price: fees,
      price_unit: account.currency.toLowerCase(),
      start_date: call.query.get('StartDate') ?? today,
      subresource_uris: {},
      uri: `/2010-04-01/Accounts/${account.sid}/Usage/Records.json?Category=${category}`,
      usage: String(segments),
      usage_unit: 'segments',
    },
  ]
}

function whole(items: object[]): Listed {
  return { items, next: null }
}
