/** Sends, and what happens to the texts of one as a whole. Times are ISO strings in UTC. */
import type {
  SendIn,
  Canary,
  PausedBy,
  SendState,
  SendKept,
  MessageIn,
  SkipIn,
  MessageKept,
  WaitingNext,
  LatePolicy,
} from './sending-store'
import type { Sender } from '../ports'
import type { Instant, Purpose } from '#shared/values'
import type { MessageState } from '#shared/outbox-state'
import type { Reason } from '#shared/phrases/phrase'

/** What decides when a text may leave. */
export type ToSchedule = { id: number; zones: string; units: number }

export type SendStore = {
  begin(send: SendIn): void
  addMessages(
    sendId: string,
    messages: readonly MessageIn[],
    more: { purpose: Purpose; notBefore: Instant; now: Instant; accountSid: string; alone: boolean },
  ): void
  addSkips(sendId: string, skips: readonly SkipIn[]): void
  /** What texts of this account were sent from since then. Read on the reader thread. */
  senders(accountSid: string, since: Instant): Promise<Sender[]>
  /** What still waits here leaves from another sender; answers how many sends that concerned. */
  changeSender(accountSid: string, to: Sender): number
  /** The one update that makes a written send live. */
  goLive(sendId: string, total: number, skipped: number): void
  /** What a crash left half done: deletes sends that never went live, cancels what waits of recalled ones. */
  sweepUnfinished(now: Instant): number
  get(id: string): SendKept | null
  /** Sends to many, the newest first. */
  page(offset: number, limit: number): { total: number; rows: SendKept[] }
  /** Those with this in their name, accents or not. */
  pageNamed(named: string, offset: number, limit: number): Promise<{ total: number; rows: SendKept[] }>
  states(
    sendId: string,
  ): Map<MessageState, { count: number; units: number; micros: number; currency: string | null }>
  skips(
    sendId: string,
    offset: number,
    limit: number,
  ): { total: number; rows: (Omit<SkipIn, 'recipientId'> & { recipientId: number | null })[] }
  setSendState(
    sendId: string,
    from: readonly SendState[],
    to: SendState,
    pause?: { by: PausedBy; why: Reason | null },
  ): boolean
  /** Changes what the guards remember of a send. */
  markSend(sendId: string, change: { canary?: Canary; now: Instant; released?: string }): void
  /** Texts of a send that are in one of these states, read beside everything else: the following change some of them at a time. */
  textsOf(sendId: string, states: readonly MessageState[]): Promise<number[]>
  /** The same, with what decides when each may leave. */
  toSchedule(sendId: string, states: readonly MessageState[]): Promise<ToSchedule[]>
  /** Moves those that wait, here or at the carrier, to another time, or only those that wait until `upTo`; answers how many. */
  retime(ids: readonly number[], notBefore: Instant, upTo?: Instant): number
  /** The send holds nothing back any more. */
  endHold(sendId: string): void
  /** Queues again, or looks up first where a copy cannot know, those that failed and may be tried again; answers how many. */
  requeue(
    ids: readonly number[],
    codesNever: readonly number[],
    now: Instant,
    copiedAt: Instant | null,
  ): number
  /** How many that would be. */
  retryable(sendId: string, codesNever: readonly number[]): number
  /** What became of a campaign's text to one recipient; null where none was made. */
  textOfCampaign(campaignId: number, recipientId: number): MessageKept | null
  /** This send is not the campaign's any more. */
  leaveCampaign(sendId: string): void
  sendOfCampaign(campaignId: number): SendKept | null
  /** Keys of a daily send's texts of the last sixty days, among these. */
  dailyKeys(dailyId: number, keys: readonly string[], since: Instant): Set<string>
  /** Cancels those that are still queued; answers how many. */
  cancelQueued(ids: readonly number[], why: Reason, now: Instant): number
  /** Takes one text out of the carrier's schedule at the next look there. */
  leaveOut(id: number, why: Reason): boolean
  /** Live sends with texts that should have left before `bound`. */
  lateSends(bound: Instant, accountSid: string): { sendId: string; late: LatePolicy; count: number }[]
  /** Gives up texts of a send that should have left before `bound`; answers how many. */
  expire(sendId: string, bound: Instant, why: Reason, now: Instant): number
  /** Sends whose first texts are being watched. */
  watched(): { sendId: string; since: Instant }[]
  /** How many texts of a send have left for good. */
  begun(sendId: string): number
  nextOf(sendId: string): WaitingNext | null
  firstMessageOf(sendId: string): MessageKept | null
}
