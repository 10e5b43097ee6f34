/**
 * Writes down what became of a request and of a message. The runner, the reconciler and the status poll all end
 * here, inside one write each, so that a text has the same effects however its outcome was learnt.
 */
import { explainFailure, triesAgain } from '#core/failures'
import { stateOfCarrier } from '#core/outbox-state'
import type { Instant } from '#core/values'
import type { CarrierMessage, SendOutcome } from '../ports'
import type { MessageKept, Stores } from '../stores'

type Accepted = Extract<SendOutcome, { kind: 'accepted' }>

export type Recorder = {
  accepted(attemptId: number, message: MessageKept, outcome: Accepted, how: 'accepted' | 'adopted'): void
  notSent(attemptId: number, message: MessageKept, why: string, notBefore: Instant, code?: number): void
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
}

export const createRecorder = (
  stores: Stores,
  now: () => Instant,
  told: Told = { account() {}, full() {} },
): Recorder => {
  const { outbox, notes, recipients, consent } = stores

  const noteBody = (message: MessageKept, ending: string) => {
    const send = outbox.send(message.sendId)
    const what = send?.templateName ? `“${send.templateName}”` : `“${quoted(message.body)}”`
    return `Text ${what} to ${message.e164}${ending}`
  }

  /** The text has really left: it is noted once, whoever learns of it. */
  const hasLeft = (message: MessageKept, at: Instant) => {
    recipients.touched(message.recipientId, 'out', at)
    const send = outbox.send(message.sendId)
    if (send?.type === 'test') return
    notes.add({
      recipientId: message.recipientId,
      body: noteBody(message, '.'),
      at,
      by: send?.userName ?? '',
      messageId: message.id,
    })
  }

  /** What a failure means for the number, for everybody who has it. */
  const effects = (message: MessageKept, code: number | null) => {
    const { effect, say } = explainFailure(code)
    if (code === null || effect === null) return
    if (effect === 'landline') recipients.flagLandline(message.e164, code, now())
    else consent.block(message.e164, 'carrier', now(), `${say} (${code})`, 'Twilio')
  }

  /** Nothing is wrong with the text or the number: it waits some minutes, and is tried again. */
  const again = (message: MessageKept, code: number | null): boolean => {
    if (!triesAgain(code)) return false
    told.full()
    // Nothing of a recalled send leaves any more.
    if (outbox.send(message.sendId)?.state === 'cancelled') return false
    if (outbox.attempts(message.id).filter(({ outcome }) => REACHED.includes(outcome)).length >= MOST_TRIES)
      return false
    return outbox.move(message.id, 'queued', {
      now: now(),
      why: `${explainFailure(code).title}: tried again by itself`,
      notBefore: new Date(Date.parse(now()) + AGAIN_MS).toISOString(),
    })
  }

  return {
    accepted(attemptId, message, outcome, how) {
      const at = now()
      outbox.answer(attemptId, how, { now: at, sid: outcome.sid })
      const said = stateOfCarrier(outcome.status) ?? 'accepted'
      // How it failed is told with its code, by `status`.
      const state = said === 'failed' || said === 'undelivered' ? 'accepted' : said
      outbox.move(message.id, state, { now: at, sid: outcome.sid })
      if (!INSIDE.includes(state)) hasLeft(message, at)
    },
    notSent(attemptId, message, why, notBefore, code) {
      outbox.answer(attemptId, code === undefined ? 'not-sent' : 'busy', {
        now: now(),
        detail: why,
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
      outbox.move(message.id, 'unknown', { now: now(), why: 'Looking it up at the carrier' })
    },
    status(message, carrier) {
      const state = stateOfCarrier(carrier.status)
      if (state === null || state === message.state) return false
      const failed = state === 'failed' || state === 'undelivered'
      const failure = failed ? explainFailure(carrier.errorCode) : null
      const moved = outbox.move(message.id, state, {
        now: now(),
        code: carrier.errorCode,
        why: failure?.title ?? '',
        ...(carrier.segments ? { units: carrier.segments } : {}),
        ...(carrier.price
          ? { price: { micros: Math.abs(carrier.price.micros), currency: carrier.price.currency } }
          : {}),
      })
      if (!moved) return false
      if (INSIDE.includes(message.state) && !INSIDE.includes(state) && state !== 'canceled')
        hasLeft(message, now())
      if (failure && !again(message, carrier.errorCode)) {
        if (failure.scope === 'account' && carrier.errorCode !== null) {
          const claimed = outbox.attempts(message.id).at(-1)?.at ?? message.notBefore
          told.account(carrier.errorCode, claimed > message.notBefore ? claimed : message.notBefore)
        }
        effects(message, carrier.errorCode)
        notes.amend(message.id, noteBody(message, `: not delivered (${failure.title}).`))
      }
      return true
    },
  }
}
