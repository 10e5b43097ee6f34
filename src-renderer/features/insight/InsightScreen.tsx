import { Group, SegmentedControl, Select, SimpleGrid, Skeleton } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useState } from 'react'
import { Empty } from '../../ui/feedback/Empty'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { Note } from '../../ui/feedback/Note'
import { useLocale } from '../../ui/locale'
import { Page, PageBody } from '../../ui/page/Page'
import { Answers, Comparison, Costs, Deliveries, Hours, Reasons } from './charts'
import { Figures } from './Figures'
import { byOf, daysOf, type PeriodName, PERIODS } from './periods'
import { type Insight, type Period, useCounting, useInsight } from './use-insight'
import { useDates } from './words'

/** What became of texts, what they cost and who answered, compared with the period before. */
export function InsightScreen() {
  const { zone } = useLocale()
  const [name, setName] = useState<PeriodName>('30')
  const [chosen, setChosen] = useState<readonly [string | null, string | null]>([null, null])
  const [by, setBy] = useState<'day' | 'month' | null>(null)
  const days = daysOf(name, chosen, zone)
  const period: Period | null = days && { ...days, by: by ?? byOf(days) }
  const { data, error, isFetching, isPlaceholderData, refetch } = useInsight(period)
  const { span } = useDates('day')
  return (
    <Page
      title="Insight"
      meta={days && <span>{span(days.from, days.to)}</span>}
      scroll
      below={
        <Group wrap="wrap" p="10px 0 0">
          <Select
            size="xs"
            w={150}
            aria-label="Period"
            allowDeselect={false}
            data={[...PERIODS]}
            value={name}
            onChange={(value) => value && setName(value as PeriodName)}
          />
          {name === 'custom' && (
            <DatePickerInput
              type="range"
              size="xs"
              w={230}
              aria-label="Days"
              placeholder="From … to …"
              allowSingleDateInRange
              value={[chosen[0], chosen[1]]}
              onChange={([from, to]) => setChosen([from, to])}
            />
          )}
          <SegmentedControl
            size="xs"
            aria-label="Shown by"
            data={[
              { value: 'day', label: 'Days' },
              { value: 'month', label: 'Months' },
            ]}
            value={period?.by ?? 'day'}
            onChange={(value) => setBy(value === 'month' ? 'month' : 'day')}
          />
        </Group>
      }
    >
      <LoadingLine on={isFetching && (isPlaceholderData || !data)} />
      <PageBody>
        {error ? (
          <ErrorState what="The counts could not be read" error={error} onRetry={() => void refetch()} />
        ) : period === null ? (
          <Note tone="info">Choose the first and the last day.</Note>
        ) : data ? (
          <Shown of={data} period={period} />
        ) : (
          <Waiting />
        )}
      </PageBody>
    </Page>
  )
}

function Shown({ of, period }: { of: Insight; period: Period }) {
  if (of.first === null)
    return (
      <Empty title="Nothing to count yet">
        As soon as the first text has left, this shows what became of texts, why some failed, who answered,
        and what all of it cost.
      </Empty>
    )
  return (
    <>
      <Figures of={of} />
      <Deliveries of={of} period={period} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        <Costs of={of} period={period} />
        <Answers of={of} period={period} />
      </SimpleGrid>
      <Reasons of={of} period={period} />
      <Comparison of={of} period={period} />
      <Hours of={of} period={period} />
    </>
  )
}

/** The first counting of a large database takes some seconds, and says how far it is. */
function Waiting() {
  const counting = useCounting()
  return (
    <div role="status" aria-label="Counting">
      {counting && (
        <p>
          Counting texts for the first time: day {counting.done} of {counting.total}.
        </p>
      )}
      <Skeleton h={92} mb={16} />
      <Skeleton h={260} />
    </div>
  )
}
