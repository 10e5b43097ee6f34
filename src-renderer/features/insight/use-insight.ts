/** Insight: counts of a period, which the main process keeps. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Api } from '#contract'
import { api } from '../../app/client/api'
import { useEvent } from '../../app/client/query'

export type Period = Parameters<Api['insight']['report']>[0]
export type Insight = Awaited<ReturnType<Api['insight']['report']>>
export type Counts = Insight['total']
export type Named = Insight['users'][number]
export type InsightTable = Parameters<Api['insight']['export']>[0]['table']

/** Texts change all the time while a send leaves: this is looked at once a minute, and when the period changes. */
const AGAIN_MS = 60_000

export const useInsight = (period: Period | null) =>
  useQuery({
    queryKey: ['insight', period],
    queryFn: () => (period === null ? null : api.insight.report(period)),
    enabled: period !== null,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  })

/** How far the first counting is, which may take some seconds; null while none runs. */
export const useCounting = (): { done: number; total: number } | null => {
  const [job, setJob] = useState<{ done: number; total: number } | null>(null)
  useEvent('job', ({ job: name, done, total }) => {
    if (name === 'insight' && total !== null) setJob({ done, total })
  })
  return job && job.total > 3 ? job : null
}

export const exportInsight = (period: Period, table: InsightTable) => api.insight.export({ ...period, table })
