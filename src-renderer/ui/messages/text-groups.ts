/** The states of a text, joined to what a reader tells apart: in the report, in the bar of a send and in its filter. */
import { type MessageState, STATES } from '#shared/outbox-state'

export type TextGroup =
  | 'delivered'
  | 'sent'
  | 'sending'
  | 'scheduled'
  | 'canceling'
  | 'unknown'
  | 'failed'
  | 'waiting'
  | 'cancelled'

const GROUP_OF: Record<MessageState, TextGroup> = {
  draft: 'waiting',
  queued: 'waiting',
  claimed: 'sending',
  accepted: 'sending',
  sending: 'sending',
  scheduled: 'scheduled',
  // Not wanted with Twilio any more, and there until Twilio has said so.
  canceling: 'canceling',
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  rejected: 'failed',
  expired: 'failed',
  canceled: 'cancelled',
  unknown: 'unknown',
}

/** In the order they are shown in. */
export const GROUP_WORD: Record<TextGroup, string> = {
  delivered: 'Delivered',
  sent: 'Sent, not confirmed',
  sending: 'Sending',
  scheduled: 'With Twilio',
  canceling: 'Being taken back',
  unknown: 'Unknown: decide',
  failed: 'Failed or undelivered',
  waiting: 'Queued',
  cancelled: 'Cancelled',
}
export const GROUPS = Object.keys(GROUP_WORD) as readonly TextGroup[]

export const groupOf = (state: MessageState): TextGroup => GROUP_OF[state]

export const statesOf = (group: TextGroup): MessageState[] =>
  STATES.filter((state) => GROUP_OF[state] === group)

/** How many texts of each state are in a group. */
export const countOf = (group: TextGroup, states: Partial<Record<MessageState, number>>): number =>
  statesOf(group).reduce((sum, state) => sum + (states[state] ?? 0), 0)
