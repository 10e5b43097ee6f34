/** The send wizard's side of the border: review, its rows, its export, the one act of sending, and the test text. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { type Said, phrase } from '#shared/phrases/phrase'
import { CANARY_FROM } from '#core/sending/canary'
import type { PlannedText } from '#core/sending/send-plan'
import { instantsOf } from '#core/sending/send-schedule'
import type { Compiled } from '#shared/text/template'
import type { RecordKind } from '#shared/values'
import type { Campaigns } from './campaigns'
import { dutyOwed, requireDuty } from '../consent/duty'
import { enqueue, plannedMessage } from './enqueue'
import type { z } from 'zod'
import type { Files } from '../files'
import { type Office, type Changed, userOf } from '../office'
import { yieldToLoop } from '../time-slice'
import { createSingleFlight } from '../single-flight'
import type { Clock } from '../ports'
import type { Recipients } from '../people/recipients'
import { createHeldReviews, type HeldReviews } from './review/held-reviews'
import type { HeldReview, Reviewer } from './review/review'
import { createReviewRows } from './review/review-rows'
import type { SkipIn } from './sending-store'
import type { Stores } from '../stores'
import { createTestText } from './test-text'
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
  checkBody: (body: string, kind: RecordKind) => Promise<Compiled>
  myNumber: (userId: number) => string | null
  acknowledgeDuty: (country: string) => void
  /** What a campaign's review is made from; refuses one whose texts were generated already. */
  campaign: Campaigns['toGenerate']
  changed: Changed
  /** Told before texts to many are written. */
  beforeSend: () => void
}

type ReviewIn = z.output<AppContract['bulk']['review']['input']>
type Sent = { sendId: string; sent: number; fewer: number; fewerWhy: Said }

/** Looks at everybody of a review once more, from the database: later checks may only remove people. */
const createCheckingAgain =
  (reviewer: Pick<Reviewer, 'plan' | 'money'>) => async (review: HeldReview, userName: string) => {
    const again = await reviewer.plan(review.input, userName)
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
    const whyOf = ({ recipientId }: PlannedText) => whyNow.get(recipientId) ?? phrase('skip.record-changed')
    const skips: SkipIn[] = [
      ...review.plan.wont,
      ...lost.map((text) => ({
        recipientId: text.recipientId,
        name: text.name,
        e164: text.e164,
        reason: 'changed-since' as const,
        why: phrase('skip.since-review', { why: whyOf(text) }),
      })),
    ]
    return { will, skips, fewer: lost.length, fewerWhy: lost[0] ? whyOf(lost[0]) : ('' as const) }
  }

/** The one act of sending to many. */
const createSending = (ports: Ports, held: HeldReviews) => {
  const { stores, office, outbox, reviewer, clock, changed } = ports
  const checkAgain = createCheckingAgain(reviewer)

  return async (reviewId: string, draftId: string, user: { id: number; name: string }): Promise<Sent> => {
    const earlier = stores.sends.get(draftId)
    if (earlier) return { sendId: draftId, sent: earlier.total, fewer: 0, fewerWhy: '' }
    const review = held.get(reviewId)
    const { input, answer } = review
    requireDuty(office)
    const stop = answer.warnings.find((warning) => warning.stops)
    if (stop) throw new Refusal('refused', stop.say)
    const sender = outbox.sender()
    if (!sender) throw new Refusal('refused', 'sending.choose-number')
    const { will, skips, fewer, fewerWhy } = await checkAgain(review, user.name)
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
        by: user,
        holdUntil: holdSeconds > 0 ? holdUntil : null,
        accountSid: outbox.accountSid,
        sender,
        campaignId: input.campaignId,
        late: input.choices.late ?? late,
        handOverHours: input.choices.handOverHours,
        canary: canary && will.length >= CANARY_FROM ? 'first' : 'off',
      },
      will.map((text, i) => plannedMessage(text, text.dedupeKey, instants[i] ?? holdUntil)),
      skips,
      holdUntil,
    )
    held.drop(reviewId)
    changed('sends', 'messages', 'outbox', 'campaigns')
    outbox.expect(draftId)
    return {
      sendId: draftId,
      sent: will.length,
      fewer,
      fewerWhy,
    }
  }
}

export const createBulk = (ports: Ports): HandlersOf<AppContract['bulk']> => {
  const { office, reviewer, newId, changed } = ports
  const held = createHeldReviews()
  const send = createSending(ports, held)
  const testText = createTestText(ports)
  const once = createSingleFlight<Sent>()
  const onceTested = createSingleFlight<{ messageId: number; text: string; to: string }>()

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

  return {
    async review({ reviewId, ...input }, caller) {
      const id = reviewId ?? newId()
      const review = await reviewer.review(
        id,
        await ofCampaign({ reviewId: id, ...input }),
        userOf(caller).name,
      )
      held.put(id, review)
      return review.answer
    },

    ...createReviewRows({ ...ports, held }),

    send: ({ reviewId, draftId }, caller) => once(draftId, () => send(reviewId, draftId, userOf(caller))),

    discard({ reviewId }) {
      held.drop(reviewId)
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
