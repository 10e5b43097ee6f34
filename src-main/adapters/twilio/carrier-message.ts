import { CarrierError, type CarrierMessage, type CarrierStatus } from '../../services/ports'
import { priceOf } from './money'
import { recordOf, segmentsOf, STATUSES } from './outcome'

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

/**
 * A message as the services know it; null where a record has no SID or no direction, so that nothing can be done with it.
 * One odd field spoils no more than itself: an unknown status says nothing, a date that cannot be read is `asOf`, the time
 * of the answer.
 */
export function readMessage(message: SdkMessage, asOf: string): CarrierMessage | null {
  const { sid, direction } = recordOf(message)
  if (
    typeof sid !== 'string' ||
    sid === '' ||
    typeof direction !== 'string' ||
    !DIRECTIONS.includes(direction)
  )
    return null
  const sentAt = instantOf(message.dateSent)
  const updatedAt = instantOf(message.dateUpdated)
  const createdAt = instantOf(message.dateCreated) ?? sentAt ?? updatedAt ?? asOf
  return {
    sid,
    direction: direction as CarrierMessage['direction'],
    to: textOf(message.to) ?? '',
    from: textOf(message.from),
    messagingServiceSid: textOf(message.messagingServiceSid),
    body: textOf(message.body) ?? '',
    status: STATUSES.includes(message.status) ? (message.status as CarrierStatus) : 'other',
    errorCode: Number.isInteger(message.errorCode) ? message.errorCode : null,
    errorMessage: textOf(message.errorMessage),
    segments: segmentsOf(message.numSegments),
    media: Math.max(0, Number(message.numMedia) || 0),
    price: priceOf(message.price, message.priceUnit),
    createdAt,
    sentAt,
    updatedAt: updatedAt ?? createdAt,
  }
}

/** One message that was asked for by its SID. @throws CarrierError `unreadable` if the answer is none. */
export function carrierMessage(message: SdkMessage, asOf: string): CarrierMessage {
  const read = readMessage(message, asOf)
  if (read === null || read.status === 'other')
    throw new CarrierError('unreadable', 'an answer that holds no message', null, null, 'carrier.no-message')
  return read
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The SDK hands back the raw text where it could not read a date. */
function instantOf(date: unknown): string | null {
  return date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString() : null
}
