/** What happened while the PC was off: kept until somebody has seen it. */
import { wallTime } from '#shared/time/wall-time'
import type { Instant } from '#shared/values'
import type { Office } from '../../office'
import type { Stores } from '../../stores'

const KEY = 'outbox.absence'
const DAY_MS = 86_400_000
/** An office that was closed for longer has other questions. */
const MOST_DAYS = 60

/** Texts to many that became late, by what their sends say, and runs of daily sends whose day is over. */
export type Absence = {
  from: Instant
  to: Instant
  sent: number
  asked: number
  skipped: number
  dailyMissed: number
}

export const createAbsence = ({
  stores,
  office,
}: {
  stores: Pick<Stores, 'facts' | 'daily'>
  office: Office
}) => ({
  /** Call inside a write. Several absences in a row are told as one, until somebody has seen it. */
  keep(absence: Absence): void {
    const before = read(stores)
    stores.facts.set(
      KEY,
      JSON.stringify({
        from: before?.from ?? absence.from,
        to: absence.to,
        sent: (before?.sent ?? 0) + absence.sent,
        asked: (before?.asked ?? 0) + absence.asked,
        skipped: (before?.skipped ?? 0) + absence.skipped,
        dailyMissed: (before?.dailyMissed ?? 0) + absence.dailyMissed,
      } satisfies Absence),
    )
  },
  /** Null where nothing was missed, or somebody has seen it. */
  read: (): Absence | null => read(stores),
  /** Call inside a write. */
  seen: (): void => stores.facts.set(KEY, null),
  /** Runs of daily sends between two moments that will not be made up for: those of today still are. */
  async missedRuns(from: number, to: number): Promise<number> {
    const { zone } = office.settings().office
    const daily = (await stores.daily.all()).filter((one) => one.active === 1 && one.archivedAt === null)
    const today = office.dayAt(to)
    let missed = 0
    for (let at = Math.max(from, to - MOST_DAYS * DAY_MS); office.dayAt(at) < today; at += DAY_MS) {
      const day = office.dayAt(at)
      missed += daily.filter(({ at: time, lastDay }) => {
        const due = wallTime(day, time, zone)
        // Today's run may be made already; one of a day that is over never is any more.
        return lastDay !== day && due >= from && due < to
      }).length
    }
    return missed
  },
})

const read = ({ facts }: Pick<Stores, 'facts'>): Absence | null => {
  const text = facts.get(KEY)
  return text === null ? null : (JSON.parse(text) as Absence)
}
