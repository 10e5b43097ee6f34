/** Asks the carrier where its texts are: one by one while there are few, by list when there are many. */
import { writeEach } from '../pace'
import type { Clock, Sms } from '../ports'
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
      const now = clock.now()
      const open = outbox.atCarrier(
        sms.accountSid,
        new Date(now - GIVE_UP_MS).toISOString(),
        new Date(now).toISOString(),
        5000,
      )
      const first = open[0]
      if (!first) return 0
      if (open.length <= FETCH_AT_MOST) {
        for (const message of open) {
          if (message.sid === null) continue
          const carrier = await sms.fetch(message.sid)
          if (await write(() => record.status(message, carrier))) changed()
        }
        return open.length
      }
      // What waited in the carrier's schedule was made long before it left.
      const left = ({ createdAt, notBefore }: (typeof open)[number]) =>
        createdAt > notBefore ? createdAt : notBefore
      const oldest = open.reduce((min, message) => (left(message) < min ? left(message) : min), left(first))
      const { messages } = await sms.list(
        { sentOnOrAfter: new Date(Date.parse(oldest) - 86_400_000).toISOString() },
        10_000,
      )
      const bySid = new Map(messages.map((message) => [message.sid, message]))
      let moved = false
      await writeEach(
        stores,
        open,
        (message) => {
          const carrier = message.sid === null ? undefined : bySid.get(message.sid)
          if (carrier !== undefined && record.status(message, carrier)) moved = true
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
