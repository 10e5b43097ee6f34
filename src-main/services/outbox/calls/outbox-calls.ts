/** What the screen asks of the outbox: its state, and to pause, go on or try now. */
import type { AppContract, HandlersOf } from '#contract'
import type { Changed, Office } from '../../office'
import { progressOf } from '../../sending/send-progress'
import type { Stores } from '../../stores'
import { REASONS } from '../guards/gate'
import type { Outbox } from '../outbox'

type Ports = {
  stores: Pick<Stores, 'write' | 'consent' | 'conversations' | 'facts' | 'outbox' | 'report' | 'sends'>
  office: Office
  outbox: Outbox
  changed: Changed
}

export const createOutboxCalls = ({
  stores,
  office,
  outbox,
  changed,
}: Ports): HandlersOf<AppContract['outbox']> => ({
  state() {
    const { unknown, decide } = stores.outbox.counts()
    const newest = stores.sends.page(0, 5).rows.map((send) => progressOf(send, { stores, office, outbox }))
    // What waits for its day is not leaving now.
    const leaving = newest.find(
      ({ phase, gone }) =>
        ['holding', 'sending', 'paused'].includes(phase) || (phase === 'waiting' && gone > 0),
    )
    const reason = outbox.gate.reason()
    return {
      paused: reason !== null,
      reason,
      why: outbox.why(),
      otherSenders: outbox.otherSenders.list(),
      absence: outbox.absence.read(),
      waiting: stores.outbox.waiting(),
      leaving: leaving
        ? {
            sendId: leaving.sendId,
            gone: leaving.gone,
            total: leaving.total,
            paused: leaving.phase === 'paused',
          }
        : null,
      unknown,
      decide,
      doubtful: stores.consent.doubtful(),
      replies: stores.conversations.unread(),
    }
  },
  async pause() {
    await outbox.gate.pause(REASONS.byHand)
    return {}
  },
  async resume() {
    await outbox.resume()
    return {}
  },
  tryNow() {
    outbox.tryNow()
    return {}
  },
  async absenceSeen() {
    await outbox.absence.seen()
    changed('outbox')
    return {}
  },
  async othersSeen() {
    await outbox.otherSenders.seen()
    changed('outbox')
    return {}
  },
  async shareSender() {
    await outbox.otherSenders.share()
    changed('outbox')
    return {}
  },
})
