/** Insight: what became of texts, what they cost and who answered, compared with the period before (M19). */
import type { AppContract, HandlersOf } from '#contract'
import { explainFailure } from '#core/sending/failures'
import { offsetAt, plusDays, wallTime } from '#shared/time/wall-time'
import type { Files } from '../files'
import type { Office } from '../office'
import type { Clock } from '../ports'
import type { Stores } from '../stores'
import type { ClockChange, Counted, Counts, Days } from './insight-store'

const DAY_MS = 86_400_000
const QUARTER_MS = 900_000
const HOURS = 24
/** After a change the counts may be old for so long; whoever looks has them made anew. */
const SOON_MS = 60_000

const dayNumber = (day: string): number => Date.parse(day) / DAY_MS
const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10)
const quarterAt = (day: string, zone: string): number => Math.floor(wallTime(day, '00:00', zone) / QUARTER_MS)

/** How far a zone's clocks are ahead of UTC from when on, within these days. */
export const clockChanges = (from: string, to: string, zone: string): ClockChange[] => {
  const changes: ClockChange[] = []
  const aheadOn = (day: string) => {
    // At noon: at midnight the clocks may be about to change.
    const noon = wallTime(day, '12:00', zone)
    return Math.round((Date.parse(`${day}T12:00:00Z`) - noon) / QUARTER_MS)
  }
  for (let day = from; day <= to; day = plusDays(day, 1)) {
    const ahead = aheadOn(day)
    if (changes.at(-1)?.ahead === ahead) continue
    // To the quarter: between the noons of two days.
    let low =
      changes.length === 0
        ? quarterAt(day, zone)
        : Math.floor(wallTime(plusDays(day, -1), '12:00', zone) / QUARTER_MS)
    let high = Math.floor(wallTime(day, '12:00', zone) / QUARTER_MS)
    while (changes.length > 0 && high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (aheadAt(middle, zone) === ahead) high = middle
      else low = middle
    }
    changes.push({ from: changes.length === 0 ? low : high, ahead })
  }
  return changes
}
const aheadAt = (quarter: number, zone: string): number =>
  Math.round(offsetAt(quarter * QUARTER_MS, zone) / QUARTER_MS)

/** The zone by whose days is counted. */
const ZONE = 'insight.zone'

/** Counts days again that changed, behind everything else. */
export const createInsightCounts = (
  stores: Pick<Stores, 'write' | 'insight' | 'facts'>,
  office: Pick<Office, 'settings'>,
  clock: Clock,
  report: (what: string, error: unknown) => void,
) => {
  let stopped = false
  let waiting = false
  let cancel = () => {}
  let work: Promise<void> = Promise.resolve()
  const count = async (progress: (done: number, total: number) => void) => {
    const { zone } = office.settings().office
    if (stores.facts.get(ZONE) !== zone)
      await stores.write(() => {
        stores.insight.markAll()
        stores.facts.set(ZONE, zone)
      })
    const total = stores.insight.staleCount()
    for (let done = 0; !stopped; done += 1) {
      const [day] = stores.insight.stale(1)
      if (!day || done >= total) return
      progress(done, total)
      const around = clockChanges(plusDays(day.day, -1), plusDays(day.day, 1), zone)
      const rows = await stores.insight.countDay(day.day, around)
      if (!stopped) await stores.write(() => stores.insight.put(day, rows))
    }
  }
  /** Counts what changed until now; the answer comes when all of it is counted. */
  const refresh = (progress: (done: number, total: number) => void = () => {}) => {
    work = work.catch(() => undefined).then(() => count(progress))
    return work
  }
  return {
    refresh,
    /** Something may have changed: looked at in a while, however often this is said meanwhile. */
    wake() {
      if (waiting || stopped) return
      waiting = true
      cancel = clock.after(SOON_MS, () => {
        waiting = false
        refresh().catch((error: unknown) => report('insight', error))
      })
    },
    async stop() {
      stopped = true
      cancel()
      await work.catch(() => undefined)
    },
  }
}
export type InsightCounts = ReturnType<typeof createInsightCounts>

const NONE: Counts = { sent: 0, delivered: 0, failed: 0, replies: 0, optOuts: 0, units: 0, micros: 0 }
const plus = (one: Counts, other: Counts): Counts => ({
  sent: one.sent + other.sent,
  delivered: one.delivered + other.delivered,
  failed: one.failed + other.failed,
  replies: one.replies + other.replies,
  optOuts: one.optOuts + other.optOuts,
  units: one.units + other.units,
  micros: one.micros + other.micros,
})

type Ports = {
  stores: Pick<Stores, 'insight'>
  office: Office
  files: Files
  counts: Pick<InsightCounts, 'refresh'>
  job: (done: number, total: number) => void
}

export const createInsight = ({
  stores,
  office,
  files,
  counts,
  job,
}: Ports): HandlersOf<AppContract['insight']> => {
  const timeOf = (from: string, to: string): Days => ({ from: dayNumber(from), to: dayNumber(to) })

  /** Every day or month of a period, in its order. */
  const seriesOf = (from: string, to: string, by: 'day' | 'month', days: readonly Counted<number>[]) => {
    const found = new Map(days.map((day) => [day.key, day]))
    const series = new Map<string, Counts>()
    for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
      const day = dayOf(number)
      const key = by === 'day' ? day : `${day.slice(0, 7)}-01`
      series.set(key, plus(series.get(key) ?? NONE, found.get(number) ?? NONE))
    }
    return series
  }

  const report: HandlersOf<AppContract['insight']>['report'] = async ({ from, to, by }) => {
    await counts.refresh(job)
    const { currency: own } = office.settings().office
    const first = stores.insight.first()
    const length = dayNumber(to) - dayNumber(from) + 1
    const earlier = { from: plusDays(from, -length), to: plusDays(from, -1) }
    const time = timeOf(from, to)
    const { insight } = stores
    const [days, daysBefore, hours, reasons, campaigns, templates, users, currency] = await Promise.all([
      insight.byDay(time),
      insight.byDay(timeOf(earlier.from, earlier.to)),
      insight.byHour(time),
      insight.reasons(time),
      insight.by('campaign', time),
      insight.by('template', time),
      insight.by('user', time),
      insight.currency(time),
    ])
    const shown = ({ micros, sent, delivered, failed, replies, optOuts, units }: Counts) => ({
      sent,
      delivered,
      failed,
      replies,
      optOuts,
      units,
      cost: micros === 0 ? null : { micros, currency: currency ?? own },
    })
    const sum = (all: readonly Counts[]) => all.reduce(plus, NONE)
    const named = (all: readonly (Counted<string> & { name: string })[]) =>
      all.map((one) => ({ key: String(one.key), name: one.name, ...shown(one) }))
    const byHour = new Map(hours.map((hour) => [hour.key, hour]))
    return {
      from,
      to,
      total: shown(sum(days)),
      before: { ...earlier, ...shown(sum(daysBefore)) },
      series: [...seriesOf(from, to, by, days)].map(([key, all]) => ({ key, ...shown(all) })),
      hours: Array.from({ length: HOURS }, (_, hour) => ({ hour, ...shown(byHour.get(hour) ?? NONE) })),
      reasons: reasons.map(({ code, count }) => {
        const { title, next } = explainFailure(code)
        return { code, title, next, count }
      }),
      campaigns: named(campaigns),
      templates: named(templates),
      users: named(users),
      first: first === null ? null : dayOf(first),
    }
  }

  return {
    report,
    async export({ table, ...period }, caller) {
      const made = await report(period, caller)
      const numbers = [
        'table.sent',
        'table.delivered',
        'table.failed',
        'table.replies',
        'table.opt-outs',
        'table.messages',
        'table.cost',
      ] as const
      type Shown = (typeof made)['total']
      const cells = ({ sent, delivered, failed, replies, optOuts, units, cost }: Shown) => [
        ...[sent, delivered, failed, replies, optOuts, units].map(String),
        cost ? { money: cost } : '',
      ]
      const name = `insight-${table}-${period.from}-${period.to}.csv`
      switch (table) {
        case 'series':
          return files.offerTable(
            name,
            [period.by === 'day' ? 'table.day' : 'table.month', ...numbers],
            made.series.map((row) => [period.by === 'day' ? row.key : row.key.slice(0, 7), ...cells(row)]),
          )
        case 'hours':
          return files.offerTable(
            name,
            ['table.hour', ...numbers],
            made.hours.map((row) => [`${String(row.hour).padStart(2, '0')}:00`, ...cells(row)]),
          )
        case 'reasons':
          return files.offerTable(
            name,
            ['table.reason', 'table.code', 'table.texts'],
            made.reasons.map(({ title, code, count }) => [title, String(code ?? ''), String(count)]),
          )
        default:
          return files.offerTable(
            name,
            ['table.name', ...numbers],
            made[table].map((row) => [row.name, ...cells(row)]),
          )
      }
    },
  }
}
