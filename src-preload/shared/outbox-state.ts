/** The life of a message, as one table. Every change in the database is a compare-and-set along these edges. */

export const STATES = [
  'draft',
  'queued',
  'claimed',
  'accepted',
  'scheduled',
  'canceling',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'rejected',
  'canceled',
  'expired',
  'unknown',
] as const
export type MessageState = (typeof STATES)[number]

const NEXT: Record<MessageState, readonly MessageState[]> = {
  draft: ['queued', 'canceled'],
  // To unknown only in a restored copy: nobody can say what left before the copy was made.
  queued: ['claimed', 'canceled', 'expired', 'unknown'],
  // Back to queued only when it is certain that not one byte was processed.
  claimed: [
    'accepted',
    'scheduled',
    'sending',
    'sent',
    'delivered',
    'undelivered',
    'queued',
    'rejected',
    'failed',
    'unknown',
  ],
  // To itself when it becomes a person's decision.
  unknown: [
    'unknown',
    'accepted',
    'scheduled',
    'canceling',
    'canceled',
    'sending',
    'sent',
    'delivered',
    'undelivered',
    'failed',
    'queued',
    'rejected',
  ],
  accepted: ['sending', 'sent', 'delivered', 'undelivered', 'failed', 'canceled', 'scheduled'],
  // To unknown only in a restored copy: the carrier cancelled it, and another may have been made since.
  scheduled: [
    'unknown',
    'canceling',
    'canceled',
    'accepted',
    'sending',
    'sent',
    'delivered',
    'undelivered',
    'failed',
  ],
  canceling: [
    'unknown',
    'canceled',
    'scheduled',
    'accepted',
    'sending',
    'sent',
    'delivered',
    'undelivered',
    'failed',
  ],
  sending: ['sent', 'delivered', 'undelivered', 'failed'],
  sent: ['delivered', 'undelivered', 'failed'],
  // "Send again" by a person adds an attempt to the same message.
  failed: ['queued', 'delivered', 'undelivered'],
  undelivered: ['queued', 'delivered'],
  rejected: ['queued'],
  expired: ['queued'],
  canceled: ['queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed'],
  delivered: [],
}

/** May a message go from one state to the other? */
export const canMove = (from: MessageState, to: MessageState): boolean => NEXT[from].includes(to)
/** The states from which `to` may be reached: the left side of a compare-and-set. */
export const comesFrom = (to: MessageState): MessageState[] => STATES.filter((from) => canMove(from, to))

/** Nothing changes any more by itself. `sent` may stay for ever: not every carrier confirms. */
export const FINAL: readonly MessageState[] = [
  'delivered',
  'undelivered',
  'failed',
  'rejected',
  'canceled',
  'expired',
]
/** The carrier has it and may still say more. */
export const AT_CARRIER: readonly MessageState[] = ['accepted', 'scheduled', 'canceling', 'sending', 'sent']

/** Twilio's word for a status in ours; null for the inbound ones. */
export const stateOfCarrier = (status: string): MessageState | null => {
  switch (status) {
    case 'accepted':
    case 'queued':
      return 'accepted'
    case 'scheduled':
    case 'sending':
    case 'sent':
    case 'delivered':
    case 'undelivered':
    case 'failed':
    case 'canceled':
      return status
    case 'read':
      return 'delivered'
    case 'partially_delivered':
      return 'sent'
    default:
      return null
  }
}
