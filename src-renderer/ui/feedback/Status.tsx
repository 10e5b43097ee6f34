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
import { SignedWord, type Tone } from './SignedWord'
import text from '../text.module.css'

export type MessageState = State | 'reply' | 'held'

/** Quiet when good: only what a person must act on is in a strong colour. */
export const STATUS: Record<MessageState, { icon: Icon; word: string; tone: Tone }> = {
  draft: { icon: IconPencil, word: 'Draft', tone: 'dimmed' },
  queued: { icon: IconClock, word: 'Queued', tone: 'second' },
  held: { icon: IconPlayerPause, word: 'Held', tone: 'second' },
  claimed: { icon: IconSend, word: 'Sending', tone: 'accent' },
  accepted: { icon: IconSend, word: 'Sending', tone: 'accent' },
  sending: { icon: IconSend, word: 'Sending', tone: 'accent' },
  scheduled: { icon: IconCloudCheck, word: 'With Twilio', tone: 'accent' },
  sent: { icon: IconCheck, word: 'Sent, not confirmed', tone: 'second' },
  delivered: { icon: IconChecks, word: 'Delivered', tone: 'ok' },
  undelivered: { icon: IconPhoneX, word: 'Undelivered', tone: 'bad' },
  failed: { icon: IconAlertCircle, word: 'Failed', tone: 'bad' },
  rejected: { icon: IconAlertCircle, word: 'Failed', tone: 'bad' },
  expired: { icon: IconCircleX, word: 'Too late to send', tone: 'bad' },
  canceling: { icon: IconCircleX, word: 'Being cancelled', tone: 'dimmed' },
  canceled: { icon: IconCircleX, word: 'Cancelled', tone: 'dimmed' },
  unknown: { icon: IconHelpCircle, word: 'Unknown: decide', tone: 'warn' },
  reply: { icon: IconCornerUpLeft, word: 'Reply', tone: 'accent' },
}

/** Where a message is: icon and word, no pill. */
export function Status({ state, word, note }: { state: MessageState; word?: string; note?: string }) {
  const { icon, word: usual, tone } = STATUS[state]
  return (
    <SignedWord icon={icon} tone={tone}>
      {word ?? usual}
      {note && <span className={text.muted}> {note}</span>}
    </SignedWord>
  )
}
