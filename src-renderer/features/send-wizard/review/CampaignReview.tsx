import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { Page, PageBody } from '../../../ui/page/Page'
import { useTextLanguage } from '../../../ui/locale'
import { ReviewStep } from './ReviewStep'
import { type CampaignToReview, getCampaign } from '../use-send'
import { newWizard, type Wizard } from '../wizard'

/** The review of a campaign: the same as of any send. Who, what and when are the campaign's own. */
export function CampaignReview() {
  const id = Number(useParams().id)
  const { data, error, refetch } = useQuery({
    queryKey: ['campaigns', 'review', id],
    queryFn: () => getCampaign(id),
    // Taken once: what somebody chooses here stays while the campaign's progress changes.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (error)
    return (
      <Page title="Review" scroll>
        <PageBody narrow>
          <ErrorState what="This campaign could not be read" error={error} onRetry={() => void refetch()} />
        </PageBody>
      </Page>
    )
  return data ? <Opened campaign={data} /> : <LoadingLine on />
}

function Opened({ campaign }: { campaign: CampaignToReview }) {
  const navigate = useNavigate()
  const language = useTextLanguage()
  const [wizard, setWizard] = useState<Wizard>(() => ({
    ...newWizard(language),
    step: 'review',
    campaign: { id: campaign.id, name: campaign.name },
    kind: campaign.recordKind,
    way: 'template',
    templateId: campaign.templateId,
    purpose: campaign.purpose === 'alerts' ? 'alerts' : 'marketing',
  }))
  const back = () => void navigate(`/campaigns/${campaign.id}`)
  return (
    <ReviewStep
      wizard={wizard}
      change={(patch) => setWizard((now) => ({ ...now, ...patch }))}
      go={back}
      cancel={back}
      onSent={() => Promise.resolve()}
    />
  )
}
