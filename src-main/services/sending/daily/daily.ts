/**
 * Daily sends (M22): a saved search and a template that leave once a day, such as reminders of tomorrow's
 * appointments. A person gets one once for each date of the search: the texts' own keys remember it. It leaves on the
 * day it was made for, or not at all: the next morning "see you tomorrow" is wrong.
 *
 * A search that asks for hours ("within the next 2 hours") is looked at again and again from its time on, and each visit
 * has its own text: two of one day get two.
 */
import { Refusal } from '#contract'
import { keepPhrase } from '#shared/phrases/kept'
import { phrase } from '#shared/phrases/phrase'
import { createDailyDays } from './daily-days'
import { createDailyHandlers } from './daily-handlers'
import { createDailyRun, type RunPorts } from './daily-run'
import { HOURLY_MS, lastSendKey, type Try, tryKey } from './daily-tries'
import type { DailyRecord } from '../campaign-store'
import type { Stores } from '../../stores'

type Ports = Omit<RunPorts, 'stores' | 'sendOf'> & {
  stores: RunPorts['stores'] & Pick<Stores, 'daily'>
  report: (what: string, error: unknown) => void
}

const LOOK_EVERY_MS = 30_000
/** What was not sent is tried again so often while its day lasts. */
const AGAIN_MS = 5 * 60_000

export const createDaily = (ports: Ports) => {
  const { stores, office, recipients, clock, changed, report } = ports
  let cancel = () => {}
  let running: Promise<void> | null = null
  let stopped = false

  const days = createDailyDays({ stores, office })
  const { dueAt, lastTry, sendOf, asksForHours, lookedAt } = days
  const active = async () =>
    (await stores.daily.all()).filter((one) => one.active === 1 && one.archivedAt === null)

  const run = createDailyRun({ ...ports, sendOf })

  /** Runs one for a day. What goes wrong is kept, shown, and tried again; it is no matter of the others. */
  const attempt = async (daily: DailyRecord, day: string, slot: string | null) => {
    try {
      const lastResult = await run(daily, day, slot)
      // Of looks that found nobody new only the first of a day says so.
      const made = slot !== null && sendOf(daily.id, slot).made
      if (slot === null || made || daily.lastDay !== day)
        await stores.daily.change(daily.id, { lastDay: day, lastResult: keepPhrase(lastResult) })
      if (made) await stores.write(() => stores.facts.set(lastSendKey(daily.id), made.id))
    } catch (error) {
      const isPlain = error instanceof Refusal
      const why = isPlain ? error.reason : phrase('daily.fault')
      const say = keepPhrase(phrase('daily.not-sent', { why }))
      if (!isPlain && lastTry(daily)?.say !== say) report('daily send', error)
      const again = new Date(clock.now() + AGAIN_MS).toISOString()
      await stores.write(() =>
        stores.facts.set(tryKey(daily.id), JSON.stringify({ day, again, say } satisfies Try)),
      )
    }
    changed('campaigns')
  }

  /** Runs what is due today and is not settled. A day on which the PC was off is not made up for. */
  const look = async () => {
    for (const daily of await active()) {
      if (stopped) return
      const day = office.day(0)
      const hourly = await asksForHours(daily)
      const looked = lookedAt.get(daily.id)
      if (clock.now() < dueAt(daily, day)) continue
      if (hourly ? looked !== undefined && Math.abs(clock.now() - looked) < HOURLY_MS : daily.lastDay === day)
        continue
      const before = lastTry(daily)
      if (before?.day === day && office.now() < before.again) continue
      lookedAt.set(daily.id, clock.now())
      await attempt(daily, day, hourly ? office.hour(0) : null).catch((error: unknown) =>
        report('daily send', error),
      )
    }
  }
  const turn = () => {
    running = look()
      .catch((error: unknown) => report('daily sends', error))
      .finally(() => {
        running = null
        if (!stopped) cancel = clock.after(LOOK_EVERY_MS, turn)
      })
  }

  const handlers = createDailyHandlers({ stores, office, recipients, clock, changed, days })

  return {
    handlers,
    start: turn,
    async stop() {
      stopped = true
      cancel()
      await running
    },
  }
}
