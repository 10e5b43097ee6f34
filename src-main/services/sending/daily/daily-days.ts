/** What is known of the days of a daily send: when it is due, whether it was tried, which send it made, when it was looked at. */
import { type Conditions } from '#shared/people/conditions'
import { wallTime } from '#shared/time/wall-time'
import { notFound, type Office } from '../../office'
import type { Stores } from '../../stores'
import type { DailyRecord } from '../campaign-store'
import { isHourly, type Try, tryKey } from './daily-tries'

export type DailyDays = ReturnType<typeof createDailyDays>
export const createDailyDays = ({
  stores,
  office,
}: {
  stores: Pick<Stores, 'daily' | 'lists' | 'facts' | 'sends'>
  office: Pick<Office, 'settings'>
}) => {
  /** @throws Refusal where it is none, or ended */
  const record = async (id: number): Promise<DailyRecord> => {
    const found = await stores.daily.get(id)
    if (!found || found.archivedAt !== null) throw notFound('daily.gone')
    return found
  }
  const dueAt = (daily: DailyRecord, day: string) => wallTime(day, daily.at, office.settings().office.zone)

  /** When searches that ask for hours were looked at; a restart looks at once, and the texts' keys keep anybody from a second one. */
  const lookedAt = new Map<number, number>()
  const asksForHours = async (daily: DailyRecord): Promise<boolean> => {
    const list = await stores.lists.get(daily.listId)
    return (
      list !== null && list.conditions !== null && isHourly((JSON.parse(list.conditions) as Conditions).of)
    )
  }

  const lastTry = (daily: DailyRecord): Try | null => {
    const text = stores.facts.get(tryKey(daily.id))
    const found = text === null ? null : (JSON.parse(text) as Try)
    // A day settled since then, also by a restore, is not tried again.
    return found && found.day > (daily.lastDay ?? '') ? found : null
  }

  /** The send of one for a day, or the id it is to have. What a failed write left goes at the next start: its id is passed over. */
  const sendOf = (id: number, day: string) => {
    let sendId = `daily-${id}-${day}`
    let made = stores.sends.get(sendId)
    for (let n = 2; made?.state === 'writing'; n += 1) {
      sendId = `daily-${id}-${day}-${n}`
      made = stores.sends.get(sendId)
    }
    return { sendId, made }
  }

  return { record, dueAt, lookedAt, asksForHours, lastTry, sendOf }
}
