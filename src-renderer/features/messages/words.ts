/** Send types and groups of states, in words. */
import type { SendType } from '#core/values'
import type { State } from './use-messages'

export const TYPE_WORD: Record<SendType, string> = {
  individual: 'One text',
  bulk: 'To many',
  campaign: 'Campaign',
  alert: 'Alert',
  'follow-up': 'Follow-up',
  test: 'Test text',
}

export const STATES: Record<string, { label: string; states: State[] }> = {
  delivered: { label: 'Delivered', states: ['delivered'] },
  sent: { label: 'Sent, not confirmed', states: ['sent'] },
  failed: { label: 'Failed or undelivered', states: ['failed', 'undelivered', 'rejected', 'expired'] },
  waiting: { label: 'Queued', states: ['queued', 'draft'] },
  sending: { label: 'Sending', states: ['claimed', 'accepted', 'sending'] },
  scheduled: { label: 'With Twilio', states: ['scheduled'] },
  unknown: { label: 'Unknown: decide', states: ['unknown'] },
  cancelled: { label: 'Cancelled', states: ['canceled', 'canceling'] },
  reply: { label: 'Replies', states: ['reply'] },
}
