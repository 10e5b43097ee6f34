/** The send wizard's side of the border: review, its rows, its export, the one act of sending, and the test text. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { type Said, phrase } from '#shared/phrases/phrase'
import { CANARY_FROM } from '#core/sending/canary'
import { dress } from '#shared/text/compose'
import { countryOf } from '#shared/phone/phone-number'
import { measure, plainly } from '#shared/text/segments'
import type { PlannedText } from '#core/sending/send-plan'
import { instantsOf } from '#core/sending/send-schedule'
import { render } from '#shared/text/template'
import type { E164, RecordKind, SkipReason } from '#shared/values'
import type { Campaigns } from './campaigns'
import { dutyOwed, requireDuty } from '../consent/duty'
import { enqueue } from './enqueue'
import type { z } from 'zod'
import type { Files } from '../files'
import { notFound, type Office, type Changed, userOf } from '../office'
import { yieldToLoop } from '../time-slice'
import { createSingleFlight } from '../single-flight'
import type { Clock } from '../ports'
import type { Recipients } from '../people/recipients'
import { priceBook } from './prices'
import type { HeldReview, Reviewer } from './review/review'
import type { Stores } from '../stores'
import { dressings } from '../templates/dressing'
import type { Outbox } from '../outbox/outbox'

type Ports = {
  stores: Pick<Stores, 'write' | 'recipients' | 'sends' | 'prices' | 'facts'>
  office: Office
  recipients: Recipients
  outbox: Outbox
  reviewer: Reviewer
  files: Files
  clock: Clock
  newId: () => string
  checkBody: (body: string, kind: RecordKind) => Promise<import('#shared/text/template').Compiled>
  myNumber: (userId: number) => string | null
  acknowledgeDuty: (country: string) => void
  /** What a campaign's review is made from; refuses one whose texts were generated already. */
  campaign: Campaigns['toGenerate']
  changed: Changed
  /** Told before texts to many are written. */
  beforeSend: () => void
}

type ReviewIn = z.output<AppContract['bulk']['review']['input']>

/** So many reviews are remembered; an older one is made again. */
const KEPT = 8

type Mend =
  | 'add-number'
  | 'change-number'
  | 'record-consent'
  | 'fill-field'
  | 'per-person'
  | 'shorten'
  | 'put-back'
  | 'open'
  | 'none'
const MEND: Record<SkipReason, Mend> = {
  'no-number': 'add-number',
  'invalid-number': 'change-number',
  landline: 'change-number',
  'not-asked': 'record-consent',
  refused: 'record-consent',
  suppressed: 'none',
  held: 'open',
  duplicate: 'per-person',
  'missing-variable': 'fill-field',
  'too-long': 'shorten',
  archived: 'open',
  'no-price': 'none',
  'left-out': 'put-back',
  fatigue: 'none',
  'changed-since': 'none',
  'too-late': 'none',
}

export const createBulk = (ports: Ports): HandlersOf<AppContract['bulk']> => {
  const { stores, office, recipients, outbox, reviewer, files, clock, newId, changed } = ports
  const held = new Map<string, HeldReview>()
  const once = createSingleFlight<{ sendId: string; sent: number; fewer: number; fewerWhy: Said }>()
  const onceTested = createSingleFlight<{ messageId: number; text: string; to: string }>()

  const reviewOf = (id: string): HeldReview => {
    const review = held.get(id)
    if (!review) throw new Refusal('not-found', 'sending.review-gone')
    return review
  }

  /** Everybody of a review as rows of one table, for the screen and for the file. */
  const lines = ({ plan }: HeldReview, tab: 'will' | 'wont') =>
    tab === 'will'
      ? plan.will.map((text) => ({
          ...text,
          number: text.e164 as E164 | null,
          reason: null,
          why: '' as Said,
        }))
      : plan.wont.map((skip) => ({
          ...skip,
          number: skip.e164,
          text: '',
          units: 0,
          price: null,
          label: null,
        }))

  const send = async (reviewId: string, draftId: string, user: { id: number; name: string }) => {
    const earlier = stores.sends.get(draftId)
    if (earlier) return { sendId: draftId, sent: earlier.total, fewer: 0, fewerWhy: '' as const }
    const review = reviewOf(reviewId)
    const { input, answer } = review
    requireDuty(office)
    const stop = answer.warnings.find((warning) => warning.stops)
    if (stop) throw new Refusal('refused', stop.say)
    const sender = outbox.sender()
    if (!sender) throw new Refusal('refused', 'sending.choose-number')
    // Again from the database: later checks may only remove people.
    const again = await reviewer.plan(input, user.name)
    await yieldToLoop()
    const still = new Map(again.plan.will.map((text) => [text.recipientId, text]))
    await yieldToLoop()
    const will: PlannedText[] = []
    const lost: PlannedText[] = []
    for (const text of review.plan.will) {
      const now = still.get(text.recipientId)
      const stays = now?.e164 === text.e164 && now.text === text.text
      ;(stays ? will : lost).push(text)
    }
    await yieldToLoop()
    if (will.length === 0) throw new Refusal('refused', 'sending.nobody-left')
    const { blocked } = await reviewer.money(will)
    await yieldToLoop()
    if (blocked) throw new Refusal('refused', blocked)
    const whyNow = new Map(again.plan.wont.map((skip) => [skip.recipientId, skip.why]))
    const skips = [
      ...review.plan.wont,
      ...lost.map((text) => ({
        recipientId: text.recipientId,
        name: text.name,
        e164: text.e164,
        reason: 'changed-since' as const,
        why: phrase('skip.since-review', {
          why: whyNow.get(text.recipientId) ?? phrase('skip.record-changed'),
        }),
      })),
    ]
    const now = clock.now()
    const { holdSeconds, canary, late } = office.settings().sending
    const holdUntil = new Date(now + holdSeconds * 1000).toISOString()
    const times = reviewer.scheduleOf(will, review.purpose, input.choices.notBefore)
    await yieldToLoop()
    const instants = instantsOf(times.at, now)
    await yieldToLoop()
    const campaign = input.campaignId === null ? null : await ports.campaign(input.campaignId)
    ports.beforeSend()
    await enqueue(
      { stores, office },
      {
        id: draftId,
        type: campaign ? 'campaign' : 'bulk',
        purpose: review.purpose,
        name:
          campaign?.name ??
          review.templateName ??
          `“${review.body.slice(0, 40)}${review.body.length > 40 ? '…' : ''}”`,
        recordKind: input.who.kind,
        templateId: input.what.templateId,
        templateName: review.templateName,
        body: review.body,
        review: JSON.stringify({
          ...answer,
          warnings: answer.warnings.map(({ recipientIds: _ids, ...rest }) => rest),
          who: { ...answer.who, recipientIds: [] },
        }),
        createdAt: office.now(),
        userId: user.id,
        userName: user.name,
        holdUntil: holdSeconds > 0 ? holdUntil : null,
        accountSid: outbox.accountSid,
        sender: JSON.stringify(sender),
        campaignId: input.campaignId,
        late: input.choices.late ?? late,
        handOverHours: input.choices.handOverHours,
        canary: canary && will.length >= CANARY_FROM ? 'first' : 'off',
      },
      will.map((text, i) => ({
        dedupeKey: text.dedupeKey,
        recipientId: text.recipientId,
        recipientName: text.name,
        e164: text.e164,
        body: text.text,
        units: text.units,
        price: text.price,
        zones: text.zones,
        notBefore: instants[i] ?? holdUntil,
      })),
      skips,
      holdUntil,
    )
    held.delete(reviewId)
    changed('sends', 'messages', 'outbox', 'campaigns')
    outbox.expect(draftId)
    return {
      sendId: draftId,
      sent: will.length,
      fewer: lost.length,
      fewerWhy: lost[0] ? (whyNow.get(lost[0].recipientId) ?? phrase('skip.record-changed')) : ('' as const),
    }
  }

  /** A campaign says itself who gets what, and when; the screen only chooses how. */
  const ofCampaign = async (input: ReviewIn): Promise<ReviewIn> => {
    if (input.campaignId === null) return input
    const { who, templateId, choices } = await ports.campaign(input.campaignId)
    return {
      ...input,
      who,
      what: { ...input.what, templateId },
      choices: { ...input.choices, ...choices },
    }
  }

  const testText = async (
    { draftId, what, recipientId, plain, bulk }: z.output<AppContract['bulk']['test']['input']>,
    user: { id: number; name: string },
  ) => {
    const to = ports.myNumber(user.id) as E164 | null
    if (!to) throw new Refusal('refused', 'sending.add-own-number', 'number')
    const earlier = stores.sends.firstMessageOf(draftId)
    if (earlier) return { messageId: earlier.id, text: earlier.body, to: recipients.national(to) }
    const person = recipientId === null ? null : stores.recipients.get(recipientId)
    if (recipientId !== null && !person) throw notFound('people.gone')
    const compiled = await ports.checkBody(what.body, person?.kind ?? 'client')
    const values = await recipients.valuesFor(user.name)
    const place = office.settings().office
    const rendered = render(compiled, person ? values(person) : {}, {
      locale: what.language,
      timeZone: place.zone,
    })
    if (!rendered.ok)
      throw new Refusal(
        'bad-input',
        person
          ? phrase('sending.values-missing', { name: person.name, missing: rendered.missing.join(', ') })
          : phrase('sending.values-missing-here', { missing: rendered.missing.join(', ') }),
      )
    const sender = outbox.sender()
    if (!sender) throw new Refusal('refused', 'sending.choose-number')
    const dressing = dressings({ stores, office }, sender, what.language)(person?.language ?? null)
    const dressed = bulk ? dress(rendered.text, dressing) : rendered.text
    const text = plain ? plainly(dressed) : dressed
    const price = priceBook(stores, sender).unit(countryOf(to) ?? '')
    const units = measure(text).segments
    await enqueue(
      { stores, office },
      {
        id: draftId,
        type: 'test',
        purpose: what.purpose,
        name: office.say('name.test-text'),
        recordKind: null,
        templateId: what.templateId,
        templateName: null,
        body: text,
        review: null,
        createdAt: office.now(),
        userId: user.id,
        userName: user.name,
        holdUntil: null,
        accountSid: outbox.accountSid,
        sender: JSON.stringify(sender),
      },
      [
        {
          dedupeKey: to,
          recipientId: 0,
          recipientName: `${user.name} (test)`,
          e164: to,
          body: text,
          units,
          price: price && { micros: price.micros * units, currency: price.currency },
        },
      ],
      [],
      office.now(),
    )
    outbox.wake()
    changed('messages', 'outbox')
    const message = stores.sends.firstMessageOf(draftId)
    return { messageId: message?.id ?? 0, text, to: recipients.national(to) }
  }

  return {
    async review({ reviewId, ...input }, caller) {
      const id = reviewId ?? newId()
      const review = await reviewer.review(
        id,
        await ofCampaign({ reviewId: id, ...input }),
        userOf(caller).name,
      )
      held.delete(id)
      held.set(id, review)
      for (const old of held.keys()) if (held.size > KEPT) held.delete(old)
      return review.answer
    },

    rows({ reviewId, tab, reason, recipientIds, search, sort, descending, offset, limit }) {
      const review = reviewOf(reviewId)
      const wanted = search.trim().toLowerCase()
      const digits = wanted.replace(/\D/g, '')
      const among = recipientIds ? new Set(recipientIds) : null
      const rows = lines(review, tab).filter(
        (row) =>
          (reason === null || row.reason === reason) &&
          (among === null || among.has(row.recipientId)) &&
          (wanted === '' ||
            row.name.toLowerCase().includes(wanted) ||
            row.text.toLowerCase().includes(wanted) ||
            (digits.length > 2 && (row.number ?? '').includes(digits))),
      )
      const key = (row: (typeof rows)[number]) =>
        sort === 'units' ? row.units : sort === 'number' ? (row.number ?? '') : row.name.toLowerCase()
      rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (descending ? -1 : 1))
      return {
        total: rows.length,
        rows: rows.slice(offset, offset + limit).map((row) => ({
          recipientId: row.recipientId,
          name: row.name,
          number: row.number,
          national: row.number ? recipients.national(row.number) : null,
          label: row.label,
          text: row.text,
          units: row.units,
          price: row.price,
          costly: row.text === '' ? [] : reviewer.costlyOf(row.text),
          reason: row.reason,
          why: row.why,
          mend: row.reason === null ? 'none' : MEND[row.reason],
        })),
      }
    },

    export({ reviewId }) {
      const { plan } = reviewOf(reviewId)
      const rows = function* () {
        for (const { name, e164, units, text } of plan.will)
          yield [name, e164, phrase('export.will-get-it'), '', units || '', text]
        for (const { name, e164, why } of plan.wont)
          yield [name, e164 ?? '', phrase('export.will-not-get-it'), why, '', '']
      }
      return files.offerTable(
        'review.csv',
        ['table.name', 'table.number', 'table.result', 'table.reason', 'table.messages', 'table.text'],
        rows(),
      )
    },

    send: ({ reviewId, draftId }, caller) => once(draftId, () => send(reviewId, draftId, userOf(caller))),

    discard({ reviewId }) {
      held.delete(reviewId)
      return {}
    },
    duty: () => ({ duty: dutyOwed(office) }),
    acknowledgeDuty({ country }) {
      ports.acknowledgeDuty(country)
      changed('settings')
      return {}
    },

    test: (input, caller) => onceTested(input.draftId, () => testText(input, userOf(caller))),
  }
}
