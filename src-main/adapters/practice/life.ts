import type { Ledger, Step, StoredMessage } from './ledger'
import { endingOf } from './outcomes'
import { micros } from './amounts'

/** A message at a moment. */
export type MessageState = {
  status: Step['status'] | 'scheduled' | 'canceled'
  code: number | null
  updatedAt: number
  sentAt: number | null
  /** The price is known once the text has gone or failed, or later; the sender once a service has chosen one. */
  gone: boolean
  chosen: boolean
}

const FAILED_FEE = '-0.00100'
const CHOOSING_MS = 300
const SENDING_MS = 700
const SENT_MS = 1_500

/**
 * Where a message stands at `now`. Plans its statuses when it leaves: an opt-out that came before then, even
 * after a scheduled text was handed over, makes it fail with 21610, as at Twilio.
 */
export function stateOf(message: StoredMessage, now: number, ledger: Ledger, pace: number): MessageState {
  if (message.canceledAt !== null) return still('canceled', message.canceledAt)
  if (now < message.leavesAt) return still('scheduled', message.createdAt)
  if (message.steps === null) {
    message.steps = planOf(message, isOptedOut(message, ledger), pace)
    if (message.steps.at(-1)?.status === 'failed') chargeFee(message, ledger)
    ledger.changed(message)
  }
  const passed = message.steps.filter(({ at }) => at <= now)
  const last = passed.at(-1) ?? message.steps[0]
  if (!last) return still('accepted', message.leavesAt)
  const sent = passed.find(({ status }) => status === 'sent' || status === 'received')
  return {
    status: last.status,
    code: last.code,
    updatedAt: last.at,
    sentAt: sent?.at ?? null,
    gone: priceKnown(message, sent ?? (last.status === 'failed' ? last : undefined), now),
    chosen: last.status !== 'accepted',
  }
}

function priceKnown({ priceAfterMs = 0 }: StoredMessage, since: Step | undefined, now: number): boolean {
  return since !== undefined && now >= since.at + priceAfterMs
}

/** A failed text costs no more than a fee: https://www.twilio.com/en-us/sms/pricing/us */
function chargeFee(message: StoredMessage, ledger: Ledger): void {
  ledger.setBalance(ledger.balance - micros(message.price) + micros(FAILED_FEE))
  message.price = FAILED_FEE
}

/** Statuses that no more change. */
export function isFinal(status: MessageState['status']): boolean {
  return ['delivered', 'undelivered', 'failed', 'received', 'canceled', 'sent'].includes(status)
}

/** Who opted out of whom: of the number, and of the service that shares its numbers. */
export function isOptedOut(message: StoredMessage, ledger: Ledger): boolean {
  // Twilio's own answer to STOP goes out nonetheless.
  if (message.direction !== 'outbound-api') return false
  const senders = message.service === null ? [message.from] : [message.from, message.service]
  return senders.some((sender) => ledger.isBlocked(sender, message.to, message.leavesAt))
}

function still(status: MessageState['status'], at: number): MessageState {
  return { status, code: null, updatedAt: at, sentAt: null, gone: false, chosen: false }
}

function planOf(message: StoredMessage, optedOut: boolean, pace: number): Step[] {
  const step = (afterMs: number, status: Step['status'], code: number | null = null): Step => ({
    at: message.leavesAt + Math.round(afterMs * pace),
    status,
    code,
  })
  if (message.direction === 'inbound') return [step(0, 'received')]
  const begin =
    message.service === null ? [step(0, 'queued')] : [step(0, 'accepted'), step(CHOOSING_MS, 'queued')]
  if (optedOut) return [...begin, step(SENDING_MS, 'failed', 21610)]
  if (message.overflow) return [...begin, step(SENDING_MS, 'failed', 30001)]
  if (message.failsWith !== undefined) return [...begin, step(SENDING_MS, 'failed', message.failsWith)]
  const ending = endingOf(message.to)
  if (ending.status === 'sent') return [...begin, step(SENDING_MS, 'sending'), step(SENT_MS, 'sent')]
  if (ending.code === 30036) {
    const validMs = Math.min((message.validitySeconds ?? 36_000) * 1000, ending.afterMs)
    return [...begin, step(Math.max(validMs, CHOOSING_MS), 'failed', 30036)]
  }
  const end = step(ending.afterMs, ending.status, ending.code)
  if (ending.status === 'failed') return [...begin, step(SENDING_MS, 'sending'), end]
  return [...begin, step(SENDING_MS, 'sending'), step(SENT_MS, 'sent'), end]
}
