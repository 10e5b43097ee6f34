import { Box } from '@mantine/core'
import type { ReactNode } from 'react'
import { useParams, useSearchParams } from 'react-router'
import type { SendType } from '#shared/values'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { useCount, useLocale } from '../../ui/locale'
import { GROUP_WORD, groupOf, GROUPS, statesOf, type TextGroup } from '../../ui/messages/text-groups'
import { Page, PageBody } from '../../ui/page/Page'
import { plural } from '../../ui/plural'
import { Money } from '../../ui/records/Money'
import { TYPE_WORD } from '../../ui/words'
import { Paper } from './Paper'
import css from './print.module.css'
import {
  type Campaign,
  type Report,
  type ReportQuery,
  type Row,
  useCampaign,
  usePersonName,
  useReport,
  useResults,
  useThread,
} from './use-print'

/** What is to be printed could not be read. */
function Failed({ error, again }: { error: Error; again: () => void }) {
  return (
    <Page title="Print" scroll>
      <PageBody narrow>
        <ErrorState what="What you want to print could not be read" error={error} onRetry={again} />
      </PageBody>
    </Page>
  )
}

/** A moment in full, with the year: a page is read years later. */
const useMoment = () => {
  const { language, zone } = useLocale()
  const format = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
  const day = new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'medium' })
  return {
    at: (iso: string) => format.format(new Date(iso)),
    day: (iso: string) => day.format(new Date(iso)),
    /** The day before an instant that no longer counts. */
    lastDay: (iso: string) => day.format(new Date(Date.parse(iso) - 1)),
  }
}

const stateWord = (state: Row['state']): string => (state === 'reply' ? 'Reply' : GROUP_WORD[groupOf(state)])
const isGroup = (value: string): value is TextGroup => (GROUPS as readonly string[]).includes(value)

function Rows({ label, of: { rows, total } }: { label: string; of: Pick<Report, 'rows' | 'total'> }) {
  const { at } = useMoment()
  const say = useCount()
  if (rows.length === 0) return <p>Nothing matches.</p>
  return (
    <>
      <table className={css.rows} aria-label={label}>
        <thead>
          <tr>
            <th>When</th>
            <th>Name</th>
            <th>Number</th>
            <th>Status</th>
            <th>Type</th>
            <th>Text</th>
            <th data-number>Cost</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.direction} ${row.id}`}>
              <td className={css.when}>{at(row.at)}</td>
              <td>
                <bdi>{row.name}</bdi>
              </td>
              <td className={css.when}>{row.national}</td>
              <td>
                {stateWord(row.state)}
                {row.why && <small> {row.why}</small>}
              </td>
              <td>{row.type ? TYPE_WORD[row.type] : ''}</td>
              <td className={css.written}>
                <bdi>{row.body}</bdi>
              </td>
              <td data-number>{row.price && <Money of={row.price} precise />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > rows.length && (
        <p>
          The first {say(rows.length)} of {say(total)}. The export as CSV has all of them.
        </p>
      )}
    </>
  )
}

const totalsOf = ({ totals }: Report, say: (count: number) => string): [string, ReactNode][] => [
  ['Texts', say(totals.texts)],
  ['Messages', say(totals.units)],
  ['Delivered', say(totals.delivered)],
  ['Failed', say(totals.failed)],
  ['Replies', say(totals.replies)],
  ['Cost', totals.cost ? <Money key="cost" of={totals.cost} /> : '–'],
]

/** The detail report on paper (B8): as it was filtered and sorted on the screen. */
export function PrintReport() {
  const [params] = useSearchParams()
  const say = useCount()
  const { day, lastDay } = useMoment()
  const of = (name: string) => params.get(name)
  const [from, to, type, status, search] = ['from', 'to', 'type', 'status', 'search'].map(of)
  const personId = of('person') === null ? null : Number(of('person'))
  const person = usePersonName(personId)
  const sort = of('sort')
  const query: ReportQuery = {
    from: from ?? null,
    to: to ?? null,
    type: (type ?? null) as SendType | null,
    states: !status ? [] : isGroup(status) ? statesOf(status) : ['reply'],
    recipientId: personId,
    search: search ?? '',
    sort: sort === 'name' || sort === 'state' ? sort : 'at',
    descending: of('order') !== 'up',
  }
  const { data, error, refetch } = useReport(query)
  if (error) return <Failed error={error} again={() => void refetch()} />
  if (!data) return <LoadingLine on />
  const filters = [
    from && to
      ? `From ${day(from)} to ${lastDay(to)}`
      : from
        ? `From ${day(from)} until today`
        : to
          ? `Until ${lastDay(to)}`
          : 'Any time',
    type ? `Type: ${TYPE_WORD[type as SendType]}` : 'Every type',
    status ? `Status: ${isGroup(status) ? GROUP_WORD[status] : 'Replies'}` : 'Every status',
    ...(personId === null ? [] : [`Person: ${person ?? personId}`]),
    ...(search ? [`With “${search}”`] : []),
  ]
  return (
    <Paper
      title="Texts and replies"
      filters={[filters.join(' · ')]}
      totals={totalsOf(data, say)}
      file="texts-and-replies"
    >
      <Rows label="Texts and replies" of={data} />
    </Paper>
  )
}

/** One conversation on paper: what was said in both directions, the oldest first. */
export function PrintConversation() {
  const e164 = useParams().number ?? ''
  const { at } = useMoment()
  const { data, error, refetch } = useThread(e164)
  if (error) return <Failed error={error} again={() => void refetch()} />
  if (!data) return <LoadingLine on />
  const who = data.people.map(({ name }) => name).join(', ') || 'Nobody on record'
  const received = data.items.filter(({ direction }) => direction === 'in').length
  return (
    <Paper
      title={`Conversation with ${data.national}`}
      filters={[who, ...(data.more ? ['The newest 500 texts; earlier ones are left out.'] : [])]}
      totals={[
        ['Sent', data.items.length - received],
        ['Received', received],
      ]}
      file={`conversation-${e164.replace(/\D/g, '')}`}
    >
      <ol className={css.texts} aria-label="Texts of the conversation">
        {data.items.map((item) => (
          <li key={`${item.direction} ${item.id}`}>
            <Box c="dimmed" fz="xs">
              {at(item.at)} ·{' '}
              {item.direction === 'in'
                ? `received${item.filedUnder ? ` from ${item.filedUnder}` : ''}`
                : `sent to ${item.to} by ${item.by} · ${stateWord(item.state)}`}
              {item.direction === 'in' && item.pictures > 0 && ` · ${plural(item.pictures, 'picture')}`}
            </Box>
            <p>
              <bdi>{item.body}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </Paper>
  )
}

/** One campaign on paper: what became of it, why texts failed, its texts and the replies to them. */
export function PrintCampaign() {
  const id = Number(useParams().id)
  const { data, error, refetch } = useCampaign(id)
  if (error) return <Failed error={error} again={() => void refetch()} />
  return data ? <CampaignPaper campaign={data} /> : <LoadingLine on />
}

function CampaignPaper({ campaign }: { campaign: Campaign }) {
  const say = useCount()
  const { at } = useMoment()
  const { progress } = campaign
  const report = useReport(
    progress === null ? null : { sendId: progress.sendId, answers: true, sort: 'name', descending: false },
  )
  const results = useResults(campaign.id)
  const error = report.error ?? results.error
  if (error)
    return <Failed error={error} again={() => void Promise.all([report.refetch(), results.refetch()])} />
  if (progress === null)
    return (
      <Paper
        title={campaign.name}
        filters={['Its texts were not generated yet.']}
        totals={[]}
        file="campaign"
      >
        <p>There is nothing to print before the texts of a campaign exist.</p>
      </Paper>
    )
  if (!report.data || !results.data) return <LoadingLine on />
  const { reasons, optOuts } = results.data
  return (
    <Paper
      title={`Campaign: ${campaign.name}`}
      filters={[
        `Made ${at(progress.createdAt)} by ${progress.by}`,
        ...(progress.skipped > 0
          ? [`${plural(progress.skipped, 'person', 'people')} left out by the rules`]
          : []),
      ]}
      totals={[...totalsOf(report.data, say), ['Opt-outs', say(optOuts)]]}
      file={`campaign-${campaign.id}`}
    >
      {reasons.length > 0 && (
        <Box component="ul" mb="md" c="second" aria-label="Why texts failed">
          {reasons.map(({ code, title, count }) => (
            <li key={String(code)}>
              {say(count)}: {title}
              {code !== null && ` (${code})`}
            </li>
          ))}
        </Box>
      )}
      <Rows label="Texts of the campaign and replies" of={report.data} />
    </Paper>
  )
}
