/** What the review warns of before a send to many: what it would repeat, wait for, cost or ask. */
import type { AppContract } from '#contract'
import { textStyle } from '#shared/text/text-values'
import { type Phrase, type Reason, phrase, phraseOf } from '#shared/phrases/phrase'
import { CANARY_FROM, CANARY_SIZE } from '#core/sending/canary'
import { TRIAL } from '#core/sending/failures'
import type { Plan } from '#core/sending/send-plan'
import type { SendSchedule } from '#core/sending/send-schedule'
import { HAND_OVER_FROM_MS, handOverHours } from '#shared/hand-over'
import { askedKeyword } from '#shared/text/opt-out-words'
import type { Compiled } from '#shared/text/template'
import type { Language, Purpose } from '#shared/values'
import type { z } from 'zod'
import type { Office } from '../../office'
import type { Outbox } from '../../outbox/outbox'
import type { Recipients } from '../../people/recipients'
import type { Stores } from '../../stores'
import { dressings } from '../../templates/dressing'
import { yieldToLoop } from '../../time-slice'
import { costWarnings, wordsOf } from './cost-warnings'
import type { Between } from '../reach-store'

type In = z.output<AppContract['bulk']['review']['input']>
type Warning = z.output<AppContract['bulk']['review']['output']>['warnings'][number]
type Ports = {
  stores: Pick<Stores, 'recipients' | 'reach' | 'facts'>
  office: Office
  recipients: Recipients
  outbox: Outbox
}
/** The wording that is sent, and what is known of it. */
export type ReviewWords = { body: string; purpose: Purpose; language: Language; compiled: Compiled }

export const DAY_MS = 86_400_000

/** What is warned of is a list, in the order in which it is shown. */
const createList = () => {
  const warnings: Warning[] = []
  const warn = (
    kind: Warning['kind'],
    recipientIds: number[],
    say: Reason,
    stops = false,
    count = recipientIds.length,
    lead: Phrase | '' | null = null,
  ) => {
    if (count > 0 || stops)
      warnings.push({ kind, count, ...wordsOf(lead, phraseOf(say)), recipientIds, stops, shorter: null })
  }
  return { warnings, warn }
}
type Warn = ReturnType<typeof createList>['warn']

/** Who shares a number, or has one that may be a landline. */
const warnOfNumbers = ({ will, shared }: Plan, warn: Warn): void => {
  warn(
    'shared-numbers',
    shared.flatMap((one) => one.recipientIds),
    'warning.shared-numbers',
    false,
    shared.length,
    phrase('warning.lead.shared', { n: shared.length }),
  )
  const prefix = will.filter((text) => text.landlinePrefix)
  warn(
    'landline-prefix',
    prefix.map((text) => text.recipientId),
    'warning.landlines',
    false,
    prefix.length,
    phrase('warning.lead.landlines', { n: prefix.length }),
  )
}

/** When a send leaves, and how much of it from the carrier's schedule. */
const createLeaving = ({ office, outbox }: Pick<Ports, 'office' | 'outbox'>) => {
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

  /** How many of these the carrier's schedule can take, so that the PC may be off; null without a Messaging Service. */
  const handedOver = (times: SendSchedule, purpose: Purpose, hours: number | null): number | null => {
    if (outbox.sender()?.kind !== 'service') return null
    const now = Date.parse(office.now())
    const until = now + handOverHours(purpose, hours) * 3_600_000
    return times.groups.reduce(
      (n, { at, count }) => (at >= now + HAND_OVER_FROM_MS && at <= until ? n + count : n),
      0,
    )
  }

  return { around, handedOver }
}
type Leaving = ReturnType<typeof createLeaving>

/** Who had the same text, or any, a short time before or will soon after. */
const createRepeatWarnings =
  ({ stores, office }: Pick<Ports, 'stores' | 'office'>, { around }: Pick<Leaving, 'around'>) =>
  async (input: In, body: string, ids: number[], now: number, warn: Warn): Promise<void> => {
    const { notBefore } = input.choices
    const day = around(notBefore, DAY_MS, DAY_MS)
    const { recipientIds: same, newest } = await stores.reach.gotText(
      { templateId: input.what.templateId, body },
      day,
      ids,
    )
    const minutes = Math.round((now - Date.parse(newest ?? office.now())) / 60_000)
    const ago =
      minutes < 90
        ? phrase('warning.minutes', { n: minutes })
        : phrase('warning.hours', { n: Math.round(minutes / 60) })
    warn(
      'same-text',
      same,
      minutes < 0 ? 'warning.same-text-waits' : phrase('warning.same-text', { ago }),
      false,
      same.length,
      minutes < 0
        ? phrase('warning.lead.gets-this-text', { n: same.length })
        : phrase('warning.lead.had-this-text'),
    )
    const sameIds = new Set(same)
    const lately = await stores.reach.heard(day)
    const heard = ids.filter((id) => lately.has(id) && !sameIds.has(id))
    warn(
      'heard-recently',
      heard,
      notBefore === null ? 'warning.heard-lately' : 'warning.heard-then',
      false,
      heard.length,
      notBefore === null ? phrase('warning.lead.heard') : phrase('warning.lead.hear', { n: heard.length }),
    )
  }

/** What waits: for the morning, for this PC, for the first texts. */
const createWaitingWarnings =
  ({ office, outbox }: Pick<Ports, 'office' | 'outbox'>, { handedOver }: Pick<Leaving, 'handedOver'>) =>
  (input: In, will: Plan['will'], purpose: Purpose, times: SendSchedule, now: number, warn: Warn): void => {
    const [first, ...laterGroups] = times.groups
    const start = Math.max(now, input.choices.notBefore === null ? 0 : Date.parse(input.choices.notBefore))
    const held = first && first.at > start + 15 * 60_000 ? times.groups : laterGroups
    if (held.length > 0) {
      const when = held[0]?.at ?? Number.POSITIVE_INFINITY
      warn(
        'quiet-hours',
        [],
        when === Number.POSITIVE_INFINITY ? 'warning.no-day-allowed' : 'warning.quiet-hours',
        when === Number.POSITIVE_INFINITY,
        held.reduce((n, group) => n + group.count, 0),
        '',
      )
    }
    const waits = times.groups.some((group) => group.at > now + HAND_OVER_FROM_MS)
    if (waits && outbox.sender()?.kind !== 'service') {
      warn('pc-off', [], 'warning.pc-must-be-on', false, 1)
    }
    // What waits in the carrier's schedule leaves there at its time: nobody can watch the first of them.
    const here = will.length - (handedOver(times, purpose, input.choices.handOverHours) ?? 0)
    if (will.length >= CANARY_FROM && here > CANARY_SIZE && office.settings().sending.canary) {
      warn(
        'canary',
        [],
        phrase(here < will.length ? 'warning.first-from-here' : 'warning.first', { n: CANARY_SIZE }),
        false,
        CANARY_SIZE,
      )
    }
  }

export const createReviewWarnings = (ports: Ports) => {
  const { stores, office, recipients, outbox } = ports
  const { around, handedOver } = createLeaving(ports)
  const warnOfRepeats = createRepeatWarnings(ports, { around })
  const warnOfWaiting = createWaitingWarnings(ports, { handedOver })

  const costsOf = async (will: Plan['will'], words: ReviewWords, userName: string): Promise<Warning[]> => {
    const values = await recipients.valuesFor(userName)
    return costWarnings(
      will,
      {
        body: words.body,
        compiled: words.compiled,
        style: textStyle(words.language, office.settings().office),
        dressing: dressings({ stores, office }, outbox.sender(), words.language),
      },
      (ids) =>
        stores.recipients
          .many(ids)
          .map((person) => ({ id: person.id, language: person.language, values: values(person) })),
    )
  }

  const warningsOf = async (
    input: In,
    plan: Plan,
    words: ReviewWords,
    times: SendSchedule,
    userName: string,
  ): Promise<Warning[]> => {
    const { will } = plan
    const { warnings, warn } = createList()
    warnings.push(...(await costsOf(will, words, userName)))
    await yieldToLoop()
    const ids = will.map((text) => text.recipientId)
    const now = Date.parse(office.now())
    await warnOfRepeats(input, words.body, ids, now, warn)
    await yieldToLoop()
    warnOfNumbers(plan, warn)
    warnOfWaiting(input, will, words.purpose, times, now, warn)
    const keyword = askedKeyword(words.body)
    if (keyword) warn('keyword-asked', [], phrase('warning.keyword', { keyword }), false, 1)
    const priceless = will.filter((text) => text.price === null)
    warn(
      'no-price',
      priceless.map((text) => text.recipientId),
      'warning.no-price',
      false,
      priceless.length,
      phrase('warning.lead.country', { n: priceless.length }),
    )
    if (office.settings().mode === 'live' && office.settings().twilio.trial) {
      warn('trial', [], TRIAL, false, will.length)
    }
    return warnings
  }

  return { around, handedOver, warningsOf }
}
