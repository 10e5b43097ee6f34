import { BarChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { useCount, useLocale } from '../../../ui/locale'
import { Money } from '../../../ui/records/Money'
import { plural } from '../../../ui/plural'
import text from '../../../ui/text.module.css'
import css from './campaigns.module.css'
import { type Campaign, useResults } from './use-campaigns'

/** What became of a campaign: failures with their next step, and answers by the hour. */
export default function CampaignResults({ campaign }: { campaign: Campaign }) {
  const say = useCount()
  const { language, zone } = useLocale()
  const { data } = useResults(campaign.id, true)
  const { progress } = campaign
  if (!data || !progress) return null
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
        <h2>
          {confirmed.toFixed(1)}% delivered
          <span>
            {plural(progress.units, 'message')}
            {progress.cost && (
              <>
                {' · '}
                <Money of={progress.cost} />
              </>
            )}
          </span>
        </h2>
        {failed === 0 ? (
          <p className={text.second}>No text has failed.</p>
        ) : (
          <ul className={css.reasons} aria-label="Why texts failed">
            {data.reasons.map(({ code, title, next, count }) => (
              <li key={String(code)}>
                <b>{say(count)}</b>
                <span>
                  {title} <small>{next}</small>
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-label="Answers">
        <h2>
          {plural(data.replies, 'reply', 'replies')}, {plural(data.optOuts, 'opt-out')}
          <span>
            in the first three days, by hour
            {data.replyCost && data.replyUnits > 0 && (
              <>
                {' · '}
                {plural(data.replyUnits, 'message')} · <Money of={data.replyCost} />
              </>
            )}
          </span>
        </h2>
        {bars.length === 0 ? (
          <p className={text.second}>Nobody has answered yet.</p>
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
