import {
  type Icon,
  IconAlertCircle,
  IconCheck,
  IconChecks,
  IconCircleX,
  IconClock,
  IconCloudCheck,
  IconCornerUpLeft,
  IconHelpCircle,
  IconPencil,
  IconPhoneX,
  IconPlayerPause,
  IconSend,
} from '@tabler/icons-react'
import type { MessageState as State } from '#shared/outbox-state'
import css from './Status.module.css'

export type MessageState = State | 'reply' | 'held'
type Tone = 'ok' | 'warn' | 'bad' | 'accent' | 'ink-2' | 'ink-3'

/** Quiet when good: only what a person must act on is in a strong colour. */
export const STATUS: Record<MessageState, { icon: Icon; word: string; tone: Tone }> = {
  draft: { icon: IconPencil, word: 'Draft', tone: 'ink-3' },
  queued: { icon: IconClock, word: 'Queued', tone: 'ink-2' },
  held: { icon: IconPlayerPause, word: 'Held', tone: 'ink-2' },
  claimed: { icon: IconSend, word: 'Sending', tone: 'accent' },
  accepted: { icon: IconSend, word: 'Sending', tone: 'accent' },
  sending: { icon: IconSend, word: 'Sending', tone: 'accent' },
  scheduled: { icon: IconCloudCheck, word: 'With Twilio', tone: 'accent' },
  sent: { icon: IconCheck, word: 'Sent, not confirmed', tone: 'ink-2' },
  delivered: { icon: IconChecks, word: 'Delivered', tone: 'ok' },
  undelivered: { icon: IconPhoneX, word: 'Undelivered', tone: 'bad' },
  failed: { icon: IconAlertCircle, word: 'Failed', tone: 'bad' },
  rejected: { icon: IconAlertCircle, word: 'Failed', tone: 'bad' },
  expired: { icon: IconCircleX, word: 'Too late to send', tone: 'bad' },
  canceling: { icon: IconCircleX, word: 'Being cancelled', tone: 'ink-3' },
  canceled: { icon: IconCircleX, word: 'Cancelled', tone: 'ink-3' },
  unknown: { icon: IconHelpCircle, word: 'Unknown: decide', tone: 'warn' },
  reply: { icon: IconCornerUpLeft, word: 'Reply', tone: 'accent' },
}

/** Where a message is: icon and word, no pill. */
export function Status({ state, word, note }: { state: MessageState; word?: string; note?: string }) {
  const { icon: Sign, word: usual, tone } = STATUS[state]
  return (
    <span className={css.status} data-tone={tone}>
      <Sign size={15} stroke={1.8} aria-hidden /> <span>{word ?? usual}</span>
      {note && <span className={css.note}>{note}</span>}
    </span>
  )
}
