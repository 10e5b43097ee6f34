import { CarrierError, type CarrierMessage, type CarrierStatus } from '../../services/ports'
import { priceOf } from './money'
import { segmentsOf, STATUSES } from './outcome'

/** The fields of the SDK's message that are used; its types promise more than an answer holds. */
export type SdkMessage = {
  sid: string
  direction: string
  to: string | null
  from: string | null
  messagingServiceSid: string | null
  body: string | null
  status: string
  errorCode: number | null
  errorMessage: string | null
  numSegments: string | null
  numMedia: string | null
  price: string | null
  priceUnit: string | null
  dateCreated: Date | null
  dateSent: Date | null
  dateUpdated: Date | null
}

const DIRECTIONS: readonly string[] = ['inbound', 'outbound-api', 'outbound-call', 'outbound-reply']

/** A message as the services know it. Throws `CarrierError` (`unreadable`) if it is none. */
export function carrierMessage(message: SdkMessage): CarrierMessage {
  const createdAt = instantOf(message.dateCreated)
  const known = STATUSES.includes(message.status) && DIRECTIONS.includes(message.direction)
  if (typeof message.sid !== 'string' || !known || createdAt === null) {
    throw new CarrierError('unreadable', 'an answer that holds no message')
  }
  return {
    sid: message.sid,
    direction: message.direction as CarrierMessage['direction'],
    to: message.to ?? '',
    from: message.from ?? null,
    messagingServiceSid: message.messagingServiceSid ?? null,
    body: message.body ?? '',
    status: message.status as CarrierStatus,
    errorCode: Number.isInteger(message.errorCode) ? message.errorCode : null,
    errorMessage: message.errorMessage ?? null,
    segments: segmentsOf(message.numSegments),
    media: Number(message.numMedia) || 0,
    price: priceOf(message.price, message.priceUnit),
    createdAt,
    sentAt: instantOf(message.dateSent),
    updatedAt: instantOf(message.dateUpdated) ?? createdAt,
  }
}

/** The SDK hands back the raw text where it could not read a date. */
function instantOf(date: unknown): string | null {
  return date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString() : null
}
