import { Paper, Text } from '@mantine/core'
import { formatMoney } from '#shared/money'
import type { Money } from '#shared/values'
import { useCount, useLocale } from '../../ui/locale'
import css from './insight.module.css'
import type { Insight } from './use-insight'
import { useDates, useShare } from './words'
import text from '../../ui/text.module.css'

/** The period in six figures, each beside that of the period before. */
export function Figures({ of }: { of: Insight }) {
  const say = useCount()
  const share = useShare()
  const { span } = useDates('day')
  const { language } = useLocale()
  const { total, before } = of
  const money = (cost: Money | null) => (cost ? formatMoney(cost, language) : '–')
  const figures: { name: string; now: string; then: string; more?: string }[] = [
    { name: 'Texts', now: say(total.sent), then: say(before.sent) },
    {
      name: 'Delivered',
      now: share(total.delivered, total.sent),
      then: share(before.delivered, before.sent),
      more: say(total.delivered),
    },
    {
      name: 'Failed',
      now: share(total.failed, total.sent),
      then: share(before.failed, before.sent),
      more: say(total.failed),
    },
    {
      name: 'Replies',
      now: share(total.replies, total.sent),
      then: share(before.replies, before.sent),
      more: say(total.replies),
    },
    {
      name: 'Opt-outs',
      now: share(total.optOuts, total.sent),
      then: share(before.optOuts, before.sent),
      more: say(total.optOuts),
    },
    { name: 'Cost', now: money(total.cost), then: money(before.cost) },
  ]
  return (
    <section aria-label="The period in figures">
      <Paper component="dl" withBorder className={css.figures}>
        {figures.map(({ name, now, then, more }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <b>{now}</b>
              {more && <span>{more}</span>}
            </dd>
            <dd className={text.small}>before: {then}</dd>
          </div>
        ))}
      </Paper>
      <Text variant="note" m="6px 2px 0">
        Before is {span(before.from, before.to)}.
      </Text>
    </section>
  )
}
