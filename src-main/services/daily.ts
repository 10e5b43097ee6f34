/**
 * Daily sends (M22): a saved search and a template that leave once a day, such as reminders of tomorrow's
 * appointments. A person gets one once for each date of the search: the texts' own keys remember it.
 */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import type { Conditions } from '#core/conditions'
import { windowFor } from '#core/quiet-hours'
import { instantsOf } from '#core/timetable'
import { wallTime } from '#core/wall-time'
import { enqueue } from './enqueue'
import { notFound, type Office, type Topic, userOf } from './office'
import type { Outbox } from './outbox/index'
import type { Clock } from './ports'
import type { Recipients } from './recipients'
import type { Reviewer } from './review'
import type { DailyRecord, RecipientKept, Stores } from './stores'

type Ports = {
  stores: Stores
  office: Office
  recipients: Recipients
  outbox: Outbox
  reviewer: Reviewer
  clock: Clock
  changed: (...topics: Topic[]) => void
  /** Told before texts to many are written. */
  beforeSend: () => void
  report: (what: string, error: unknown) => void
}

const LOOK_EVERY_MS = 30_000
const DAY_MS = 86_400_000
/** For so long a person is remembered to have had the text of a date. */
const REMEMBERED_MS = 60 * DAY_MS
const CHUNK = 2000

/** The custom field whose date a search asks for; null when it asks for none. */
const dateField = (conditions: string | null): string | null => {
  if (conditions === null) return null
  const { of } = JSON.parse(conditions) as Conditions
  const asked = of.find(
    ({ field, op }) =>
      field.startsWith('custom.') && ['today', 'tomorrow', 'in-days', 'within-next'].includes(op),
  )
  return asked?.field.slice('custom.'.length) ?? null
}

export const createDaily = (ports: Ports) => {
  const { stores, office, recipients, outbox, reviewer, clock, changed, report } = ports
  let cancel = () => {}
  let running: Promise<void> | null = null
  let stopped = false

  const record = async (id: number): Promise<DailyRecord> => {
    const found = await stores.daily.get(id)
    if (!found || found.archivedAt !== null) throw notFound('daily send')
    return found
  }
  const active = async () =>
    (await stores.daily.all()).filter((one) => one.active === 1 && one.archivedAt === null)
  const dueAt = (daily: DailyRecord, day: string) => wallTime(day, daily.at, office.settings().office.zone)

  /** One run for one date. Its send has an id made of both, so a second run finds the first. */
  const run = async (daily: DailyRecord, day: string): Promise<string> => {
    const sendId = `daily-${daily.id}-${day}`
    if (stores.outbox.send(sendId)) return daily.lastResult
    const [list, template, sender] = [
      await stores.lists.get(daily.listId),
      await stores.templates.get(daily.templateId),
      outbox.sender(),
    ]
    if (!list || list.archivedAt !== null) return 'Not sent: its list does not exist any more'
    if (!template || template.archivedAt !== null) return 'Not sent: its template does not exist any more'
    if (!sender) return 'Not sent: no number to send from was chosen'
    const field = dateField(list.conditions)
    const dateOf = (person: RecipientKept | undefined): string => {
      const value = field === null ? null : person?.custom[field]
      return typeof value === 'string' && value !== '' ? value.slice(0, 10) : day
    }
    const { plan, words } = await reviewer.plan(
      {
        reviewId: null,
        campaignId: null,
        who: { kind: template.recordKind, include: [list.id], exclude: [], recipientIds: [] },
        what: {
          templateId: template.id,
          body: '',
          purpose: template.purpose,
          language: template.language,
        },
        choices: {
          each: 'person',
          plain: false,
          leaveOut: [],
          notBefore: null,
          late: 'send',
          handOverHours: null,
        },
      },
      daily.userName,
    )
    const since = new Date(clock.now() - REMEMBERED_MS).toISOString()
    const will: { text: (typeof plan.will)[number]; key: string }[] = []
    let before = 0
    for (let i = 0; i < plan.will.length; i += CHUNK) {
      const texts = plan.will.slice(i, i + CHUNK)
      const people = new Map(
        stores.recipients.many(texts.map((text) => text.recipientId)).map((one) => [one.id, one]),
      )
      const keyed = texts.map((text) => ({
        text,
        key: `person:${text.recipientId}@${dateOf(people.get(text.recipientId))}`,
      }))
      const had = stores.outbox.dailyKeys(
        daily.id,
        keyed.map(({ key }) => key),
        since,
      )
      before += keyed.filter(({ key }) => had.has(key)).length
      will.push(...keyed.filter(({ key }) => !had.has(key)))
    }
    if (will.length === 0)
      return before > 0 ? 'Everyone on the list had it already' : 'Nobody was on the list'
    const { blocked } = await reviewer.money(will.map(({ text }) => text))
    if (blocked) return `Not sent: ${blocked}`
    const times = reviewer.timesOf(
      will.map(({ text }) => text),
      words.purpose,
      null,
    )
    const instants = instantsOf(times.at, clock.now())
    ports.beforeSend()
    await enqueue(
      stores,
      {
        id: sendId,
        type: 'bulk',
        purpose: words.purpose,
        name: `${daily.name}, ${day}`,
        recordKind: template.recordKind,
        templateId: template.id,
        templateName: template.name,
        body: words.body,
        review: null,
        createdAt: office.now(),
        userId: daily.userId,
        userName: daily.userName,
        holdUntil: null,
        accountSid: outbox.accountSid,
        sender: JSON.stringify(sender),
        dailyId: daily.id,
      },
      will.map(({ text, key }, i) => ({
        dedupeKey: key,
        recipientId: text.recipientId,
        recipientName: text.name,
        e164: text.e164,
        body: text.text,
        units: text.units,
        price: text.price,
        zones: text.zones,
        notBefore: instants[i] ?? office.now(),
      })),
      plan.wont,
      office.now(),
    )
    outbox.wake()
    changed('sends', 'messages', 'outbox')
    return `${will.length === 1 ? '1 text' : `${will.length} texts`}${plan.wont.length > 0 ? `, ${plan.wont.length} not` : ''}`
  }

  /** Runs what is due today and has not run. A day on which the PC was off is not made up for. */
  const look = async () => {
    const day = office.day(0)
    for (const daily of await active()) {
      if (stopped) return
      if (daily.lastDay === day || clock.now() < dueAt(daily, day)) continue
      const lastResult = await run(daily, day)
      await stores.daily.change(daily.id, { lastDay: day, lastResult })
      changed('campaigns')
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

  const handlers: HandlersOf<AppContract['daily']> = {
    async list() {
      const context = await recipients.context()
      const all = (await stores.daily.all()).filter((one) => one.archivedAt === null)
      const today = office.day(0)
      return Promise.all(
        all.map(async (one) => {
          const list = await stores.lists.get(one.listId)
          const template = await stores.templates.get(one.templateId)
          const next = one.lastDay === today || clock.now() >= dueAt(one, today) ? office.day(1) : today
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
            lastDay: one.lastDay,
            lastResult: one.lastResult,
            nextAt: one.active === 1 ? new Date(dueAt(one, next)).toISOString() : null,
          }
        }),
      )
    },
    async save({ id, name, listId, templateId, at }, caller) {
      if (id !== null) await record(id)
      const [list, template] = [await stores.lists.get(listId), await stores.templates.get(templateId)]
      if (!list) throw new Refusal('bad-input', 'This list does not exist any more.', 'listId')
      if (!template) throw new Refusal('bad-input', 'This template does not exist any more.', 'templateId')
      if (list.kind !== 'saved')
        throw new Refusal(
          'bad-input',
          'Choose a saved search: a static list would get it every day.',
          'listId',
        )
      if (template.purpose === 'conversation')
        throw new Refusal(
          'bad-input',
          'A conversation is between two. Choose another template.',
          'templateId',
        )
      if (list.recordKind !== null && list.recordKind !== template.recordKind)
        throw new Refusal('bad-input', 'This template is for other records than the list.', 'templateId')
      const { from, to } = windowFor(office.settings().sending.quiet, template.purpose)
      if (from < to && (at < from || at >= to))
        throw new Refusal('bad-input', `Texts of this kind leave between ${from} and ${to}.`, 'at')
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
      } else await stores.daily.change(saved, patch)
      changed('campaigns')
      return { id: saved }
    },
    async setActive({ id, active: on }) {
      await record(id)
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
