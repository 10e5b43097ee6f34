/** Plans a bulk send and answers everything the review shows. Nothing is written here. */
import { type AppContract, Refusal } from '#contract'
import { textStyle } from '#shared/text/text-values'
import { type Phrase, phrase } from '#shared/phrases/phrase'
import { strongest } from '#core/sending/consent'
import { costly, measure, plainly } from '#shared/text/segments'
import { type Plan, type PlannedText, startPlan } from '#core/sending/send-plan'
import type { SendSchedule } from '#core/sending/send-schedule'
import type { Compiled } from '#shared/text/template'
import type { Language, Purpose, RecordKind } from '#shared/values'
import type { z } from 'zod'
import { dutyOwed } from '../../consent/duty'
import { scheduleTexts } from '../send-schedule'
import type { Office } from '../../office'
import { yieldToLoop } from '../../time-slice'
import { type Prices, priceBook } from '../prices'
import { wordsOf } from './cost-warnings'
import { createReviewMoney } from './review-money'
import { createReviewWarnings, DAY_MS } from './review-warnings'
import type { Recipients } from '../../people/recipients'
import type { Stores } from '../../stores'
import { dressingFor, dressings } from '../../templates/dressing'
import { requireNameAndWayOut } from '../../consent/way-out'
import type { Outbox } from '../../outbox/outbox'

type In = z.output<AppContract['bulk']['review']['input']>
type Out = z.output<AppContract['bulk']['review']['output']>

export type HeldReview = {
  input: In
  plan: Plan
  answer: Out
  body: string
  purpose: Purpose
  templateName: string | null
  /** When each of `plan.will` leaves. */
  times: SendSchedule
}

export type ReviewPorts = {
  stores: Pick<Stores, 'recipients' | 'consent' | 'spending' | 'reach' | 'prices' | 'report' | 'facts'>
  office: Office
  recipients: Recipients
  outbox: Outbox
  prices: Prices
  checkBody: (body: string, kind: RecordKind) => Promise<Compiled>
  template: (id: number) => Promise<{ name: string; body: string; purpose: Purpose; language: Language }>
  job: (done: number, total: number) => void
}

/** So many people are looked at before everything else has its turn. */
const CHUNK = 100

/** Whom a review is about, and what they would get: nothing is asked about money yet. */
const createPlanning = ({
  stores,
  office,
  recipients,
  outbox,
  prices: priceList,
  checkBody,
  template,
  job,
  around,
}: ReviewPorts & { around: ReturnType<typeof createReviewWarnings>['around'] }) => {
  const selection = async ({
    kind,
    everyone,
    include,
    exclude,
    recipientIds,
  }: In['who']): Promise<number[]> => {
    if (!everyone && include.length === 0 && recipientIds.length === 0) {
      throw new Refusal('bad-input', 'sending.choose-people', 'include')
    }
    const selected = new Set<number>(recipientIds)
    if (everyone) {
      const all = { kind, search: '', conditions: null, listId: null, accountId: null, archived: false }
      const ids = await stores.recipients.ids(await recipients.resolve(all), await recipients.context())
      for (const one of ids) selected.add(one)
    }
    for (const id of include) for (const one of await recipients.idsOfList(id, kind)) selected.add(one)
    for (const id of exclude) for (const one of await recipients.idsOfList(id, kind)) selected.delete(one)
    return [...selected]
  }

  /** Who has as many texts around then as the office allows one person (M15): those that wait to leave count too. */
  const tiredOf = async (notBefore: string | null): Promise<Map<number, Phrase>> => {
    const tired = new Map<number, Phrase>()
    const cap = office.settings().sending.perPerson
    if (!cap) return tired
    const span = cap.days * DAY_MS
    const past = notBefore === null ? 'skip.had-texts-lately' : 'skip.had-texts-before'
    for (const [between, key] of [
      [around(notBefore, 0, span), 'skip.gets-texts-after'],
      [around(notBefore, span, 0), past],
    ] as const)
      for (const [id, n] of await stores.reach.heard(between))
        if (n >= cap.texts) tired.set(id, phrase(key, { n, days: cap.days }))
    return tired
  }

  const wording = async (what: In['what'], kind: RecordKind) => {
    const chosen = what.templateId === null ? null : await template(what.templateId)
    const body = chosen?.body ?? what.body.trim()
    const purpose = chosen?.purpose ?? what.purpose
    if (body === '') throw new Refusal('bad-input', 'sending.choose-body', 'body')
    if (purpose === 'conversation') {
      throw new Refusal('bad-input', 'sending.conversation-is-two', 'purpose')
    }
    const language = chosen?.language ?? what.language
    const compiled = await checkBody(body, kind)
    requireNameAndWayOut({ stores, office }, outbox.sender(), { body, compiled, language })
    return { body, purpose, language, templateName: chosen?.name ?? null, compiled }
  }

  /** Runs the rules over everybody selected, in steps that let the window answer in between. */
  return async (
    input: In,
    userName: string,
  ): Promise<{ plan: Plan; selected: number; words: Awaited<ReturnType<typeof wording>> }> => {
    const words = await wording(input.what, input.who.kind)
    const ids = await selection(input.who)
    const noPrice = new Set<string>()
    for (let i = 0; i < ids.length; i += CHUNK * 10) {
      const countries = stores.recipients.countries(ids.slice(i, i + CHUNK * 10))
      for (const country of await priceList.ensure(countries)) noPrice.add(country)
      await yieldToLoop()
    }
    const { office: place } = office.settings()
    const tired = await tiredOf(input.choices.notBefore)
    const prices = priceBook(stores, outbox.sender())
    const planner = startPlan({
      purpose: words.purpose,
      template: words.compiled,
      style: textStyle(words.language, place),
      each: input.choices.each,
      plain: input.choices.plain,
      dressing: dressings({ stores, office }, outbox.sender(), words.language),
      leaveOut: new Set(input.choices.leaveOut),
      tired,
      unitPrice: prices.unit,
      noPrice,
      now: Date.parse(office.now()),
      officeCountry: place.country,
    })
    const values = await recipients.valuesFor(userName)
    for (let i = 0; i < ids.length; i += CHUNK) {
      planner.take(
        recipients.candidates(stores.recipients.many(ids.slice(i, i + CHUNK)), words.purpose, values),
      )
      if (i % (CHUNK * 8) === 0) job(i, ids.length)
      await yieldToLoop()
    }
    return { plan: planner.result(), selected: ids.length, words }
  }
}

/** A balance that is too small, or is not known; prepaid money stops the send instead. */
const balanceWarnings = (
  { short, have }: Awaited<ReturnType<ReturnType<typeof createReviewMoney>['money']>>,
  funding: Out['balance']['funding'],
  count: number,
): Out['warnings'] => {
  if (funding === 'prepaid') return []
  const kind = short ? 'over-balance' : have === null ? 'unknown-balance' : null
  if (kind === null) return []
  const words = wordsOf(null, phrase(`warning.${kind}`))
  return [{ kind, ...words, count, recipientIds: [], stops: false, shorter: null }]
}

export const createReviewer = (ports: ReviewPorts) => {
  const { stores, office, outbox } = ports
  const { around, handedOver, warningsOf } = createReviewWarnings(ports)
  const plan = createPlanning({ ...ports, around })
  const { money, expectedReplies } = createReviewMoney(ports)

  /** When each text leaves, after the time in which the send may be undone. */
  const scheduleOf = (
    will: readonly PlannedText[],
    purpose: Purpose,
    notBefore: string | null,
  ): SendSchedule => {
    const held = Date.parse(office.now()) + office.settings().sending.holdSeconds * 1000
    const start = Math.max(held, notBefore === null ? 0 : Date.parse(notBefore))
    return scheduleTexts({ office, outbox }, will, purpose, start)
  }

  return {
    plan,
    money,
    scheduleOf,
    async review(reviewId: string, input: In, userName: string): Promise<HeldReview> {
      const { plan: planned, selected, words } = await plan(input, userName)
      await yieldToLoop()
      const times = scheduleOf(planned.will, words.purpose, input.choices.notBefore)
      await yieldToLoop()
      const warnings = await warningsOf(input, planned, words, times, userName)
      const settings = office.settings()
      const units = planned.will.reduce((total, text) => total + text.units, 0)
      await yieldToLoop()
      const funds = await money(planned.will)
      const { cost, costLow, costBasis, have, short, blocked, notReady, reserved } = funds
      const { funding } = settings.sending
      warnings.push(...balanceWarnings(funds, funding, planned.will.length))
      const unit = cost && units > 0 ? cost.micros / units : null
      const reasons = Map.groupBy(planned.wont, (one) => one.reason)
      const answer: Out = {
        reviewId,
        // A campaign's recipients stay with it: the screen never sends them back.
        who: input.campaignId === null ? input.who : { ...input.who, recipientIds: [] },
        what: {
          ...input.what,
          body: words.body,
          purpose: words.purpose,
          language: words.language,
          templateName: words.templateName,
        },
        choices: input.choices,
        selected,
        will: planned.will.length,
        wont: planned.wont.length,
        units,
        cost,
        costLow,
        costBasis,
        replies: await expectedReplies(planned.will.length),
        seconds: Math.ceil(units / outbox.rate()),
        perNumber: planned.perNumber,
        perPerson: planned.perPerson,
        reasons: [...reasons]
          .map(([reason, all]) => ({ reason, count: all.length }))
          .toSorted((a, b) => b.count - a.count),
        warnings,
        balance: {
          funding,
          have,
          haveUnits: have && unit ? Math.floor(have.micros / unit) : null,
          left: have && cost ? { micros: have.micros - cost.micros, currency: have.currency } : have,
          short,
          blocked,
          notReady,
        },
        duty: dutyOwed(office),
        optOutLine: dressingFor(office, words.language).optOutLine,
        groups: times.groups
          .filter(({ at }) => at !== Number.POSITIVE_INFINITY)
          .slice(0, 50)
          .map(({ at, count }) => ({ at: new Date(at).toISOString(), count })),
        handOver: handedOver(times, words.purpose, input.choices.handOverHours),
        reserved,
        campaignId: input.campaignId,
      }
      return {
        input,
        plan: planned,
        answer,
        body: words.body,
        purpose: words.purpose,
        templateName: words.templateName,
        times,
      }
    },
    /** What a costly text is made of: the letters, and whether plain ones would do. */
    costlyOf: (text: string) =>
      plainly(text) === text || measure(plainly(text)).segments === measure(text).segments
        ? []
        : [...new Set(costly(text).map(({ char }) => char))],
    blockedNow: (e164: string) => strongest(stores.consent.causes([e164]).get(e164) ?? []),
  }
}
export type Reviewer = ReturnType<typeof createReviewer>
