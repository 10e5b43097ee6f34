/** Replies, conversations, pictures, and the e-mails that tell of replies. Times are ISO strings in UTC. */
import type { Instant, Money, SendType } from '#shared/values'
import type { Reason, Said } from '#shared/phrases/phrase'
import type { MessageKept } from '../sending/sending-store'

export type InboundIn = {
  sid: string
  from: string
  to: string
  body: string
  at: Instant
  media: number
  meaning: string
  units: number
  /** What it cost, or is thought to; null where no price is known. */
  price: Money | null
  /** The carrier has said the price. */
  charged: boolean
  /** When the carrier is asked for it; null for not at all. */
  priceAsk: Instant | null
}

export type InboundKept = Omit<InboundIn, 'units' | 'price' | 'charged' | 'priceAsk'> & {
  id: number
  doneAt: Instant | null
  readAt: Instant | null
  /** Who wrote it; null while a shared or unknown number was not told apart. */
  recipientId: number | null
}

export type InboundStore = {
  /** Null when this SID was applied before. */
  add(message: InboundIn, recipientId: number | null): InboundKept | null
  get(id: number): InboundKept | null
  has(sid: string): boolean
  newest(): Instant | null
  /** When this number last texted the office. */
  lastFrom(e164: string): Instant | null
}

/** A number that wrote, and what waits there. */
export type ConversationKept = { e164: string; lastAt: Instant; open: number; unread: number }

export type ConversationView = 'open' | 'unread' | 'done' | 'all'

/** A text to the number, with the send it belongs to. */
export type Spoken = MessageKept & { type: SendType; template: string | null; by: string }

export type ConversationStore = {
  /** Unread first, then the newest. `search`: the name of somebody who has the number, or a part of it. */
  page(
    view: ConversationView,
    search: string,
    offset: number,
    limit: number,
  ): { total: number; rows: ConversationKept[] }
  get(e164: string): ConversationKept | null
  /** Conversations with a text nobody read. */
  unread(): number
  any(): boolean
  /** The newest `limit` in each direction, newest first. */
  heard(e164: string, limit: number): InboundKept[]
  said(e164: string, limit: number): Spoken[]
  /** Each up to and with the reply `upTo`: what came in meanwhile stays as it is. */
  read(e164: string, upTo: number, at: Instant): number
  done(e164: string, upTo: number, at: Instant): number
  /** Takes the last `done` back. */
  reopen(e164: string): number
  /** The newest replies, back to the last one that somebody was named for; null if there is none. */
  unnamed(e164: string): { from: number; upTo: number } | null
  /** Names who wrote these replies; `from` null: all that nobody was named for. */
  file(e164: string, from: number | null, upTo: number, recipientId: number | null): number
}

/** `type` is a picture's own, read from its bytes; null bytes: it is not shown here. */
export type PictureKept = { sid: string; type: string; bytes: Uint8Array | null }

export type PictureStore = {
  of(inboundId: number): PictureKept[]
  put(inboundId: number, pictures: readonly PictureKept[]): void
}

export type ReplyMailKept = { id: number; inboundId: number; tries: number }

export type ReplyMailStore = {
  queue(inboundId: number, at: Instant): void
  /** The next one whose time has come. */
  due(now: Instant): ReplyMailKept | null
  nextDue(): Instant | null
  sent(id: number): void
  putOff(id: number, nextAt: Instant, why: Reason): void
  giveUp(id: number, why: Reason): void
  /** Everything unsent is tried again from the start. */
  retry(now: Instant): number
  drop(): void
  waiting(): { waiting: number; failed: number; why: Said; nextAt: Instant | null }
}
