import { Box, Button, Group, Tabs } from '@mantine/core'
import { IconCloudCheck, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { CAMPAIGN_STATUSES } from '#shared/campaign-life'
import { searchKey } from '#shared/people/search-key'
import { StatusFilter } from '../../../ui/tables/StatusFilter'
import { useMay } from '../../../app/client/session'
import { ActionFoot } from '../../../ui/page/ActionFoot'
import { type Column, DataTable, type Sort } from '../../../ui/tables/DataTable'
import { Empty, NothingFound } from '../../../ui/feedback/Empty'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { useCount } from '../../../ui/locale'
import { Money } from '../../../ui/records/Money'
import { Note } from '../../../ui/feedback/Note'
import { Page, PageBody } from '../../../ui/page/Page'
import { plural } from '../../../ui/plural'
import text from '../../../ui/text.module.css'
import { When } from '../../../ui/records/When'
import { CampaignForm } from './CampaignForm'
import { CAMPAIGN_STATUS, CampaignStatus } from '../../../ui/records/CampaignStatus'
import { DailySends } from '../DailySends'
import { SearchField } from '../../../ui/tables/SearchField'
import { SendBar } from '../SendBar'
import { type Campaign, useCampaigns } from './use-campaigns'

/** What a campaign waits for a person to decide. */
const decides = ({ progress }: Campaign) => progress?.pausedBy === 'late' || progress?.pausedBy === 'canary'

const SORTS: Record<string, (campaign: Campaign) => string | number> = {
  name: ({ name }) => name.toLowerCase(),
  status: ({ status }) => status,
  dispatch: ({ dispatchAt, progress }) => dispatchAt ?? progress?.createdAt ?? '',
}

/** Campaigns, and the texts that leave by themselves each day. */
export function CampaignsScreen() {
  const navigate = useNavigate()
  const may = useMay('manager')
  const [params, setParams] = useSearchParams()
  const tab = params.get('tab') === 'daily' ? 'daily' : 'campaigns'
  const [archived, setArchived] = useState(false)
  const { data, error, isPending, refetch } = useCampaigns(archived)
  const [making, setMaking] = useState(params.get('new') !== null)
  const stuck = data?.find(decides)
  const add = may && tab === 'campaigns' && (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setMaking(true)}>
      New campaign
    </Button>
  )
  return (
    <>
      <Page title="Campaigns" actions={data && data.length > 0 && add}>
        <LoadingLine on={isPending} />
        <Tabs
          value={tab}
          onChange={(next) => setParams(next === 'daily' ? { tab: 'daily' } : {}, { replace: true })}
          keepMounted={false}
          className={text.fill}
        >
          <Tabs.List mx="var(--db-gutter)">
            <Tabs.Tab value="campaigns">Campaigns</Tabs.Tab>
            <Tabs.Tab value="daily">Daily sends</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="campaigns" className={text.fill}>
            {error && (
              <PageBody>
                <ErrorState
                  what="The campaigns could not be read"
                  error={error}
                  onRetry={() => void refetch()}
                />
              </PageBody>
            )}
            {stuck && (
              <Group flex="none" py={10} px="gutter">
                <Note
                  tone="warn"
                  action={
                    <Button size="xs" variant="default" component={Link} to={`/campaigns/${stuck.id}`}>
                      Decide
                    </Button>
                  }
                >
                  <b>“{stuck.name}” has paused itself.</b> {stuck.progress?.why}
                </Note>
              </Group>
            )}
            {data && (
              <CampaignTable
                campaigns={data}
                archived={archived}
                onArchived={setArchived}
                add={add}
                onOpen={(id) => void navigate(`/campaigns/${id}`)}
              />
            )}
          </Tabs.Panel>
          <Tabs.Panel value="daily" className={text.fill}>
            <DailySends />
          </Tabs.Panel>
        </Tabs>
      </Page>
      {tab === 'campaigns' && <WithTwilio campaigns={data ?? []} />}
      {making && (
        <CampaignForm
          campaign={null}
          onClose={() => setMaking(false)}
          onSaved={(id) => void navigate(`/campaigns/${id}`)}
        />
      )}
    </>
  )
}

const columnsOf = (say: (count: number) => string): Column<Campaign>[] => [
  {
    key: 'name',
    head: 'Campaign',
    sortable: true,
    cell: (row) => (
      <Link className={text.name} to={`/campaigns/${row.id}`} tabIndex={-1}>
        {row.name}
      </Link>
    ),
  },
  {
    key: 'status',
    head: 'Status',
    width: 150,
    sortable: true,
    cell: (row) => <CampaignStatus status={row.status} decide={decides(row)} />,
  },
  {
    key: 'sent',
    head: 'Sent',
    width: 190,
    cell: (row) =>
      row.progress === null ? (
        <span className={text.second}>{plural(row.recipients, 'recipient')}</span>
      ) : row.progress.gone === 0 && row.progress.withCarrier > 0 ? (
        <span className={text.second}>{say(row.progress.withCarrier)} with Twilio</span>
      ) : (
        <Group component="span">
          <Box component="span" flex={1}>
            <SendBar send={row.progress} size={6} />
          </Box>
          {say(row.progress.gone)} of {say(row.progress.total)}
        </Group>
      ),
  },
  {
    key: 'dispatch',
    head: 'Dispatch date',
    width: 140,
    sortable: true,
    cell: (row) => {
      const at = row.dispatchAt ?? row.progress?.createdAt
      return at ? <When at={at} className={text.second} /> : <span className={text.muted}>No date yet</span>
    },
  },
  {
    key: 'delivered',
    head: 'Delivered',
    width: 96,
    number: true,
    cell: ({ progress }) =>
      progress && progress.gone > 0
        ? `${(((progress.states.delivered ?? 0) / progress.gone) * 100).toFixed(1)}%`
        : '–',
  },
  {
    key: 'cost',
    head: 'Cost',
    width: 84,
    number: true,
    wide: true,
    cell: ({ progress }) => (progress?.cost ? <Money of={progress.cost} /> : '–'),
  },
]

const matching = (campaigns: readonly Campaign[], search: string, status: Campaign['status'] | null) => {
  const wanted = searchKey(search.trim())
  return campaigns.filter(
    (one) => (status === null || one.status === status) && searchKey(one.name).includes(wanted),
  )
}
const sorted = (campaigns: readonly Campaign[], sort: Sort): readonly Campaign[] => {
  const key = SORTS[sort.key] ?? SORTS.name
  if (!key) return campaigns
  const compare = (one: Campaign, other: Campaign) =>
    key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0
  return campaigns.toSorted((one, other) => compare(one, other) * (sort.descending ? -1 : 1))
}

type CampaignTableProps = {
  campaigns: readonly Campaign[]
  archived: boolean
  onArchived: (archived: boolean) => void
  add: React.ReactNode
  onOpen: (id: number) => void
}
function CampaignTable({ campaigns, archived, onArchived, add, onOpen }: CampaignTableProps) {
  const say = useCount()
  const [sort, setSort] = useState<Sort>({ key: 'dispatch', descending: true })
  const [search, setSearch] = useState('')
  // In the address: whoever opened a campaign comes back to what was shown.
  const [params, setParams] = useSearchParams()
  const asked = params.get('status')
  const status = CAMPAIGN_STATUSES.find((one) => one === asked) ?? null
  const show = (next: string | null) => setParams(next === null ? {} : { status: next }, { replace: true })
  const filtered = search !== '' || status !== null
  const rows = sorted(matching(campaigns, search, status), sort)
  return (
    <>
      {(campaigns.length > 0 || archived) && (
        <Group flex="none" py={10} px="gutter">
          <SearchField
            label="Search campaigns by name"
            placeholder="Search by name"
            value={search}
            onChange={setSearch}
          />
          <StatusFilter
            w={160}
            statuses={CAMPAIGN_STATUSES.map((one) => ({
              status: one,
              word: CAMPAIGN_STATUS[one].word,
              count: campaigns.filter((of) => of.status === one).length,
            }))}
            value={status}
            onChange={show}
          />
          <Button size="xs" variant="default" aria-pressed={archived} onClick={() => onArchived(!archived)}>
            {archived ? 'Show those in use' : 'Show archived'}
          </Button>
          <span className={text.grow} />
          <span className={`${text.small} ${text.muted}`}>
            {filtered && `${say(rows.length)} of `}
            {plural(campaigns.length, 'campaign')}
          </span>
        </Group>
      )}
      <DataTable
        label="Campaigns"
        columns={columnsOf(say)}
        sort={sort}
        onSort={setSort}
        queryKey={['campaigns', 'rows', sort, rows.map((row) => [row.id, row.status, row.progress])]}
        fetchPage={async (offset, limit) => ({
          total: rows.length,
          rows: rows.slice(offset, offset + limit),
        })}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        onOpen={(row) => onOpen(row.id)}
        empty={
          filtered && campaigns.length > 0 ? (
            <NothingFound
              title="No campaign matches."
              action={
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => {
                    setSearch('')
                    show(null)
                  }}
                >
                  Show all campaigns
                </Button>
              }
            />
          ) : archived ? (
            <Empty title="No archived campaign">Campaigns that are over can be archived on their page.</Empty>
          ) : (
            <NoCampaigns add={add} />
          )
        }
      />
    </>
  )
}

function NoCampaigns({ add }: { add: React.ReactNode }) {
  return (
    <Empty
      title="No campaigns yet"
      steps={[
        ['Plan', 'a name, a template, a dispatch date'],
        ['Add recipients', 'by hand, from lists, from a table'],
        ['Generate', 'review everyone, then schedule or send'],
      ]}
      action={add}
    >
      A campaign is a named text to many people, with recipients of its own, a date and its results.
    </Empty>
  )
}

/** What is safe although this PC is off. */
function WithTwilio({ campaigns }: { campaigns: readonly Campaign[] }) {
  const waiting = campaigns.flatMap(({ progress }) =>
    progress && progress.withCarrier > 0 ? [progress] : [],
  )
  const count = waiting.reduce((n, { withCarrier }) => n + withCarrier, 0)
  const not = waiting.reduce((n, { here, unsure, takingBack }) => n + here + unsure + takingBack, 0)
  if (count === 0) return null
  return (
    <ActionFoot
      note={
        <Group className={text.nowrap} component="span" display="inline-flex" gap={6} c="second">
          <IconCloudCheck size={16} aria-hidden />
          {plural(count, 'text')} {count === 1 ? 'is' : 'are'} safely with Twilio.{' '}
          {not === 0 ? 'This PC may be off then.' : `${plural(not, 'is', 'are')} not: leave this PC on.`}
        </Group>
      }
    >
      {null}
    </ActionFoot>
  )
}
