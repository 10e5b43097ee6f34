/**
 * Daily sends (M22): a saved search and a template that leave once a day, such as reminders of tomorrow's
 * appointments. A person gets one once for each date of the search: the texts' own keys remember it. It leaves on the
 * day it was made for, or not at all: the next morning "see you tomorrow" is wrong.
 */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { type Condition, conditionProblem, type Conditions, dateFound, spanOf } from '#core/conditions'
import { windowFor } from '#core/quiet-hours'
import { instantsOf } from '#core/timetable'
import type { Instant } from '#core/values'
import { wallTime } from '#core/wall-time'
import { enqueue } from './enqueue'
import { breathe, notFound, type Office, type Topic, userOf } from './office'
import type { Outbox } from './outbox/index'
import type { Clock } from './ports'
import type { Recipients } from './recipients'
import type { Reviewer } from './review'
import type { DailyRecord, RecipientKept, SkipIn, Stores } from './stores'

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
/** What was not sent is tried again so often while its day lasts. */
const AGAIN_MS = 5 * 60_000
const DAY_MS = 86_400_000
/** For so long a person is remembered to have had the text of a date, and for as long as the search finds that date. */
const REMEMBERED_DAYS = 60
const CHUNK = 500

/** Why a day's texts are not sent, in words. */
const notSent = (why: string) => new Refusal('refused', why)

/** A try that sent nothing. Its day is over when the daily send's `lastDay` is that day. */
type Try = { day: string; again: Instant; say: string }
const tryKey = (id: number) => `daily.${id}.try`

/** The conditions on dates of the office's own fields: what a person gets a text for. */
const datesIn = (conditions: readonly Condition[]) =>
  conditions.flatMap((condition) => {
    const span = condition.field.startsWith('custom.') ? spanOf(condition) : null
    return span ? [{ condition, days: span.to - span.from }] : []
  })

const said = (texts: number, skipped: number, late = 0) =>
  [
    texts === 0 ? 'No text' : texts === 1 ? '1 text' : `${texts} texts`,
    ...(skipped > 0 ? [`${skipped} not`] : []),
    ...(late > 0 ? [`${late} too late for the day`] : []),
  ].join(', ')

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

  const lastTry = (daily: DailyRecord): Try | null => {
    const text = stores.facts.get(tryKey(daily.id))
    const found = text === null ? null : (JSON.parse(text) as Try)
    // A day settled since then, also by a restore, is not tried again.
    return found && found.day > (daily.lastDay ?? '') ? found : null
  }

  /** The send of one for a day, or the id it is to have. What a failed write left goes at the next start: its id is passed over. */
  const sendOf = (id: number, day: string) => {
    let sendId = `daily-${id}-${day}`
    let made = stores.outbox.send(sendId)
    for (let n = 2; made?.state === 'writing'; n += 1) {
      sendId = `daily-${id}-${day}-${n}`
      made = stores.outbox.send(sendId)
    }
    return { sendId, made }
  }

  /**
   * One run for one date; answers what it came to. Its send has an id made of both, so a second run finds the first.
   * @throws Refusal in words when it is to be tried again
   */
  const run = async (daily: DailyRecord, day: string): Promise<string> => {
    const { sendId, made } = sendOf(daily.id, day)
    if (made) return said(made.total, made.skipped)
    const [list, template, sender] = [
      await stores.lists.get(daily.listId),
      await stores.templates.get(daily.templateId),
      outbox.sender(),
    ]
    if (!list || list.archivedAt !== null) throw notSent('its list does not exist any more.')
    if (!template || template.archivedAt !== null) throw notSent('its template does not exist any more.')
    if (!sender) throw notSent('no number to send from was chosen.')
    const conditions = list.conditions === null ? [] : (JSON.parse(list.conditions) as Conditions).of
    const { fields } = await recipients.context()
    for (const condition of conditions) {
      const problem = conditionProblem(condition, fields)
      if (problem !== null) throw notSent(`its search has to be changed. ${problem}`)
    }
    const asked = datesIn(conditions)
    const dateOf = (person: RecipientKept | undefined): string =>
      dateFound(
        asked.map(({ condition }) => condition),
        (field) => person?.custom[field.slice('custom.'.length)],
        office.day,
      ) ?? day
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
    const remembered = REMEMBERED_DAYS + Math.max(0, ...asked.map(({ days }) => days))
    const since = new Date(clock.now() - remembered * DAY_MS).toISOString()
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
      await breathe()
    }
    if (will.length === 0) {
      if (before > 0) return 'Everyone on the list had it already'
      return plan.wont.length > 0 ? 'Nobody on the list can get it' : 'Nobody was on the list'
    }
    const times = reviewer.timesOf(
      will.map(({ text }) => text),
      words.purpose,
      null,
    )
    const dayOf = new Map(
      times.groups.map(({ at }) => [at, Number.isFinite(at) ? office.dayAt(at) : null] as const),
    )
    const leaving: ((typeof will)[number] & { at: number })[] = []
    const late: SkipIn[] = []
    will.forEach(({ text, key }, i) => {
      const at = times.at[i] ?? Number.POSITIVE_INFINITY
      const opens = dayOf.get(at) ?? null
      if (opens === day) leaving.push({ text, key, at })
      else
        late.push({
          recipientId: text.recipientId,
          name: text.name,
          e164: text.e164,
          reason: 'too-late',
          why:
            opens === null
              ? 'No day is allowed by the quiet hours'
              : `Too late for ${day}: the quiet hours would let it leave on ${opens}`,
        })
    })
    if (leaving.length > 0) {
      const { blocked } = await reviewer.money(leaving.map(({ text }) => text))
      if (blocked) throw notSent(blocked)
      ports.beforeSend()
    }
    const instants = instantsOf(
      leaving.map(({ at }) => at),
      clock.now(),
    )
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
      leaving.map(({ text, key }, i) => ({
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
      [...plan.wont, ...late],
      office.now(),
    )
    outbox.wake()
    changed('sends', 'messages', 'outbox')
    return said(leaving.length, plan.wont.length, late.length)
  }

  /** Runs one for a day. What goes wrong is kept, shown, and tried again; it is no matter of the others. */
  const attempt = async (daily: DailyRecord, day: string) => {
    try {
      const lastResult = await run(daily, day)
      await stores.daily.change(daily.id, { lastDay: day, lastResult })
    } catch (error) {
      const isPlain = error instanceof Refusal
      const say = `Not sent: ${isPlain ? error.message : 'something went wrong inside Deskbell.'}`
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
      if (daily.lastDay === day || clock.now() < dueAt(daily, day)) continue
      const before = lastTry(daily)
      if (before?.day === day && office.now() < before.again) continue
      await attempt(daily, day).catch((error: unknown) => report('daily send', error))
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
          const tried = lastTry(one)
          const lastDay = tried?.day ?? one.lastDay
          const trying = tried?.day === today && one.active === 1
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
            lastResult: tried?.say ?? one.lastResult,
            lastSendId: lastDay === null ? null : (sendOf(one.id, lastDay).made?.id ?? null),
            nextAt: trying ? tried.again : one.active === 1 ? new Date(dueAt(one, next)).toISOString() : null,
            trying,
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
