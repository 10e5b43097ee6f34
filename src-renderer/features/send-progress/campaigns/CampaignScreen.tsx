import { ArchiveItem } from '../../../ui/page/ArchiveItem'
import { Breadcrumb } from '../../../ui/page/Breadcrumb'
import { ActionIcon, Button, Menu, Tabs } from '@mantine/core'
import { IconCopy, IconDots, IconDownload, IconMessages, IconPencil, IconPrinter } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useMay } from '../../../app/client/session'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { download } from '../../../ui/files'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { useCount } from '../../../ui/locale'
import { Note } from '../../../ui/feedback/Note'
import { Page, PageBody } from '../../../ui/page/Page'
import { toast, toastError } from '../../../ui/feedback/toast'
import { When } from '../../../ui/records/When'
import { KIND_PLURAL, LATE_WORD, PURPOSE_WORD } from '../../../ui/words'
import { CampaignForm } from './CampaignForm'
import { CampaignRecipients } from './CampaignRecipients'
import { CampaignStatus } from '../../../ui/records/CampaignStatus'
import { SendHead } from '../SendHead'
import { SkippedTable, TextsTable } from '../tables'
import { archiveCampaign, type Campaign, duplicateCampaign, useCampaign } from './use-campaigns'
import { exportSend } from '../use-sends'
import text from '../../../ui/text.module.css'
import { ResultsAwaited } from './ResultsAwaited'
import { Facts } from '../../../ui/records/Facts'

/** Charts are large: loaded when there is something to draw. */
const CampaignResults = lazy(() => import('./CampaignResults'))

/** One campaign: a draft with its recipients, or what becomes of its texts. */
export function CampaignScreen() {
  const id = Number(useParams().id)
  const known = Number.isSafeInteger(id) && id > 0
  const { data, error, refetch } = useCampaign(known ? id : 0)
  if (error || !known)
    return (
      <Page title="Campaign" scroll>
        <PageBody narrow>
          <ErrorState
            what="This campaign could not be shown"
            error={error ?? new Error('There is no such campaign.')}
            onRetry={() => void refetch()}
          />
          <p>
            <Link to="/campaigns">Go to Campaigns</Link>
          </p>
        </PageBody>
      </Page>
    )
  return data ? <OneCampaign key={data.id} campaign={data} /> : <LoadingLine on />
}

type Tab = 'messages' | 'recipients' | 'skipped'

function OneCampaign({ campaign }: { campaign: Campaign }) {
  const say = useCount()
  const may = useMay('manager')
  const { progress, status } = campaign
  const [chosen, setTab] = useState<Tab | null>(null)
  const [editing, setEditing] = useState(false)
  const tab = chosen ?? (progress === null ? 'recipients' : 'messages')
  return (
    <Page
      above={<Breadcrumb trail={[{ to: '/campaigns', label: 'Campaigns' }]} />}
      title={campaign.name}
      meta={<CampaignStatus status={status} />}
      actions={may && <Actions campaign={campaign} onEdit={() => setEditing(true)} />}
      below={
        progress ? (
          <>
            <SendHead send={progress} may={may} fewer={null} onShow={() => setTab('skipped')} />
            {progress.gone > 0 && (
              <Suspense fallback={<ResultsAwaited />}>
                <CampaignResults campaign={campaign} />
              </Suspense>
            )}
          </>
        ) : (
          <Draft campaign={campaign} may={may} />
        )
      }
    >
      <Tabs value={tab} onChange={(next) => setTab(next as Tab)} keepMounted={false} className={text.fill}>
        <Tabs.List mx="var(--db-gutter)">
          {progress && (
            <Tabs.Tab value="messages">
              SMS messages <small>{say(progress.total)}</small>
            </Tabs.Tab>
          )}
          <Tabs.Tab value="recipients">
            Recipients <small>{say(campaign.recipients)}</small>
          </Tabs.Tab>
          {progress && (
            <Tabs.Tab value="skipped">
              Didn’t get it <small>{say(progress.skipped)}</small>
            </Tabs.Tab>
          )}
        </Tabs.List>
        {progress && (
          <Tabs.Panel value="messages" className={text.fill}>
            <TextsTable send={progress} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="recipients" className={text.fill}>
          <CampaignRecipients campaign={campaign} />
        </Tabs.Panel>
        {progress && (
          <Tabs.Panel value="skipped" className={text.fill}>
            <SkippedTable sendId={progress.sendId} />
          </Tabs.Panel>
        )}
      </Tabs>
      {editing && (
        <CampaignForm campaign={campaign} onClose={() => setEditing(false)} onSaved={() => undefined} />
      )}
    </Page>
  )
}

/** What a manager may do with a campaign as it stands. */
function Actions({ campaign, onEdit }: { campaign: Campaign; onEdit: () => void }) {
  const { id, progress, actions } = campaign
  const lacks = missing(campaign) !== null
  return (
    <>
      {actions.includes('edit') && (
        <Button variant="default" leftSection={<IconPencil size={15} aria-hidden />} onClick={onEdit}>
          Edit
        </Button>
      )}
      {progress && (
        <Button
          variant="default"
          leftSection={<IconPrinter size={15} aria-hidden />}
          component={Link}
          to={`/print/campaign/${id}`}
        >
          Print
        </Button>
      )}
      {progress && (
        <Button
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden />}
          onClick={() => void exportSend(progress.sendId).then(download).catch(toastError)}
        >
          Export
        </Button>
      )}
      {actions.includes('generate') && (
        <Button
          component={Link}
          to={`/campaigns/${id}/review`}
          leftSection={<IconMessages size={16} aria-hidden />}
          data-disabled={lacks || undefined}
          aria-disabled={lacks || undefined}
          onClick={(event) => lacks && event.preventDefault()}
        >
          Generate all SMS messages
        </Button>
      )}
      <MoreMenu campaign={campaign} />
    </>
  )
}

function MoreMenu({ campaign }: { campaign: Campaign }) {
  const { id } = campaign
  const navigate = useNavigate()
  const duplicate = async () => {
    const copy = await duplicateCampaign(id)
    toast({ say: `Made a draft like “${campaign.name}”` })
    await navigate(`/campaigns/${copy.id}`)
  }
  const archive = async (to: boolean) => {
    await archiveCampaign(id, to)
    toast({
      say: to ? `Archived “${campaign.name}”` : `Brought back “${campaign.name}”`,
      action: { label: 'Undo', run: () => archiveCampaign(id, !to) },
    })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="input-sm" variant="default" aria-label="More for this campaign">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={16} stroke={1.6} />}
          onClick={() => void duplicate().catch(toastError)}
        >
          Duplicate
        </Menu.Item>
        {(campaign.actions.includes('archive') || campaign.archived) && (
          <ArchiveItem archived={campaign.archived} onChange={archive} />
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What a draft lacks before its texts can be made; null when nothing. */
const missing = ({ templateId, recipients }: Campaign): string | null =>
  templateId === null ? 'Choose a template with Edit.' : recipients === 0 ? 'Add its recipients below.' : null

function Draft({ campaign, may }: { campaign: Campaign; may: boolean }) {
  const lacks = missing(campaign)
  const facts: [string, React.ReactNode][] = [
    ['For', KIND_PLURAL[campaign.recordKind]],
    ['Template', campaign.templateName ?? 'None yet'],
    ['Purpose', campaign.templateId === null ? '–' : PURPOSE_WORD[campaign.purpose]],
    ['Dispatch date', campaign.dispatchAt ? <When key="at" at={campaign.dispatchAt} /> : 'When generated'],
    ['If the PC was off', LATE_WORD[campaign.late]],
  ]
  return (
    <>
      <Facts m="10px 0 4px" p="12px 16px" bd="1px solid var(--db-line)" bdrs="lg">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </Facts>
      {may && lacks && (
        <Note tone="info" title="Nothing can be generated yet">
          {lacks}
        </Note>
      )}
    </>
  )
}
