import { Box, Group, Text, Title } from '@mantine/core'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { BarChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { useCount, useLocale } from '../../../ui/locale'
import { Money } from '../../../ui/records/Money'
import { plural } from '../../../ui/plural'
import css from './campaigns.module.css'
import { ResultsAwaited } from './ResultsAwaited'
import { type Campaign, useResults } from './use-campaigns'
import text from '../../../ui/text.module.css'

/** What became of a campaign: failures with their next step, and answers by the hour. */
export default function CampaignResults({ campaign }: { campaign: Campaign }) {
  const say = useCount()
  const { language, zone } = useLocale()
  const { data, error, refetch } = useResults(campaign.id)
  const { progress } = campaign
  if (error)
    return (
      <ErrorState
        what="What became of this campaign could not be read"
        error={error}
        onRetry={() => void refetch()}
      />
    )
  if (!data || !progress) return <ResultsAwaited />
  const failed = data.reasons.reduce((n, { count }) => n + count, 0)
  const hour = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const bars = data.answers.map(({ at, replies, optOuts }) => ({
    hour: hour.format(new Date(at)),
    Replies: replies,
    'Opt-outs': optOuts,
  }))
  const confirmed = progress.gone > 0 ? ((progress.states.delivered ?? 0) / progress.gone) * 100 : 0
  return (
    <div className={css.results}>
      <section aria-label="Deliveries">
        <Title order={2} size="h4">
          {confirmed.toFixed(1)}% delivered
          <Text span ms={6} fw={400} c="second">
            {plural(progress.units, 'message')}
            {progress.cost && (
              <>
                {' · '}
                <Money of={progress.cost} />
              </>
            )}
          </Text>
        </Title>
        {failed === 0 ? (
          <Text c="second">No text has failed.</Text>
        ) : (
          <Box component="ul" mt="sm" aria-label="Why texts failed">
            {data.reasons.map(({ code, title, next, count }) => (
              <Group
                component="li"
                className={text.lineOver}
                align="flex-start"
                gap="xs"
                py={5}
                key={String(code)}
              >
                <Text span fw={600} w={34} flex="none">
                  {say(count)}
                </Text>
                <span>
                  {title}{' '}
                  <Text span size="xs" display="block" c="second">
                    {next}
                  </Text>
                </span>
              </Group>
            ))}
          </Box>
        )}
      </section>
      <section aria-label="Answers">
        <Title order={2} size="h4">
          {plural(data.replies, 'reply', 'replies')}, {plural(data.optOuts, 'opt-out')}
          <Text span ms={6} fw={400} c="second">
            in the first three days, by hour
            {data.replyCost && data.replyUnits > 0 && (
              <>
                {' · '}
                {plural(data.replyUnits, 'message')} · <Money of={data.replyCost} />
              </>
            )}
          </Text>
        </Title>
        {bars.length === 0 ? (
          <Text c="second">Nobody has answered yet.</Text>
        ) : (
          <div className={css.chart} role="img" aria-label={sayAnswers(bars)}>
            <BarChart
              h={128}
              data={bars}
              dataKey="hour"
              type="stacked"
              withLegend={false}
              withTooltip
              maxBarWidth={28}
              gridAxis="y"
              tickLine="none"
              yAxisProps={{ allowDecimals: false, width: 28 }}
              barProps={{ isAnimationActive: false }}
              series={[
                { name: 'Replies', color: 'var(--db-accent)' },
                { name: 'Opt-outs', color: 'var(--db-bad-fill)' },
              ]}
            />
          </div>
        )}
      </section>
    </div>
  )
}

const sayAnswers = (bars: readonly { hour: string; Replies: number; 'Opt-outs': number }[]): string =>
  bars
    .map(
      (bar) =>
        `${bar.hour}: ${plural(bar.Replies, 'reply', 'replies')}, ${plural(bar['Opt-outs'], 'opt-out')}`,
    )
    .join('; ')
