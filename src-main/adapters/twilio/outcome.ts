import { outcomeClass } from '#core/sending/outcomes'
import { phrase } from '#shared/phrases/phrase'
import { CarrierError, type CarrierStatus, type SendOutcome } from '../../services/ports'
import type { Exchange } from './one-way-out'
import { priceOf } from './money'

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
export const STATUSES: readonly string[] = [
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'canceled',
  'receiving',
  'received',
  'read',
  'partially_delivered',
] satisfies CarrierStatus[]

const LONGEST_MESSAGE = 200

/** Words that must not leave with Twilio's own: login, number, text. */
type Unspeakable = readonly string[]

/** How a send ended, by the table of `core/outcomes`. */
export function outcomeOf(exchange: Exchange, unspeakable: Unspeakable): SendOutcome {
  const { left, status, fault } = exchange
  const refusal = refusalOf(exchange)
  const accepted = acceptedOf(exchange)
  const kind = outcomeClass({
    left,
    status,
    whole: fault === null,
    body: refusal ? 'refusal' : accepted ? 'message' : 'other',
    code: refusal?.code ?? null,
  })
  switch (kind) {
    case 'not-sent':
      return { kind, reason: fault ?? 'the request could not be made' }
    case 'busy':
      return { kind, retryAfterMs: retryAfterMs(exchange) }
    case 'refused':
    case 'refused-account':
      return {
        kind: 'rejected',
        scope: kind === 'refused' ? 'recipient' : 'account',
        code: refusal?.code ?? 0,
        message: speakable(refusal?.message ?? '', unspeakable),
      }
    case 'accepted':
      if (accepted) return accepted
  }
  return {
    kind: 'unknown',
    reason: fault ?? (status === null ? 'no answer' : `an answer that is not Twilio’s (HTTP ${status})`),
  }
}

/** A failed call other than send. Never carries the SDK's error. */
export function failureOf(exchange: Exchange, unspeakable: Unspeakable): CarrierError {
  const { status } = exchange
  if (status === null) return new CarrierError('unreachable', exchange.fault ?? 'no connection')
  const refusal = refusalOf(exchange)
  if (status === 429)
    return new CarrierError('busy', 'Twilio is busy', refusal?.code ?? null, status, 'carrier.busy')
  if (exchange.fault && status < 300) return new CarrierError('unreachable', exchange.fault, null, status)
  if (!refusal)
    return new CarrierError(
      'unreadable',
      `an answer that is not Twilio’s (HTTP ${status})`,
      null,
      status,
      phrase('carrier.not-twilio', { status }),
    )
  const message = speakable(refusal.message, unspeakable)
  return new CarrierError(kindOf(status, refusal.code), message, refusal.code, status)
}

/** The carrier's own time, from the `Date` header of an answer. */
export function carrierTimeOf(exchange: Exchange): string | null {
  const at = exchange.date === null ? Number.NaN : Date.parse(exchange.date)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

function kindOf(status: number, code: number): CarrierError['kind'] {
  // 70051: https://www.twilio.com/docs/api/errors/70051 "Authorization Error: the API key lacks a permission"
  if (code === 70051 || status === 403) return 'permission'
  if (status === 401 || code === 20003) return 'auth'
  if (status === 404) return 'not-found'
  return 'carrier'
}

function acceptedOf(exchange: Exchange): Extract<SendOutcome, { kind: 'accepted' }> | null {
  const body = recordOf(exchange.json)
  const { sid, status } = body
  if (typeof sid !== 'string' || !/^(SM|MM)[0-9a-fA-F]{32}$/.test(sid)) return null
  if (typeof status !== 'string' || !STATUSES.includes(status)) return null
  return {
    kind: 'accepted',
    sid,
    status: status as CarrierStatus,
    segments: segmentsOf(body.num_segments),
    price: priceOf(body.price, body.price_unit),
    carrierTime: carrierTimeOf(exchange),
  }
}

/** A Messaging Service answers "0" at first: not known yet. */
export function segmentsOf(count: unknown): number | null {
  const segments = typeof count === 'string' && /^\d{1,4}$/.test(count) ? Number(count) : 0
  return segments > 0 ? segments : null
}

/** Twilio's error body: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
function refusalOf(exchange: Exchange): { code: number; message: string } | null {
  const { code, message } = recordOf(exchange.json)
  if (typeof code !== 'number' || !Number.isInteger(code) || code < 10_000 || code > 999_999) return null
  return { code, message: typeof message === 'string' ? message : '' }
}

/** Seconds or a date; the date is held against the carrier's clock, not the PC's. */
function retryAfterMs(exchange: Exchange): number | null {
  const value = exchange.retryAfter?.trim()
  if (!value) return null
  if (/^\d{1,12}(\.\d{1,9})?$/.test(value)) return Math.ceil(Number(value) * 1000)
  const wait = Date.parse(value) - Date.parse(exchange.date ?? '')
  return Number.isNaN(wait) ? null : Math.max(0, wait)
}

function speakable(message: string, unspeakable: Unspeakable): string {
  let words = message
  for (const word of unspeakable) if (word) words = words.replaceAll(word, '…')
  // Numbers come back in other forms than they were sent (national, without "+").
  return words.replace(/\+?\d[\d\s().-]{5,}\d/g, '…').slice(0, LONGEST_MESSAGE)
}

export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
