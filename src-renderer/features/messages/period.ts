/** The periods of the report, by name. */
import type { ReportPeriod } from '#shared/time/report-bounds'

export const PERIODS = [
  { value: 'today', label: 'Today' },
  { value: 'yesterday', label: 'Yesterday' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
  { value: 'this-month', label: 'This month' },
  { value: 'all', label: 'Any time' },
  { value: 'custom', label: 'Choose days…' },
] as const satisfies readonly { value: ReportPeriod; label: string }[]
