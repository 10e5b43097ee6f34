/** Asks the carrier where its texts are: one by one while there are few, by list when there are many. */
import { writeEach } from '../pace'
import type { CarrierMessage, Clock, Sms } from '../ports'
import type { Stores } from '../stores'
import type { CarrierClock } from './carrier-clock'
import type { Recorder } from './record'

/** Up to so many open texts each is fetched; above, one list serves all. */
const FETCH_AT_MOST = 15
const MOST_LISTED = 10_000
const MINUTE = 60_000
/**
 * Most news comes within minutes of the last; for `sent` there may never be any. So texts are asked after the more
 * rarely the longer nothing was heard of them, and not at all after three days.
 */
const GIVE_UP_MS = 3 * 1440 * MINUTE
const LOOKS = [
  { heardWithin: GIVE_UP_MS, every: 15 * MINUTE },
  { heardWithin: 180 * MINUTE, every: MINUTE },
  { heardWithin: 10 * MINUTE, every: 0 },
]
/** How far before its request a listing begins: it filters by whole seconds, and clocks differ. */
const MARGIN_MS = 10 * MINUTE

export const createStatusPoll = (ports: {
  stores: Stores
  sms: Sms
  clock: Clock
  record: Recorder
  carrierClock: CarrierClock
  changed: () => void
}) => {
  const { stores, sms, clock, record, carrierClock, changed } = ports
  const { outbox, write } = stores
  const looked = LOOKS.map(() => Number.NEGATIVE_INFINITY)

  /** Asks after those with news within that time; answers how many there are. */
  const ask = async (now: number, heardWithin: number): Promise<number> => {
    const at = new Date(now).toISOString()
    const since = new Date(now - heardWithin).toISOString()
    const anySince = new Date(now - GIVE_UP_MS).toISOString()
    const { open, oldest, sids } = await outbox.atCarrier(sms.accountSid, since, at, FETCH_AT_MOST)
    if (open === 0) return 0
    const heard = (carrier: CarrierMessage): boolean => {
      const message = outbox.atCarrierBySid(carrier.sid, sms.accountSid, anySince, at)
      return message !== null && record.status(message, carrier)
    }
    /** Deleted at the carrier by hand: it can say no more of it. */
    const lost = (sid: string): boolean => {
      const message = outbox.atCarrierBySid(sid, sms.accountSid, anySince, at)
      return (
        message !== null &&
        outbox.move(message.id, 'sent', { now: at, why: 'Not confirmed: the carrier has it no more' })
      )
    }
    if (sids !== null) {
      for (const sid of sids) {
        const carrier = await sms.fetch(sid)
        if (carrier ? await write(() => heard(carrier)) : await write(() => lost(sid))) changed()
      }
      return open
    }
    const from = Date.parse(oldest ?? since) + carrierClock.skew() - MARGIN_MS
    const { messages } = await sms.list({ sentOnOrAfter: new Date(from).toISOString() }, MOST_LISTED)
    let moved = false
    await writeEach(
      stores,
      messages,
      (carrier) => {
        if (heard(carrier)) moved = true
      },
      () => {
        if (moved) changed()
        moved = false
      },
    )
    return open
  }

  return {
    /** Answers how many of the texts it asked after the carrier had more to say about. */
    async tick({ everything = false } = {}): Promise<number> {
      const now = clock.now()
      // A clock that was put back is no reason to wait.
      const due = everything
        ? 0
        : LOOKS.findIndex(({ every }, i) => Math.abs(now - (looked[i] ?? 0)) >= every)
      const open = await ask(now, LOOKS[due]?.heardWithin ?? 0)
      // Those heard of later were among them.
      looked.fill(now, due)
      return open
    },
  }
}
