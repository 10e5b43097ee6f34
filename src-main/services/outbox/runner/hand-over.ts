/**
 * Keeps the carrier's schedule true. Each look is a query, not an event: whatever made a scheduled text unwanted (a
 * STOP, a recall, a pause, another time), and whenever, it is cancelled there. A text that is to leave later after all
 * is queued here again only once the carrier itself says that it is cancelled.
 */
import { mayText, strongest } from '#core/sending/consent'
import type { Reason } from '#shared/phrases/phrase'
import { scheduleVerdict } from '#shared/hand-over'
import { yieldToLoop } from '../../time-slice'
import { CarrierError, type CarrierMessage, type Clock, type Sms } from '../../ports'
import type { Stores } from '../../stores'
import type { WithCarrier } from '../outbox-store'
import type { Recorder } from '../reading/record'

const CHUNK = 2000

export type HandOver = {
  /** Looks through the whole schedule; answers how many texts were taken out of it. */
  tick(): Promise<number>
}

export const createHandOver = (ports: {
  stores: Pick<Stores, 'write' | 'outbox'>
  sms: Sms
  clock: Clock
  record: Recorder
  changed: () => void
}): HandOver => {
  const { stores, sms, clock, record, changed } = ports
  const { outbox, write } = stores
  const iso = () => new Date(clock.now()).toISOString()

  const verdictOf = (text: WithCarrier) => {
    const suppressed = strongest(text.causes)
    const allowed =
      text.sendType === 'test'
        ? suppressed === null
        : mayText({
            purpose: text.purpose,
            consent: text.consent,
            suppressedBy: suppressed,
            heardAt: text.heardAt === null ? null : Date.parse(text.heardAt),
            individual: text.sendType === 'individual',
            now: clock.now(),
          }).ok
    return scheduleVerdict({ ...text, allowed })
  }

  /** What the carrier says after it was asked to cancel; null where it has the text no more, `unknown` where that cannot be known now. */
  const cancelled = async (sid: string): Promise<CarrierMessage | null | 'unknown'> => {
    try {
      await sms.cancel(sid)
    } catch (error) {
      // Refused: it may have left already. The fetch tells.
      if (!(error instanceof CarrierError) || error.kind === 'unreachable' || error.kind === 'busy')
        return 'unknown'
    }
    return sms.fetch(sid)
  }

  const takeBack = async (text: WithCarrier, { back, why }: { back: boolean; why: Reason | '' }) => {
    if (text.sid === null) return false
    const marked = await write(
      () =>
        text.state === 'canceling' || outbox.move(text.id, 'canceling', { now: iso(), why, code: text.code }),
    )
    if (!marked) return false
    const carrier = await cancelled(text.sid)
    if (carrier === 'unknown') return false
    return write(() => {
      const now = outbox.message(text.id)
      if (now?.state !== 'canceling' || text.sid === null) return false
      if (carrier?.status === 'scheduled') return false
      if (carrier && carrier.status !== 'canceled') {
        record.status(now, carrier)
        return false
      }
      // Deleted there by hand, so it may have left before: it is not sent anew without somebody's word.
      if (carrier === null && back) {
        outbox.suspect(text.id, iso())
        return false
      }
      outbox.closeAttempt(text.sid, 'canceled', iso())
      outbox.move(text.id, 'canceled', { now: iso(), why })
      if (back) outbox.move(text.id, 'queued', { now: iso(), why })
      return true
    })
  }

  return {
    async tick() {
      let taken = 0
      for (let after = 0; ; ) {
        const texts = outbox.withCarrier(sms.accountSid, after, CHUNK)
        for (const text of texts) {
          const verdict = verdictOf(text)
          if (!verdict.keep) {
            if (await takeBack(text, verdict)) taken += 1
            changed()
          } else if (text.state === 'canceling') {
            // Wanted again before the carrier answered (a pause undone): ask what became of it.
            if (await takeBack(text, { back: true, why: '' })) taken += 1
            changed()
          }
        }
        const last = texts.at(-1)
        if (!last || texts.length < CHUNK) return taken
        after = last.id
        await yieldToLoop()
      }
    },
  }
}
