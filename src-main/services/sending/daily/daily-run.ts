/**
 * One run of a daily send: who is found today, who has had the text of a date already, and what leaves on the day it was
 * made for.
 */
import { customValue } from '#shared/people/custom-values'
import { Refusal } from '#contract'
import { type Phrase, type Reason, phrase } from '#shared/phrases/phrase'
import {
  type Condition,
  conditionProblem,
  type Conditions,
  datesFound,
  hoursOf,
  spanOf,
} from '#shared/people/conditions'
import type { PlannedText } from '#core/sending/send-plan'
import { instantsOf } from '#core/sending/send-schedule'
import type { Purpose } from '#shared/values'
import { clockAt, plusDays, wallTime } from '#shared/time/wall-time'
import { requireDuty } from '../../consent/duty'
import type { DailyDays } from './daily-days'
import { enqueue, plannedMessage } from '../enqueue'
import type { Office, Changed } from '../../office'
import { yieldToLoop } from '../../time-slice'
import type { Clock } from '../../ports'
import type { Recipients } from '../../people/recipients'
import type { Reviewer } from '../review/review'
import type { DailyRecord } from '../campaign-store'
import type { RecipientKept } from '../../people/people-store'
import type { SkipIn } from '../sending-store'
import type { Stores } from '../../stores'
import type { Outbox } from '../../outbox/outbox'

export type RunPorts = {
  stores: Pick<Stores, 'write' | 'recipients' | 'sends' | 'facts' | 'templates' | 'lists'>
  office: Office
  recipients: Recipients
  outbox: Outbox
  reviewer: Reviewer
  clock: Clock
  changed: Changed
  /** Told before texts to many are written. */
  beforeSend: () => void
  sendOf: DailyDays['sendOf']
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** For so long a person is remembered to have had the text of a date, and for as long as the search finds that date. */
const REMEMBERED_DAYS = 60
const CHUNK = 500
/** Of `2026-11-24`. */
const DATE_LENGTH = 10

/** Why a day's texts are not sent. */
const notSent = (why: Reason) => new Refusal('refused', why)

/** The conditions on dates of the office's own fields: what a person gets a text for. */
const datesIn = (conditions: readonly Condition[]) =>
  conditions.flatMap((condition) => {
    const span = condition.field.startsWith('custom.') ? spanOf(condition) : null
    if (span) return [{ condition, days: span.to - span.from }]
    const hours = condition.field.startsWith('custom.') ? hoursOf(condition) : null
    return hours ? [{ condition, days: Math.ceil((hours.to - hours.from) / 24) }] : []
  })

/** What a day came to. */
const outcomeOf = (texts: number, skipped: number, late = 0): Phrase =>
  phrase('daily.outcome', { texts, skipped, late })

/** What a look goes by to its end: the PC may sleep in the middle of it, and the office's zone may be changed. */
type Look = { day: string; slot: string | null; zone: string; begun: number }

/** A text of somebody, by the date that it is for and the key that remembers it. */
type Dated = { text: PlannedText; key: string; date: string }

/**
 * What a daily send is made from.
 * @throws Refusal where something of it is missing
 */
const partsOf = async (
  daily: DailyRecord,
  { stores, recipients, outbox }: Pick<RunPorts, 'stores' | 'recipients' | 'outbox'>,
) => {
  const [list, template, sender] = [
    await stores.lists.get(daily.listId),
    await stores.templates.get(daily.templateId),
    outbox.sender(),
  ]
  if (!list || list.archivedAt !== null) throw notSent('daily.list-gone')
  if (!template || template.archivedAt !== null) throw notSent('daily.template-gone')
  if (!sender) throw notSent('daily.no-number')
  const conditions = list.conditions === null ? [] : (JSON.parse(list.conditions) as Conditions).of
  const { fields } = await recipients.context()
  for (const condition of conditions) {
    const problem = conditionProblem(condition, fields)
    if (problem !== null) throw notSent(phrase('daily.search-broken', { problem }))
  }
  return { list, template, sender, asked: datesIn(conditions) }
}

/** The dates for which somebody gets a text, as the search finds them at this moment. */
const createDatesOf =
  (asked: ReturnType<typeof datesIn>, { day, slot, zone, begun }: Look) =>
  (person: RecipientKept | undefined): string[] => {
    const dates = datesFound(
      asked.map(({ condition }) => condition),
      (field) => customValue(person?.custom, field.slice('custom.'.length)),
      (offset) => plusDays(day, offset),
      (offset) => clockAt(begun + offset * HOUR_MS, zone),
    )
    // Found by something else than a date: once a day. Not by hours any more: their time has passed meanwhile.
    return dates.length > 0 || slot !== null ? dates : [day]
  }

/** Whoever has not had the text of a date yet, and how many have had all of theirs. */
const withoutText = async (
  daily: DailyRecord,
  planned: readonly PlannedText[],
  datesOf: (person: RecipientKept | undefined) => string[],
  since: string,
  stores: Pick<Stores, 'recipients' | 'sends'>,
) => {
  const will: Dated[] = []
  let before = 0
  for (let i = 0; i < planned.length; i += CHUNK) {
    const texts = planned.slice(i, i + CHUNK)
    const people = new Map(
      stores.recipients.many(texts.map((text) => text.recipientId)).map((one) => [one.id, one]),
    )
    const keyed = texts.map((text) => ({
      text,
      dates: datesOf(people.get(text.recipientId)),
    }))
    const keyOf = (id: number, date: string) => `person:${id}@${date}`
    const had = stores.sends.dailyKeys(
      daily.id,
      // Texts of before counted by the day alone.
      keyed.flatMap(({ text, dates }) =>
        dates.flatMap((date) => [
          keyOf(text.recipientId, date),
          keyOf(text.recipientId, date.slice(0, DATE_LENGTH)),
        ]),
      ),
      since,
    )
    for (const { text, dates } of keyed) {
      const date = dates.find(
        (one) =>
          !had.has(keyOf(text.recipientId, one)) &&
          !had.has(keyOf(text.recipientId, one.slice(0, DATE_LENGTH))),
      )
      if (date === undefined) before += 1
      else will.push({ text, key: keyOf(text.recipientId, date), date })
    }
    await yieldToLoop()
  }
  return { will, before }
}

/** What leaves on its day, and what would be too late. */
const byDay = (
  will: readonly Dated[],
  purpose: Purpose,
  { day, slot, zone }: Look,
  { reviewer, office }: Pick<RunPorts, 'reviewer' | 'office'>,
) => {
  const times = reviewer.scheduleOf(
    will.map(({ text }) => text),
    purpose,
    null,
  )
  const dayOf = new Map(
    times.groups.map(({ at }) => [at, Number.isFinite(at) ? office.dayAt(at) : null] as const),
  )
  const leaving: (Dated & { at: number })[] = []
  const late: SkipIn[] = []
  will.forEach(({ text, key, date }, i) => {
    const at = times.at[i] ?? Number.POSITIVE_INFINITY
    const opens = dayOf.get(at) ?? null
    // A reminder of a visit within hours is worth nothing once the visit has begun.
    const begins =
      slot === null || date.length <= DATE_LENGTH
        ? null
        : wallTime(date.slice(0, DATE_LENGTH), date.slice(DATE_LENGTH + 1), zone)
    const tooLate = begins !== null && at > begins
    if (opens === day && !tooLate) leaving.push({ text, key, date, at })
    else
      late.push({
        recipientId: text.recipientId,
        name: text.name,
        e164: text.e164,
        reason: 'too-late',
        why:
          opens === null
            ? phrase('text.no-day-allowed')
            : opens === day
              ? phrase('skip.leaves-after', { time: date.slice(DATE_LENGTH + 1) })
              : phrase('skip.leaves-on', { day, opens }),
      })
  })
  return { leaving, late }
}

/**
 * One run for one date; answers what it came to. Its send has an id made of both, so a second run finds the first.
 * @throws Refusal when it is to be tried again
 */
export const createDailyRun =
  (ports: RunPorts) =>
  async (daily: DailyRecord, day: string, slot: string | null): Promise<Phrase> => {
    const { stores, office, outbox, reviewer, clock, changed, sendOf } = ports
    const { sendId, made } = sendOf(daily.id, slot ?? day)
    if (made) return outcomeOf(made.total, made.skipped)
    requireDuty(office)
    const { list, template, sender, asked } = await partsOf(daily, ports)
    const look = { day, slot, zone: office.settings().office.zone, begun: clock.now() }
    const datesOf = createDatesOf(asked, look)
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
    const { will, before } = await withoutText(daily, plan.will, datesOf, since, stores)
    if (will.length === 0) {
      if (before > 0) return phrase('daily.all-had-it')
      return phrase(plan.wont.length > 0 ? 'daily.nobody-can' : 'daily.nobody-there')
    }
    const { leaving, late } = byDay(will, words.purpose, look, ports)
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
      { stores, office },
      {
        id: sendId,
        type: 'bulk',
        purpose: words.purpose,
        name: `${daily.name}, ${slot === null ? day : slot.replace('T', ' ')}`,
        recordKind: template.recordKind,
        templateId: template.id,
        templateName: template.name,
        body: words.body,
        review: null,
        by: { id: daily.userId, name: daily.userName },
        holdUntil: null,
        accountSid: outbox.accountSid,
        sender,
        dailyId: daily.id,
      },
      leaving.map(({ text, key }, i) => plannedMessage(text, key, instants[i] ?? office.now())),
      [...plan.wont, ...late],
      office.now(),
    )
    outbox.expect(sendId)
    changed('sends', 'messages', 'outbox')
    return outcomeOf(leaving.length, plan.wont.length, late.length)
  }
