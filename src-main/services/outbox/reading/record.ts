/**
 * Writes down what became of a request and of a message. The runner, the reconciler and the status poll all end
 * here, inside one write each, so that a text has the same effects however its outcome was learnt.
 */
import { whyAsked } from '../../consent/carrier-block'
import { explainFailure, triesAgain } from '#core/sending/failures'
import type { Office } from '../../office'
import { type Reason, phrase, phraseOf } from '#shared/phrases/phrase'
import { stateOfCarrier } from '#shared/outbox-state'
import type { Instant } from '#shared/values'
import type { CarrierMessage, SendOutcome } from '../../ports'
import type { MessageKept } from '../../sending/sending-store'
import type { Stores } from '../../stores'
import { type Charges, createCharges } from './charges'

type Accepted = Extract<SendOutcome, { kind: 'accepted' }>

export type Recorder = {
  accepted(attemptId: number, message: MessageKept, outcome: Accepted, how: 'accepted' | 'adopted'): void
  notSent(attemptId: number, message: MessageKept, why: Reason, notBefore: Instant, code?: number): void
  rejected(attemptId: number, message: MessageKept, code: number, detail: string): void
  unknown(attemptId: number, message: MessageKept, detail: string): void
  /** What the carrier says now about a message it has. */
  status(message: MessageKept, carrier: CarrierMessage): boolean
}

/** In the carrier's schedule: accepted, but not gone. */
const INSIDE: readonly string[] = ['scheduled', 'canceling']

const quoted = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text)

/** So often a text is tried while the carrier's queue for our number is full. */
const MOST_TRIES = 4
/** Requests that came to the carrier's queue, not those that never got so far. */
const REACHED: readonly string[] = ['accepted', 'adopted', 'rejected']
const AGAIN_MS = 10 * 60_000

/** What is learnt of one text and concerns the others. */
export type Told = {
  /** A text that left then failed for a reason that is the account's. */
  account(code: number, leftAt: Instant): void
  /** The carrier's queue for our number is full. */
  full(): void
  /** The carrier has blocked a number, or takes texts to it again. */
  blocks(): void
}

type RecordStores = Pick<
  Stores,
  'recipients' | 'consent' | 'sends' | 'outbox' | 'notes' | 'charges' | 'prices'
>

/** What news of a text means beyond its own row: for the notes of a person, for a number, for trying again. */
const createConsequences = (
  { outbox, notes, recipients, consent, sends }: RecordStores,
  now: () => Instant,
  say: Office['say'],
  told: Told,
) => {
  /** What the note of a text names: its template, or its words, and where it went. */
  const named = (message: MessageKept) => ({
    what: sends.get(message.sendId)?.templateName ?? quoted(message.body),
    number: message.e164,
  })

  /** The text has really left: it is noted once, whoever learns of it. */
  const hasLeft = (message: MessageKept, at: Instant) => {
    recipients.touched(message.recipientId, 'out', at)
    const send = sends.get(message.sendId)
    if (send?.type === 'test') return
    notes.add({
      recipientId: message.recipientId,
      body: say(phrase('note.text', named(message))),
      at,
      by: send?.userName ?? '',
      messageId: message.id,
    })
  }

  /** What a failure means for the number, for everybody who has it. */
  const effects = (message: MessageKept, code: number | null) => {
    const { effect, say: what } = explainFailure(code)
    if (code === null || effect === null) return
    if (effect !== 'suppress') recipients.flagNumber(message.e164, code, now())
    else {
      const detail = say(phrase('block.carrier', { say: what, code }))
      if (consent.block(message.e164, 'carrier', now(), detail, 'Twilio')) told.blocks()
    }
  }

  /** Nothing is wrong with the text or the number: it waits some minutes, and is tried again. */
  const again = (message: MessageKept, code: number | null): boolean => {
    if (!triesAgain(code)) return false
    told.full()
    // Nothing of a recalled send leaves any more.
    if (sends.get(message.sendId)?.state === 'cancelled') return false
    if (outbox.attempts(message.id).filter(({ outcome }) => REACHED.includes(outcome)).length >= MOST_TRIES)
      return false
    return outbox.move(message.id, 'queued', {
      now: now(),
      why: phrase('text.tried-again-by-itself', { title: explainFailure(code).title }),
      notBefore: new Date(Date.parse(now()) + AGAIN_MS).toISOString(),
    })
  }
  return { named, hasLeft, effects, again }
}

export const createRecorder = (
  stores: RecordStores,
  now: () => Instant,
  /** In the office's language: what notes and the ledger keep. */
  say: Office['say'],
  told: Told = { account() {}, full() {}, blocks() {} },
  charges: Charges = createCharges(stores, now),
): Recorder => {
  const { outbox, notes, consent } = stores
  const { named, hasLeft, effects, again } = createConsequences(stores, now, say, told)

  return {
    accepted(attemptId, message, outcome, how) {
      const at = now()
      outbox.answer(attemptId, how, { now: at, sid: outcome.sid })
      const said = stateOfCarrier(outcome.status) ?? 'accepted'
      // How it failed is told with its code, by `status`.
      const state = said === 'failed' || said === 'undelivered' ? 'accepted' : said
      outbox.move(message.id, state, { now: at, sid: outcome.sid })
      if (!INSIDE.includes(state)) hasLeft(message, at)
      // Asked for only where there is a block: nearly no text has one.
      if ((consent.causes([message.e164]).get(message.e164) ?? []).includes('carrier')) {
        const why = whyAsked(stores, message.sendId)
        if (why !== null) {
          consent.lift(message.e164, ['carrier'], at, 'Twilio', say(phrase('block.accepted-again', { why })))
          told.blocks()
        }
      }
    },
    notSent(attemptId, message, why, notBefore, code) {
      outbox.answer(attemptId, code === undefined ? 'not-sent' : 'busy', {
        now: now(),
        detail: phraseOf(why),
        code: code ?? null,
      })
      // Never earlier than it is meant to leave: a text for Friday is tried again, and still leaves on Friday, or on
      // Saturday when it was moved meanwhile.
      const meant = outbox.message(message.id)?.notBefore ?? message.notBefore
      outbox.move(message.id, 'queued', { now: now(), why, notBefore: notBefore > meant ? notBefore : meant })
    },
    rejected(attemptId, message, code, detail) {
      outbox.answer(attemptId, 'rejected', { now: now(), code, detail })
      outbox.move(message.id, 'rejected', { now: now(), code, why: explainFailure(code).title })
      if (!again(message, code)) effects(message, code)
    },
    unknown(attemptId, message, detail) {
      outbox.answer(attemptId, 'unknown', { now: now(), detail })
      outbox.move(message.id, 'unknown', { now: now(), why: 'text.looked-up' })
    },
    status(message, carrier) {
      const state = stateOfCarrier(carrier.status)
      const currency = message.price?.currency ?? null
      // A price may come without any other news.
      if (state === null || state === message.state) return charges.told(carrier, false, currency)
      const failed = state === 'failed' || state === 'undelivered'
      const failure = failed ? explainFailure(carrier.errorCode) : null
      const moved = outbox.move(message.id, state, {
        now: now(),
        code: carrier.errorCode,
        why: failure?.title ?? '',
        ...(carrier.segments ? { units: carrier.segments } : {}),
      })
      if (!moved) return charges.told(carrier, false, currency)
      charges.told(carrier, true, currency)
      if (INSIDE.includes(message.state) && !INSIDE.includes(state) && state !== 'canceled')
        hasLeft(message, now())
      if (failure && !again(message, carrier.errorCode)) {
        if (failure.scope === 'account' && carrier.errorCode !== null) {
          const claimed = outbox.attempts(message.id).at(-1)?.at ?? message.notBefore
          told.account(carrier.errorCode, claimed > message.notBefore ? claimed : message.notBefore)
        }
        effects(message, carrier.errorCode)
        notes.amend(
          message.id,
          say(phrase('note.text-not-delivered', { ...named(message), title: failure.title })),
        )
      }
      return true
    },
  }
}
