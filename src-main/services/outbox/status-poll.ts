/** Asks the carrier where its texts are: one by one while there are few, by list when there are many. */
import { writeEach } from '../pace'
import type { CarrierMessage, Clock, Sms } from '../ports'
import type { Stores } from '../stores'
import type { Recorder } from './record'

/** Below this many open texts each is fetched; above, one list of the day serves all. */
const FETCH_AT_MOST = 15
/** After so long the carrier is not asked again: `sent` may stay for ever. */
const GIVE_UP_MS = 3 * 86_400_000

export const createStatusPoll = (ports: {
  stores: Stores
  sms: Sms
  clock: Clock
  record: Recorder
  changed: () => void
}) => {
  const { stores, sms, clock, record, changed } = ports
  const { outbox, write } = stores

  return {
    /** Answers how many texts the carrier may still say more about. */
    async tick(): Promise<number> {
      const at = new Date(clock.now()).toISOString()
      const since = new Date(clock.now() - GIVE_UP_MS).toISOString()
      const open = outbox.atCarrier(sms.accountSid, since, at, 5000)
      const [first] = open
      if (!first) return 0
      const heard = (carrier: CarrierMessage): boolean => {
        const message = outbox.atCarrierBySid(carrier.sid, sms.accountSid, since, at)
        return message !== null && record.status(message, carrier)
      }
      if (open.length <= FETCH_AT_MOST) {
        for (const { sid } of open) {
          const carrier = await sms.fetch(sid)
          if (await write(() => heard(carrier))) changed()
        }
        return open.length
      }
      // What waited in the carrier's schedule was made long before it left.
      const oldest = open.reduce((min, { left }) => (left < min ? left : min), first.left)
      const { messages } = await sms.list(
        { sentOnOrAfter: new Date(Date.parse(oldest) - 86_400_000).toISOString() },
        10_000,
      )
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
      return open.length
    },
  }
}
