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
import css from './CampaignStatus.module.css'

export const CAMPAIGN_STATUS: Record<
  State,
  { icon: Icon; word: string; tone: 'ok' | 'warn' | 'accent' | 'ink-2' | 'ink-3' }
> = {
  draft: { icon: IconPencil, word: 'Draft', tone: 'ink-2' },
  scheduled: { icon: IconCloudCheck, word: 'Scheduled', tone: 'accent' },
  sending: { icon: IconSend, word: 'Sending', tone: 'accent' },
  paused: { icon: IconPlayerPause, word: 'Paused', tone: 'warn' },
  completed: { icon: IconChecks, word: 'Completed', tone: 'ok' },
  cancelled: { icon: IconCircleX, word: 'Cancelled', tone: 'ink-3' },
}

/** Where a campaign is in its life: icon and word. */
export function CampaignStatus({ status, decide = false }: { status: State; decide?: boolean }) {
  const { icon: Sign, word, tone } = CAMPAIGN_STATUS[status]
  return (
    <span className={css.status} data-tone={tone}>
      <Sign size={15} stroke={1.8} aria-hidden /> {decide ? `${word}: decide` : word}
    </span>
  )
}
