/** Sends and the texts that are planned for them. Times are ISO strings in UTC. */
import type { MessageState } from '#shared/outbox-state'
import type { E164, Instant, Money, Purpose, RecordKind, SendType, SkipReason } from '#shared/values'
import type { Phrase, Said } from '#shared/phrases/phrase'

export type SendIn = {
  id: string
  type: SendType
  purpose: Purpose
  name: string
  recordKind: RecordKind | null
  templateId: number | null
  templateName: string | null
  body: string
  review: string | null
  createdAt: Instant
  userId: number
  userName: string
  holdUntil: Instant | null
  accountSid: string
  sender: string
  campaignId?: number | null
  dailyId?: number | null
  /** Left out, it is sent late. */
  late?: LatePolicy
  /** How many hours ahead texts may be handed to the carrier's schedule; null goes by purpose. */
  handOverHours?: number | null
  /** Left out, the first texts are not watched. */
  canary?: Canary
}

export type Canary = 'off' | 'first' | 'watch' | 'passed'

export type PausedBy = 'hand' | 'moving' | 'late' | 'canary' | 'balance' | 'cap'

export type SendState = 'writing' | 'live' | 'paused' | 'cancelled'

export type SendKept = Required<SendIn> & {
  state: SendState
  total: number
  skipped: number
  pausedWhy: Phrase | null
  pausedBy: PausedBy | null
  /** Who released it from quiet hours, and why. */
  released: string | null
}

export type MessageIn = {
  dedupeKey: string
  recipientId: number
  recipientName: string
  e164: E164
  body: string
  units: number
  price: Money | null
  /** The recipient's zones, a space between; empty or left out means the office's. */
  zones?: string
  /** When it may leave, where that is not the same for all of the send. */
  notBefore?: Instant
}

export type SkipIn = {
  recipientId: number
  name: string
  e164: string | null
  reason: SkipReason
  why: Said
}

export type MessageKept = {
  id: number
  sendId: string
  recipientId: number
  recipientName: string
  e164: E164
  body: string
  purpose: Purpose
  units: number
  price: Money | null
  state: MessageState
  notBefore: Instant
  since: Instant
  createdAt: Instant
  accountSid: string
  sid: string | null
  code: number | null
  why: Said
  decide: boolean
  zones: string
}

/** What leaves next of a send, why it waits where something put it off, and the zones of its recipient. */
export type WaitingNext = { at: Instant; why: Said; zones: string }

export type LatePolicy = 'send' | 'ask' | 'skip'
