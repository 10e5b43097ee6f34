import type { Twilio } from 'twilio'
import { CarrierError, type Sms } from '../../services/ports'
import { everyPage } from './pages'

type Registration = Awaited<ReturnType<Sms['registration']>>
type Call = <T>(work: (client: Twilio) => Promise<T>) => Promise<T>

/** North American toll-free area codes: https://www.twilio.com/docs/messaging/compliance/toll-free */
export function isTollFree(number: string): boolean {
  return /^\+18(00|33|44|55|66|77|88)\d{7}$/.test(number)
}

/**
 * Whether texts to the United States from this sender are registered, as far as the login may read it. Throws
 * `CarrierError` for anything but a missing permission.
 * https://www.twilio.com/docs/messaging/api/usapptoperson-resource, https://www.twilio.com/docs/messaging/api/tollfree-verification-resource
 */
export async function readRegistration(
  call: Call,
  countryOf: (number: string) => string | null,
  service: string | null,
  number: string | null,
): Promise<Registration> {
  const pool = service === null ? [] : await poolOf(call, service)
  const senders = [...(number === null ? [] : [number]), ...pool]
  const tollFree = senders.filter(isTollFree)
  const local = senders.filter((sender) => !isTollFree(sender) && countryOf(sender) === 'US')
  return {
    a2p: local.length === 0 ? 'not-needed' : await readable(() => a2pOf(call, service, number, local)),
    tollFree: tollFree.length === 0 ? 'not-needed' : await readable(() => tollFreeOf(call, tollFree)),
  }
}

async function a2pOf(call: Call, service: string | null, number: string | null, local: string[]) {
  // A number is registered through a service that holds it, so without one all services are looked through.
  const services =
    service === null
      ? (await call((client) => everyPage(client.messaging.v1.services))).map(({ sid }) => sid)
      : [service]
  for (const sid of services) {
    const campaigns = await call((client) => everyPage(client.messaging.v1.services(sid).usAppToPerson))
    if (!campaigns.some(({ campaignStatus }) => campaignStatus === 'VERIFIED')) continue
    if (number === null) return 'registered'
    const pool = await poolOf(call, sid)
    if (local.every((sender) => pool.includes(sender))) return 'registered'
  }
  return 'unregistered'
}

async function tollFreeOf(call: Call, numbers: string[]) {
  const seen = await call((client) => everyPage(client.messaging.v1.tollfreeVerifications))
  const verified = seen
    .filter(({ status }) => status === 'TWILIO_APPROVED')
    .map(({ tollfreePhoneNumber }) => tollfreePhoneNumber)
  return numbers.every((number) => verified.includes(number)) ? 'verified' : 'unverified'
}

async function poolOf(call: Call, service: string): Promise<string[]> {
  const pool = await call((client) => everyPage(client.messaging.v1.services(service).phoneNumbers))
  return pool.map(({ phoneNumber }) => phoneNumber)
}

async function readable<T>(work: () => Promise<T>): Promise<T | 'unreadable'> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CarrierError && error.kind === 'permission') return 'unreadable'
    throw error
  }
}
