/** Daily sends as the screen sees them: listed, made, changed, switched on and off, ended. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { keptPhrase } from '#shared/phrases/kept'
import { phrase } from '#shared/phrases/phrase'
import { windowFor } from '#shared/time/quiet-hours'
import { wallTime } from '#shared/time/wall-time'
import { requireDuty } from '../../consent/duty'
import { type Changed, type Office, userOf } from '../../office'
import type { Recipients } from '../../people/recipients'
import type { Clock } from '../../ports'
import type { Stores } from '../../stores'
import type { DailyDays } from './daily-days'
import { HOURLY_MS, lastSendKey, tryKey } from './daily-tries'

type Ports = {
  stores: Pick<Stores, 'write' | 'recipients' | 'facts' | 'templates' | 'lists' | 'daily'>
  office: Office
  recipients: Recipients
  clock: Clock
  changed: Changed
  days: DailyDays
}

export const createDailyHandlers = ({
  stores,
  office,
  recipients,
  clock,
  changed,
  days: { record, dueAt, lastTry, sendOf, asksForHours, lookedAt },
}: Ports): HandlersOf<AppContract['daily']> => {
  return {
    async list() {
      const context = await recipients.context()
      const all = (await stores.daily.all()).filter((one) => one.archivedAt === null)
      const today = office.day(0)
      return Promise.all(
        all.map(async (one) => {
          const list = await stores.lists.get(one.listId)
          const template = await stores.templates.get(one.templateId)
          const next = one.lastDay === today || clock.now() >= dueAt(one, today) ? office.day(1) : today
          const tried = lastTry(one)
          const lastDay = tried?.day ?? one.lastDay
          const trying = tried?.day === today && one.active === 1
          const hourly = await asksForHours(one)
          const begun = hourly && clock.now() >= dueAt(one, today)
          return {
            id: one.id,
            name: one.name,
            listId: one.listId,
            listName: list?.name ?? '',
            templateId: one.templateId,
            templateName: template?.name ?? '',
            purpose: template?.purpose ?? ('alerts' as const),
            at: one.at,
            active: one.active === 1,
            today: list ? await stores.recipients.count(recipients.listQuery(list), context) : 0,
            lastDay,
            lastResult: keptPhrase(tried?.say ?? one.lastResult) ?? '',
            lastSendId: hourly
              ? stores.facts.get(lastSendKey(one.id))
              : lastDay === null
                ? null
                : (sendOf(one.id, lastDay).made?.id ?? null),
            hourly,
            nextAt: trying
              ? tried.again
              : one.active !== 1
                ? null
                : begun
                  ? new Date((lookedAt.get(one.id) ?? clock.now()) + HOURLY_MS).toISOString()
                  : new Date(dueAt(one, next)).toISOString(),
            trying,
          }
        }),
      )
    },
    async save({ id, name, listId, templateId, at }, caller) {
      if (id !== null) await record(id)
      const [list, template] = [await stores.lists.get(listId), await stores.templates.get(templateId)]
      if (!list) throw new Refusal('bad-input', 'lists.gone', 'listId')
      if (!template) throw new Refusal('bad-input', 'templates.gone', 'templateId')
      if (list.kind !== 'saved') throw new Refusal('bad-input', 'daily.choose-search', 'listId')
      if (template.purpose === 'conversation')
        throw new Refusal('bad-input', 'campaigns.conversation-is-two', 'templateId')
      if (list.recordKind !== null && list.recordKind !== template.recordKind)
        throw new Refusal('bad-input', 'daily.template-of-others', 'templateId')
      const { from, to } = windowFor(office.settings().sending.quiet, template.purpose)
      if (from < to && (at < from || at >= to))
        throw new Refusal('bad-input', phrase('daily.leaves-between', { from, to }), 'at')
      requireDuty(office)
      const user = userOf(caller)
      const patch = {
        name,
        listId,
        templateId,
        at,
        userId: user.id,
        userName: user.name,
        updatedAt: office.now(),
      }
      let saved = id
      if (saved === null) {
        // Made after its hour it begins tomorrow, not at once.
        const day = office.day(0)
        const passed = clock.now() >= wallTime(day, at, office.settings().office.zone)
        saved = await stores.daily.add({
          ...patch,
          active: 1,
          lastDay: passed ? day : null,
          lastResult: '',
          archivedAt: null,
        })
      } else {
        await stores.daily.change(saved, patch)
        // Perhaps mended: tried at the next look.
        await stores.write(() => stores.facts.set(tryKey(id ?? 0), null))
      }
      changed('campaigns')
      return { id: saved }
    },
    async setActive({ id, active: on }) {
      await record(id)
      if (on) requireDuty(office)
      await stores.daily.change(id, { active: on ? 1 : 0 })
      changed('campaigns')
      return {}
    },
    async archive({ id }) {
      await record(id)
      await stores.daily.change(id, { archivedAt: office.now(), active: 0 })
      changed('campaigns')
      return {}
    },
  }
}
