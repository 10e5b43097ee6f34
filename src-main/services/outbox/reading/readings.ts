/** What is read of the carrier: what became of texts, what they cost, and replies. One recorder and one clock serve all. */
import { priceBook } from '../../sending/prices'
import type { OutboxPorts } from '../outbox'
import type { CarrierClock } from './carrier-clock'
import type { Charges } from './charges'
import { createInboundPoll } from './inbound-poll'
import { createPricePoll } from './price-poll'
import { createReconciler } from './reconciler'
import type { Recorder } from './record'
import { createStatusPoll } from './status-poll'

/** A reply older than this may be an opt-out nobody knows of yet. */
const FRESH_MS = 2 * 60_000
/** Who has just written may write more, or is being answered: so long after a reply the next are read as often as in a send. */
const TALKING_MS = 2 * 60_000

export type Readings = ReturnType<typeof createReadings>
export const createReadings = (
  ports: Pick<
    OutboxPorts,
    | 'stores'
    | 'sms'
    | 'clock'
    | 'office'
    | 'sender'
    | 'ownNumbers'
    | 'changed'
    | 'replies'
    | 'report'
    | 'settleMs'
  >,
  {
    record,
    charges,
    carrierClock,
    progressed,
  }: { record: Recorder; charges: Charges; carrierClock: CarrierClock; progressed: () => void },
) => {
  const { stores, sms, clock, office, changed, report } = ports
  const reconciler = createReconciler({
    stores,
    sms,
    clock,
    record,
    carrierClock,
    changed: progressed,
    ...(ports.settleMs ? { settleMs: ports.settleMs } : {}),
  })
  const statusPoll = createStatusPoll({ stores, sms, clock, record, carrierClock, changed: progressed })
  const pricePoll = createPricePoll({ stores, sms, clock, charges, changed: progressed })
  let heardAt = Number.NEGATIVE_INFINITY
  const inboundPoll = createInboundPoll({
    say: office.say,
    charges,
    priceOf: (country) => priceBook(stores, ports.sender()).inbound(country),
    stores,
    sms,
    clock,
    ownNumbers: ports.ownNumbers,
    carrierClock,
    keeping: ports.replies.keeping,
    arrived(replies) {
      heardAt = clock.elapsed()
      changed('inbox', 'consent', 'people', 'messages', 'outbox', 'lists')
      ports.replies.arrived(replies)
    },
    odd: (count) => report('outbox: replies that could not be read were set aside', new Error(String(count))),
  })
  return {
    reconciler,
    statusPoll,
    pricePoll,
    inboundPoll,
    /** Were replies read so lately that an opt-out would be known? */
    inboxFresh: () => inboundPoll.age() <= FRESH_MS,
    /** Has somebody just written? */
    talking: () => clock.elapsed() - heardAt < TALKING_MS,
  }
}
