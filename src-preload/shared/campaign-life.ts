/** The life of a campaign: what it is called at each moment, and what may be done with it then. */

export const CAMPAIGN_STATUSES = [
  'draft',
  'scheduled',
  'sending',
  'paused',
  'completed',
  'cancelled',
] as const
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number]
export type CampaignAction =
  | 'edit'
  | 'generate'
  | 'pause'
  | 'resume'
  | 'retime'
  | 'cancel'
  | 'retry'
  | 'duplicate'
  | 'archive'

export type CampaignFacts = {
  /** Null before its texts were generated. */
  phase: 'writing' | 'holding' | 'waiting' | 'sending' | 'paused' | 'confirming' | 'done' | 'cancelled' | null
  /** Texts that have left, or wait in the carrier's schedule. */
  begun: boolean
}

/** The status follows from the texts themselves, so that it cannot differ from them. */
export const campaignStatus = ({ phase, begun }: CampaignFacts): CampaignStatus => {
  switch (phase) {
    case null:
      return 'draft'
    case 'writing':
    case 'holding':
      return 'scheduled'
    case 'waiting':
      return begun ? 'sending' : 'scheduled'
    case 'sending':
      return 'sending'
    case 'paused':
      return 'paused'
    case 'confirming':
    case 'done':
      return 'completed'
    case 'cancelled':
      return 'cancelled'
  }
}

const ALLOWED: Record<CampaignStatus, readonly CampaignAction[]> = {
  draft: ['edit', 'generate', 'duplicate', 'archive'],
  scheduled: ['pause', 'retime', 'cancel', 'duplicate'],
  sending: ['pause', 'retime', 'cancel', 'duplicate'],
  paused: ['resume', 'retime', 'cancel', 'duplicate'],
  completed: ['retry', 'duplicate', 'archive'],
  cancelled: ['duplicate', 'archive'],
}

/** Only what its status allows is offered, and nothing else is taken. */
export const campaignActions = (status: CampaignStatus): readonly CampaignAction[] => ALLOWED[status]
