import type { Twilio } from 'twilio'
import type { SenderFacts } from '#core/sending/readiness'
import { isTollFree } from '#shared/phone/phone-number'
import { CarrierError, type Sender } from '../../services/ports'
import { recordOf } from './outcome'
import { everyPage } from './pages'

type Call = <T>(work: (client: Twilio) => Promise<T>) => Promise<T>

/**
 * What Twilio says of each number that texts come from, as far as the login may read it. Throws `CarrierError` for anything
 * but a missing permission.
 * https://www.twilio.com/docs/messaging/api/usapptoperson-resource, https://www.twilio.com/docs/messaging/api/brand-registration-resource,
 * https://www.twilio.com/docs/messaging/api/tollfree-verification-resource
 */
export async function readSenderFacts(
  call: Call,
  countryOf: (number: string) => string | null,
  sender: Sender,
): Promise<SenderFacts[]> {
  const owned = await call((client) => everyPage(client.incomingPhoneNumbers))
  const pool = sender.kind === 'service' ? await poolOf(call, sender.sid) : [sender.number]
  const unreadable: string[] = []
  const readable = async <T>(part: string, work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof CarrierError) || error.kind !== 'permission') throw error
      if (!unreadable.includes(part)) unreadable.push(part)
      return otherwise
    }
  }
  const local = pool.filter((number) => !isTollFree(number) && countryOf(number) === 'US')
  const brand = local.length === 0 ? null : await readable('a2p', () => brandOf(call), null)
  const campaigns =
    local.length === 0
      ? new Map<string, Campaign>()
      : await readable('a2p', () => campaignsOf(call, sender), new Map<string, Campaign>())
  const verifications = pool.some(isTollFree)
    ? await readable('tollfree', () => verificationsOf(call), new Map<string, Campaign>())
    : new Map<string, Campaign>()
  return pool.map((number) => {
    const own = owned.find(({ phoneNumber }) => phoneNumber === number)
    const capabilities = recordOf(own?.capabilities)
    const toll = isTollFree(number)
    return {
      number,
      name: own?.friendlyName ?? number,
      country: countryOf(number),
      tollFree: toll,
      // A number of a pool that is not listed belongs to a subaccount: what it can is not known to be missing.
      sms: own === undefined || capabilities.sms === true,
      mms: capabilities.mms === true,
      brand: toll || !local.includes(number) ? null : brand,
      campaign: campaigns.get(number) ?? null,
      verification: verifications.get(number) ?? null,
      unreadable,
    }
  })
}

/**
 * Names in the pool of a service. A sender that is a name itself is told by its letters; a login that may not read the pool
 * knows none.
 * https://www.twilio.com/docs/messaging/api/alphasender-resource
 */
export async function readSenderNames(call: Call, sender: Sender): Promise<string[]> {
  if (sender.kind !== 'service') return []
  try {
    const pool = await call((client) => everyPage(client.messaging.v1.services(sender.sid).alphaSenders))
    return pool.map(({ alphaSender }) => alphaSender)
  } catch (error) {
    if (error instanceof CarrierError && (error.kind === 'permission' || error.kind === 'not-found'))
      return []
    throw error
  }
}

type Campaign = { status: string; failure: string | null }

async function poolOf(call: Call, service: string): Promise<string[]> {
  const pool = await call((client) => everyPage(client.messaging.v1.services(service).phoneNumbers))
  return pool.map(({ phoneNumber }) => phoneNumber)
}

/** The best of the account's brands: one that is approved counts. */
async function brandOf(call: Call): Promise<SenderFacts['brand']> {
  const all = await call((client) => everyPage(client.messaging.v1.brandRegistrations))
  const best = all.find(({ status }) => status === 'APPROVED') ?? all[0]
  if (!best) return null
  return {
    status: best.status,
    failure: best.failureReason || null,
    soleProprietor: best.brandType === 'SOLE_PROPRIETOR',
  }
}

/** By number: a number is registered through a service that holds it, so without one all services are looked through. */
async function campaignsOf(call: Call, sender: Sender): Promise<Map<string, Campaign>> {
  const services =
    sender.kind === 'service'
      ? [sender.sid]
      : (await call((client) => everyPage(client.messaging.v1.services))).map(({ sid }) => sid)
  const found = new Map<string, Campaign>()
  for (const sid of services) {
    const campaigns = await call((client) => everyPage(client.messaging.v1.services(sid).usAppToPerson))
    const best = campaigns.find(({ campaignStatus }) => campaignStatus === 'VERIFIED') ?? campaigns[0]
    if (!best) continue
    const failure = (best.errors ?? [])
      .map((error) => String(recordOf(error).description ?? recordOf(error).error_message ?? ''))
      .filter((words) => words !== '')
      .join('; ')
    for (const number of await poolOf(call, sid))
      if (found.get(number)?.status !== 'VERIFIED')
        found.set(number, { status: best.campaignStatus, failure: failure || null })
  }
  return found
}

async function verificationsOf(call: Call): Promise<Map<string, Campaign>> {
  const seen = await call((client) => everyPage(client.messaging.v1.tollfreeVerifications))
  const found = new Map<string, Campaign>()
  for (const { tollfreePhoneNumber, status, rejectionReason } of seen)
    if (found.get(tollfreePhoneNumber)?.status !== 'TWILIO_APPROVED')
      found.set(tollfreePhoneNumber, { status, failure: rejectionReason || null })
  return found
}
