/** Plans a bulk send and answers everything the review shows. Nothing is written here. */
import { type AppContract, Refusal } from '#contract'
import { strongest } from '#core/consent'
import { dutyOf } from '#core/duty'
import { askedKeyword } from '#core/opt-out-words'
import { CANARY_FROM, CANARY_SIZE } from '#core/canary'
import { HAND_OVER_FROM_MS, handOverHours } from '#core/hand-over'
import { costly, measure, plainly } from '#core/segments'
import { type Plan, type PlannedText, startPlan } from '#core/send-plan'
import type { Timetable } from '#core/timetable'
import type { Compiled } from '#core/template'
import type { Language, Money, Purpose, RecordKind } from '#core/values'
import type { z } from 'zod'
import { layOut } from './lay-out'
import { breathe, type Office } from './office'
import type { Outbox } from './outbox/index'
import type { Prices } from './prices'
import type { Recipients } from './recipients'
import type { Between, Stores } from './stores'
import { dressingFor } from './templates'

type In = z.output<AppContract['bulk']['review']['input']>
type Out = z.output<AppContract['bulk']['review']['output']>
type Warning = Out['warnings'][number]

export type HeldReview = {
  input: In
  plan: Plan
  answer: Out
  body: string
  purpose: Purpose
  templateName: string | null
  /** When each of `plan.will` leaves. */
  times: Timetable
}

export type ReviewPorts = {
  stores: Stores
  office: Office
  recipients: Recipients
  outbox: Outbox
  prices: Prices
  checkBody: (body: string, kind: RecordKind) => Promise<Compiled>
  template: (id: number) => Promise<{ name: string; body: string; purpose: Purpose; language: Language }>
  job: (done: number, total: number) => void
}

const DAY_MS = 86_400_000
/** So many people are looked at before everything else has its turn. */
const CHUNK = 100

const sum = (will: readonly PlannedText[]): Money | null => {
  let micros = 0
  let currency: string | undefined
  for (const { price } of will) {
    if (!price) continue
    micros += price.micros
    currency ??= price.currency
  }
  return currency === undefined ? null : { micros, currency }
}

const plural = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`)

export const createReviewer = ({
  stores,
  office,
  recipients,
  outbox,
  prices: priceList,
  checkBody,
  template,
  job,
}: ReviewPorts) => {
  const selection = async ({ kind, include, exclude, recipientIds }: In['who']): Promise<number[]> => {
    if (include.length === 0 && recipientIds.length === 0) {
      throw new Refusal('bad-input', 'Choose at least one list of people who should get it.', 'include')
    }
    const selected = new Set<number>(recipientIds)
    for (const id of include) for (const one of await recipients.idsOfList(id, kind)) selected.add(one)
    for (const id of exclude) for (const one of await recipients.idsOfList(id, kind)) selected.delete(one)
    return [...selected]
  }

  /** So much time before and after the moment at which a send leaves. */
  const around = (notBefore: string | null, before: number, after: number): Between => {
    const now = office.now()
    const leaves = notBefore !== null && notBefore > now ? Date.parse(notBefore) : Date.parse(now)
    return {
      from: new Date(leaves - before).toISOString(),
      to: new Date(leaves + after).toISOString(),
      now,
    }
  }

  /** Who has as many texts around then as the office allows one person (M15): those that wait to leave count too. */
  const tiredOf = async (notBefore: string | null): Promise<Map<number, string>> => {
    const tired = new Map<number, string>()
    const cap = office.settings().sending.perPerson
    if (!cap) return tired
    const days = plural(cap.days, 'day', 'days')
    const span = cap.days * DAY_MS
    const past = notBefore === null ? `in the last ${days}` : `in the ${days} before`
    for (const [between, words] of [
      [around(notBefore, 0, span), (texts: string) => `Gets ${texts} in the ${days} after`],
      [around(notBefore, span, 0), (texts: string) => `Had ${texts} ${past}`],
    ] as const)
      for (const [id, n] of await stores.outbox.heard(between))
        if (n >= cap.texts) tired.set(id, words(plural(n, 'text', 'texts')))
    return tired
  }

  /** When each text leaves, after the time in which the send may be undone. */
  const timesOf = (will: readonly PlannedText[], purpose: Purpose, notBefore: string | null): Timetable => {
    const held = Date.parse(office.now()) + office.settings().sending.holdSeconds * 1000
    const start = Math.max(held, notBefore === null ? 0 : Date.parse(notBefore))
    return layOut({ office, outbox }, will, purpose, start)
  }

  /** How many of these the carrier's schedule can take, so that the PC may be off; null without a Messaging Service. */
  const handedOver = (times: Timetable, purpose: Purpose, hours: number | null): number | null => {
    if (outbox.sender()?.kind !== 'service') return null
    const now = Date.parse(office.now())
    const until = now + handOverHours(purpose, hours) * 3_600_000
    return times.groups.reduce(
      (n, { at, count }) => (at >= now + HAND_OVER_FROM_MS && at <= until ? n + count : n),
      0,
    )
  }

  const wording = async (what: In['what'], kind: RecordKind) => {
    const chosen = what.templateId === null ? null : await template(what.templateId)
    const body = chosen?.body ?? what.body.trim()
    const purpose = chosen?.purpose ?? what.purpose
    if (body === '') throw new Refusal('bad-input', 'Choose a template or write the message.', 'body')
    if (purpose === 'conversation') {
      throw new Refusal(
        'bad-input',
        'A conversation is between two. Choose alerts or marketing for a text to many.',
        'purpose',
      )
    }
    return {
      body,
      purpose,
      language: chosen?.language ?? what.language,
      templateName: chosen?.name ?? null,
      compiled: await checkBody(body, kind),
    }
  }

  /** Runs the rules over everybody selected, in chunks that let the window breathe. */
  const plan = async (
    input: In,
    userName: string,
  ): Promise<{ plan: Plan; selected: number; words: Awaited<ReturnType<typeof wording>> }> => {
    const words = await wording(input.what, input.who.kind)
    const ids = await selection(input.who)
    for (let i = 0; i < ids.length; i += CHUNK * 10) {
      await priceList.ensure(stores.recipients.countries(ids.slice(i, i + CHUNK * 10)))
      await breathe()
    }
    const { office: place } = office.settings()
    const tired = await tiredOf(input.choices.notBefore)
    const prices = new Map(stores.prices.all().map((price) => [price.country, price.outbound]))
    const planner = startPlan({
      purpose: words.purpose,
      template: words.compiled,
      style: { locale: words.language, timeZone: place.zone },
      each: input.choices.each,
      plain: input.choices.plain,
      dressing: dressingFor(office, words.language),
      leaveOut: new Set(input.choices.leaveOut),
      tired,
      unitPrice: (country) => prices.get(country) ?? null,
      now: Date.parse(office.now()),
    })
    const values = await recipients.valuesFor(userName)
    for (let i = 0; i < ids.length; i += CHUNK) {
      planner.take(
        recipients.candidates(stores.recipients.many(ids.slice(i, i + CHUNK)), words.purpose, values),
      )
      if (i % (CHUNK * 8) === 0) job(i, ids.length)
      await breathe()
    }
    return { plan: planner.result(), selected: ids.length, words }
  }

  const warningsOf = async (
    input: In,
    { will, shared }: Plan,
    words: Awaited<ReturnType<typeof wording>>,
    times: Timetable,
  ): Promise<Warning[]> => {
    const warnings: Warning[] = []
    const warn = (
      kind: Warning['kind'],
      recipientIds: number[],
      say: string,
      stops = false,
      count = recipientIds.length,
    ) => {
      if (count > 0 || stops) warnings.push({ kind, count, say, recipientIds, stops })
    }
    const least = will.reduce((min, text) => Math.min(min, text.units), Number.POSITIVE_INFINITY)
    const dear = will.filter((text) => text.units > least)
    warn(
      'double-price',
      dear.map((text) => text.recipientId),
      'cost more because of a letter like ë in their name, or a long name.',
    )
    await breathe()
    const ids = will.map((text) => text.recipientId)
    const now = Date.parse(office.now())
    const { notBefore } = input.choices
    const day = around(notBefore, DAY_MS, DAY_MS)
    const { recipientIds: same, newest } = await stores.outbox.gotText(
      { templateId: input.what.templateId, body: words.body },
      day,
      ids,
    )
    const minutes = Math.round((now - Date.parse(newest ?? office.now())) / 60_000)
    const ago =
      minutes < 90 ? plural(minutes, 'minute', 'minutes') : plural(Math.round(minutes / 60), 'hour', 'hours')
    warn(
      'same-text',
      same,
      minutes < 0 ? 'get this very text already: it waits to leave.' : `had this very text ${ago} ago.`,
    )
    const sameIds = new Set(same)
    const lately = await stores.outbox.heard(day)
    warn(
      'heard-recently',
      ids.filter((id) => lately.has(id) && !sameIds.has(id)),
      notBefore === null
        ? 'heard from you in the last 24 hours, or will soon.'
        : 'hear from you within 24 hours of then as well.',
    )
    await breathe()
    warn(
      'shared-numbers',
      shared.flatMap((one) => one.recipientIds),
      'numbers are shared by several people.',
      false,
      shared.length,
    )
    const prefix = will.filter((text) => text.landlinePrefix)
    warn(
      'landline-prefix',
      prefix.map((text) => text.recipientId),
      'look like landlines. They are tried; the carrier may refuse them.',
    )
    const [first, ...laterGroups] = times.groups
    const start = Math.max(now, input.choices.notBefore === null ? 0 : Date.parse(input.choices.notBefore))
    const held = first && first.at > start + 15 * 60_000 ? times.groups : laterGroups
    if (held.length > 0) {
      const when = held[0]?.at ?? Number.POSITIVE_INFINITY
      warn(
        'quiet-hours',
        [],
        when === Number.POSITIVE_INFINITY
          ? 'would never be allowed to leave: the quiet hours permit no day. Change them in Settings.'
          : 'wait until the next permitted hours where they are: it is night, a closed day, or they do not all fit before the evening.',
        when === Number.POSITIVE_INFINITY,
        held.reduce((n, group) => n + group.count, 0),
      )
    }
    const waits = times.groups.some((group) => group.at > now + HAND_OVER_FROM_MS)
    if (waits && outbox.sender()?.kind !== 'service') {
      warn(
        'pc-off',
        [],
        'This PC must be on at that time: without a Messaging Service texts wait here.',
        false,
        1,
      )
    }
    // What waits in the carrier's schedule leaves there at its time: nobody can watch the first of them.
    const here = will.length - (handedOver(times, words.purpose, input.choices.handOverHours) ?? 0)
    if (will.length >= CANARY_FROM && here > CANARY_SIZE && office.settings().sending.canary) {
      warn(
        'canary',
        [],
        `The first ${CANARY_SIZE}${here < will.length ? ' that leave from this PC' : ''} leave alone. The others follow when those arrived, and wait for you when they did not.`,
        false,
        CANARY_SIZE,
      )
    }
    const keyword = askedKeyword(words.body)
    if (keyword)
      warn(
        'keyword-asked',
        [],
        `The text asks people to answer ${keyword}, which the carrier reads as a command. Ask for another word.`,
        false,
        1,
      )
    const priceless = will.filter((text) => text.price === null)
    warn(
      'no-price',
      priceless.map((text) => text.recipientId),
      'go to a country whose price is not known yet, so the cost is a guess.',
    )
    if (office.settings().mode === 'live' && office.settings().twilio.trial) {
      warn(
        'trial',
        [],
        'This is a Twilio trial account: it puts its own words before each text, and texts only verified numbers.',
        false,
        will.length,
      )
    }
    return warnings
  }

  /** What these texts cost against what there is; `blocked` says in words why they may not be sent. */
  const money = async (will: readonly PlannedText[]) => {
    const cost = sum(will)
    const balance = await outbox.balance()
    // What waits already is as good as spent.
    const waiting = stores.outbox.promised(outbox.accountSid)
    const have = balance && { micros: balance.micros - waiting, currency: balance.currency }
    const { funding, cap } = office.settings().sending
    const short =
      have && cost && cost.currency === have.currency && cost.micros > have.micros
        ? { micros: cost.micros - have.micros, currency: have.currency }
        : null
    let blocked: string | null = null
    if (funding === 'prepaid' && have === null) {
      blocked =
        'The balance could not be read, and texts are paid beforehand. Check the connection to the carrier.'
    } else if (funding === 'prepaid' && short) {
      blocked = 'The balance is too low. Top up at Twilio (Billing, Add funds), then check again.'
    }
    if (cap && cost && cost.currency === cap.currency) {
      const spent = outbox.spentThisMonth() + waiting
      if (cost.micros + spent > cap.micros) {
        blocked =
          spent > 0
            ? 'With what was sent this month, this is more than the office’s spending cap. An Admin can change it in Settings.'
            : 'This costs more than the office’s spending cap. An Admin can change it in Settings.'
      }
    }
    const reserved = waiting + stores.outbox.reserved(outbox.accountSid)
    const currency = balance?.currency ?? cost?.currency
    return {
      cost,
      have,
      short,
      blocked,
      reserved: currency && reserved > 0 ? { micros: reserved, currency } : null,
    }
  }

  return {
    plan,
    money,
    timesOf,
    async review(reviewId: string, input: In, userName: string): Promise<HeldReview> {
      const { plan: planned, selected, words } = await plan(input, userName)
      await breathe()
      const times = timesOf(planned.will, words.purpose, input.choices.notBefore)
      await breathe()
      const warnings = await warningsOf(input, planned, words, times)
      const settings = office.settings()
      const units = planned.will.reduce((total, text) => total + text.units, 0)
      await breathe()
      const { cost, have, short, blocked, reserved } = await money(planned.will)
      const { funding } = settings.sending
      const everyone = { count: planned.will.length, recipientIds: [], stops: false }
      if (short && funding !== 'prepaid') {
        warnings.push({
          kind: 'over-balance',
          say: 'This costs more than the balance shows. Your account is topped up or invoiced by Twilio.',
          ...everyone,
        })
      } else if (have === null && funding !== 'prepaid') {
        warnings.push({ kind: 'unknown-balance', say: 'The balance is not known.', ...everyone })
      }
      const unit = cost && units > 0 ? cost.micros / units : null
      const country = settings.office.country
      const inbound = stores.prices.all().find((price) => price.country === country)?.inbound ?? null
      const duty = dutyOf(country)
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
        replyUnitPrice: inbound,
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
        },
        duty: settings.duties[country]
          ? null
          : { country, title: duty.title, points: [...duty.points], address: duty.address },
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
