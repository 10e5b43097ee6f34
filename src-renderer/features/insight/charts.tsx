import { BarChart, LineChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { Table, Tabs } from '@mantine/core'
import { useState } from 'react'
import { formatMoney } from '#shared/money'
import { useCount, useLocale } from '../../ui/locale'
import { plural } from '../../ui/plural'
import { Money } from '../../ui/records/Money'
import { PlainTable } from '../../ui/tables/PlainTable'
import { ChartPanel } from './ChartPanel'
import type { Counts, Insight, InsightTable, Named, Period } from './use-insight'
import { useDates, useShare } from './words'

type ChartProps = { of: Insight; period: Period }

const SHARED = {
  h: 180,
  withTooltip: true,
  withLegend: true,
  legendProps: { verticalAlign: 'top' as const, height: 28 },
  gridAxis: 'x' as const,
  tickLine: 'none' as const,
  yAxisProps: { width: 56, allowDecimals: false },
}
const STILL = { isAnimationActive: false }
const ENDS = [
  { name: 'Delivered', color: 'var(--db-ok-fill)' },
  { name: 'Not confirmed', color: 'var(--db-warn-fill)' },
  { name: 'Failed', color: 'var(--db-bad-fill)' },
]
const ends = ({ sent, delivered, failed }: Counts) => ({
  Delivered: delivered,
  'Not confirmed': sent - delivered - failed,
  Failed: failed,
})
const answers = ({ replies, optOuts }: Counts) => ({ Replies: replies, 'Opt-outs': optOuts })
const ANSWERS = [
  { name: 'Replies', color: 'var(--db-accent)' },
  { name: 'Opt-outs', color: 'var(--db-bad-fill)' },
]
const NO_TEXTS = 'No text left in this period.'

const HEADS = [
  { head: 'Texts', width: 80, number: true },
  { head: 'Delivered', width: 128, number: true },
  { head: 'Failed', width: 118, number: true },
  { head: 'Replies', width: 118, number: true },
  { head: 'Opt-outs', width: 108, number: true },
  { head: 'Cost', width: 92, number: true },
]
/** The numbers of one row, as every table here has them. */
function Cells({ of }: { of: Counts }) {
  const say = useCount()
  const share = useShare()
  const part = (count: number) => (
    <Table.Td data-number>
      {say(count)} <small>{of.sent > 0 && share(count, of.sent)}</small>
    </Table.Td>
  )
  return (
    <>
      <Table.Td data-number>{say(of.sent)}</Table.Td>
      {part(of.delivered)}
      {part(of.failed)}
      {part(of.replies)}
      {part(of.optOuts)}
      <Table.Td data-number>{of.cost ? <Money of={of.cost} /> : '–'}</Table.Td>
    </>
  )
}

/** Texts by day or month, by their end. */
export function Deliveries({ of, period }: ChartProps) {
  const { short, long } = useDates(period.by)
  const { total, series } = of
  return (
    <ChartPanel
      title={period.by === 'day' ? 'Texts by day' : 'Texts by month'}
      period={period}
      table="series"
      says={`${plural(total.sent, 'text')}: ${total.delivered} delivered, ${total.failed} failed, the others not confirmed.`}
      empty={total.sent + total.replies + total.optOuts === 0 ? NO_TEXTS : null}
      chart={
        <BarChart
          {...SHARED}
          type="stacked"
          data={series.map((row) => ({ key: short(row.key), ...ends(row) }))}
          dataKey="key"
          barProps={STILL}
          maxBarWidth={36}
          series={ENDS}
        />
      }
    >
      <PlainTable label="Texts by time" heads={[{ head: period.by === 'day' ? 'Day' : 'Month' }, ...HEADS]}>
        {series
          .filter((row) => period.by === 'month' || row.sent + row.replies + row.optOuts > 0)
          .map((row) => (
            <Table.Tr key={row.key}>
              <Table.Td>{long(row.key)}</Table.Td>
              <Cells of={row} />
            </Table.Tr>
          ))}
      </PlainTable>
    </ChartPanel>
  )
}

/** Replies and opt-outs by day or month. */
export function Answers({ of, period }: ChartProps) {
  const { short, long } = useDates(period.by)
  const say = useCount()
  const share = useShare()
  const { total, series } = of
  return (
    <ChartPanel
      title="Replies and opt-outs"
      period={period}
      table="series"
      says={`${plural(total.replies, 'reply', 'replies')} and ${plural(total.optOuts, 'opt-out')} to ${plural(total.sent, 'text')}.`}
      empty={total.replies + total.optOuts === 0 ? 'Nobody answered in this period.' : null}
      chart={
        <BarChart
          {...SHARED}
          type="stacked"
          data={series.map((row) => ({ key: short(row.key), ...answers(row) }))}
          dataKey="key"
          barProps={STILL}
          maxBarWidth={36}
          series={ANSWERS}
        />
      }
    >
      <PlainTable
        label="Replies and opt-outs by time"
        heads={[
          { head: period.by === 'day' ? 'Day' : 'Month' },
          { head: 'Replies', width: 110, number: true },
          { head: 'Opt-outs', width: 110, number: true },
          { head: 'Opt-outs of texts', width: 130, number: true },
        ]}
      >
        {series
          .filter((row) => row.replies + row.optOuts > 0)
          .map((row) => (
            <Table.Tr key={row.key}>
              <Table.Td>{long(row.key)}</Table.Td>
              <Table.Td data-number>{say(row.replies)}</Table.Td>
              <Table.Td data-number>{say(row.optOuts)}</Table.Td>
              <Table.Td data-number>{share(row.optOuts, row.sent)}</Table.Td>
            </Table.Tr>
          ))}
      </PlainTable>
    </ChartPanel>
  )
}

/** What was spent by day or month, replies included. */
export function Costs({ of, period }: ChartProps) {
  const { short, long } = useDates(period.by)
  const { language, currency: own } = useLocale()
  const say = useCount()
  const { total, series } = of
  const currency = total.cost?.currency ?? own
  const amount = (value: number) => formatMoney({ micros: Math.round(value * 1_000_000), currency }, language)
  return (
    <ChartPanel
      title="Cost"
      note="texts and replies"
      period={period}
      table="series"
      says={total.cost ? `${formatMoney(total.cost, language)} in this period.` : 'No cost.'}
      empty={total.cost === null ? 'Nothing was spent in this period.' : null}
      chart={
        <LineChart
          {...SHARED}
          withLegend={false}
          yAxisProps={{ width: 64 }}
          valueFormatter={amount}
          data={series.map((row) => ({ key: short(row.key), Cost: (row.cost?.micros ?? 0) / 1_000_000 }))}
          dataKey="key"
          curveType="linear"
          withDots={series.length < 40}
          lineProps={STILL}
          series={[{ name: 'Cost', color: 'var(--db-accent)' }]}
        />
      }
    >
      <PlainTable
        label="Cost by time"
        heads={[
          { head: period.by === 'day' ? 'Day' : 'Month' },
          { head: 'Messages', width: 110, number: true },
          { head: 'Cost', width: 120, number: true },
        ]}
      >
        {series
          .filter((row) => row.cost !== null)
          .map((row) => (
            <Table.Tr key={row.key}>
              <Table.Td>{long(row.key)}</Table.Td>
              <Table.Td data-number>{say(row.units)}</Table.Td>
              <Table.Td data-number>
                <Money of={row.cost} />
              </Table.Td>
            </Table.Tr>
          ))}
      </PlainTable>
    </ChartPanel>
  )
}

const MOST_REASONS = 8
/** Why texts failed, the most frequent first. */
export function Reasons({ of, period }: ChartProps) {
  const say = useCount()
  const share = useShare()
  const { reasons, total } = of
  const shown = reasons.slice(0, MOST_REASONS)
  const [first] = reasons
  return (
    <ChartPanel
      title="Why texts failed"
      period={period}
      table="reasons"
      says={
        first
          ? `${plural(reasons.length, 'reason')}. The most frequent: ${first.title}, ${first.count} of ${total.failed}.`
          : ''
      }
      empty={reasons.length === 0 ? 'No text failed in this period.' : null}
      chart={
        <BarChart
          {...SHARED}
          h={40 + shown.length * 28}
          withLegend={false}
          orientation="vertical"
          gridAxis="y"
          data={shown.map(({ title, code, count }) => ({
            key: code === null ? title : `${title} (${code})`,
            Texts: count,
          }))}
          dataKey="key"
          barProps={STILL}
          maxBarWidth={16}
          yAxisProps={{ width: 220 }}
          xAxisProps={{ allowDecimals: false }}
          series={[{ name: 'Texts', color: 'var(--db-bad-fill)' }]}
        />
      }
    >
      <PlainTable
        label="Why texts failed"
        heads={[
          { head: 'Reason', width: 220 },
          { head: 'What to do' },
          { head: 'Texts', width: 80, number: true },
          { head: 'Of those failed', width: 120, number: true },
        ]}
      >
        {reasons.map(({ code, title, next, count }) => (
          <Table.Tr key={String(code)}>
            <Table.Td data-wrap>
              {title} {code !== null && <small>{code}</small>}
            </Table.Td>
            <Table.Td data-wrap>{next}</Table.Td>
            <Table.Td data-number>{say(count)}</Table.Td>
            <Table.Td data-number>{share(count, total.failed)}</Table.Td>
          </Table.Tr>
        ))}
      </PlainTable>
    </ChartPanel>
  )
}

const hourWord = (hour: number) => `${String(hour).padStart(2, '0')}:00`
/** At which hour texts left, and were answered. */
export function Hours({ of, period }: ChartProps) {
  const { hours, total } = of
  const busiest = hours.reduce((best, hour) => (hour.sent > best.sent ? hour : best))
  return (
    <ChartPanel
      title="By hour of the day"
      note="where the office is"
      period={period}
      table="hours"
      says={`Most texts left between ${hourWord(busiest.hour)} and ${hourWord((busiest.hour + 1) % 24)}: ${busiest.sent}.`}
      empty={total.sent === 0 ? NO_TEXTS : null}
      chart={
        <BarChart
          {...SHARED}
          type="stacked"
          data={hours.map((row) => ({ key: hourWord(row.hour), ...ends(row) }))}
          dataKey="key"
          barProps={STILL}
          maxBarWidth={28}
          series={ENDS}
        />
      }
    >
      <PlainTable label="Texts by hour" heads={[{ head: 'Hour' }, ...HEADS]}>
        {hours
          .filter((row) => row.sent + row.replies + row.optOuts > 0)
          .map((row) => (
            <Table.Tr key={row.hour}>
              <Table.Td>{hourWord(row.hour)}</Table.Td>
              <Cells of={row} />
            </Table.Tr>
          ))}
      </PlainTable>
    </ChartPanel>
  )
}

const WHO = {
  campaigns: { tab: 'Campaigns', one: 'Campaign', none: 'No campaign' },
  templates: { tab: 'Templates', one: 'Template', none: 'No template' },
  users: { tab: 'Users', one: 'User', none: 'Nobody of the office' },
} as const satisfies Partial<Record<InsightTable, object>>
type Who = keyof typeof WHO
const MOST_BARS = 10

/** The same by campaign, by template and by user: those with the most texts first. */
export function Comparison({ of, period }: ChartProps) {
  const [who, setWho] = useState<Who>('campaigns')
  const rows = of[who]
  const { one, none } = WHO[who]
  const nameOf = (row: Named) => row.name || (row.key === '' || row.key === '0' ? none : 'Deleted')
  const [first] = rows
  return (
    <ChartPanel
      title="By campaign, template and user"
      period={period}
      table={who}
      says={first ? `${plural(rows.length, 'row')}. The most texts: ${nameOf(first)}, ${first.sent}.` : ''}
      empty={rows.length === 0 ? NO_TEXTS : null}
      tools={
        <Tabs value={who} onChange={(value) => value && setWho(value as Who)} miw={0}>
          <Tabs.List aria-label="Compare by">
            {Object.entries(WHO).map(([value, { tab }]) => (
              <Tabs.Tab key={value} value={value}>
                {tab}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      }
      chart={
        <BarChart
          {...SHARED}
          h={60 + Math.min(rows.length, MOST_BARS) * 28}
          type="stacked"
          orientation="vertical"
          gridAxis="y"
          data={rows.slice(0, MOST_BARS).map((row) => ({ key: nameOf(row), ...ends(row) }))}
          dataKey="key"
          barProps={STILL}
          maxBarWidth={16}
          yAxisProps={{ width: 180 }}
          xAxisProps={{ allowDecimals: false }}
          series={ENDS}
        />
      }
    >
      <PlainTable label={`By ${one.toLowerCase()}`} heads={[{ head: one }, ...HEADS]}>
        {rows.map((row) => (
          <Table.Tr key={row.key}>
            <Table.Td>
              <bdi>{nameOf(row)}</bdi>
            </Table.Td>
            <Cells of={row} />
          </Table.Tr>
        ))}
      </PlainTable>
    </ChartPanel>
  )
}
