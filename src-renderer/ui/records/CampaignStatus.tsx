import {
  type Icon,
  IconChecks,
  IconCircleX,
  IconCloudCheck,
  IconPencil,
  IconPlayerPause,
  IconSend,
} from '@tabler/icons-react'
import type { CampaignStatus as State } from '#shared/campaign-life'
import { SignedWord, type Tone } from '../feedback/SignedWord'

export const CAMPAIGN_STATUS: Record<State, { icon: Icon; word: string; tone: Tone }> = {
  draft: { icon: IconPencil, word: 'Draft', tone: 'second' },
  scheduled: { icon: IconCloudCheck, word: 'Scheduled', tone: 'accent' },
  sending: { icon: IconSend, word: 'Sending', tone: 'accent' },
  paused: { icon: IconPlayerPause, word: 'Paused', tone: 'warn' },
  completed: { icon: IconChecks, word: 'Completed', tone: 'ok' },
  cancelled: { icon: IconCircleX, word: 'Cancelled', tone: 'dimmed' },
}

/** Where a campaign is in its life: icon and word. */
export function CampaignStatus({ status, decide = false }: { status: State; decide?: boolean }) {
  const { icon, word, tone } = CAMPAIGN_STATUS[status]
  return (
    <SignedWord icon={icon} tone={tone}>
      {decide ? `${word}: decide` : word}
    </SignedWord>
  )
}
