/** Asks the carrier where its texts are: one by one while there are few, by list when there are many. */
import { writeEach } from '../../time-slice'
import { CarrierError, type CarrierMessage, type Clock, type Sms } from '../../ports'
import type { Stores } from '../../stores'
import type { CarrierClock } from './carrier-clock'
import type { Recorder } from './record'

/** Up to so many open texts each is fetched; above, one list serves all. */
const FETCH_AT_MOST = 15
const MOST_LISTED = 10_000
/** So many open texts are looked through at a time for those that a list lacks. */
const PASS_BY = 500
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
  stores: Pick<Stores, 'write' | 'outbox'>
  sms: Sms
  clock: Clock
  record: Recorder
  carrierClock: CarrierClock
  changed: () => void
}) => {
  const { stores, sms, clock, record, carrierClock, changed } = ports
  const { outbox, write } = stores
  let passedBy = 0
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
      return message !== null && outbox.move(message.id, 'sent', { now: at, why: 'text.not-confirmed' })
    }
    const fetchOne = async (sid: string) => {
      const carrier = await sms.fetch(sid).catch((error: unknown) => {
        // One odd answer holds up no other text.
        if (error instanceof CarrierError && error.kind === 'unreadable') return undefined
        throw error
      })
      if (carrier === undefined) return
      if (carrier ? await write(() => heard(carrier)) : await write(() => lost(sid))) changed()
    }
    if (sids !== null) {
      for (const sid of sids) await fetchOne(sid)
      return open
    }
    const from = Date.parse(oldest ?? since) - MARGIN_MS
    const { messages, carrierTime } = await sms.list(
      { sentOnOrAfter: new Date(from).toISOString() },
      MOST_LISTED,
    )
    carrierClock.heard(carrierTime)
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
    // A list by date of sending lacks what has none: some failed texts never get one. They are asked for a few at a time.
    const listed = new Set(messages.map(({ sid }) => sid))
    let some = outbox.atCarrierSids(sms.accountSid, since, at, passedBy, PASS_BY)
    if (some.length === 0) some = outbox.atCarrierSids(sms.accountSid, since, at, 0, PASS_BY)
    let asked = 0
    for (const { id, sid } of some) {
      if (asked >= FETCH_AT_MOST) break
      passedBy = id
      if (listed.has(sid)) continue
      asked += 1
      await fetchOne(sid)
    }
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
