/** What only a person can decide: texts whose end nobody can find out, one by one or all of one kind at once. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { type PlainKey, phrase } from '#shared/phrases/phrase'
import { isItsDay } from '../../sending/send-schedule'
import { type Office, type Changed, userOf } from '../../office'
import { writeEach } from '../../time-slice'
import type { MessageKept } from '../../sending/sending-store'
import type { Stores } from '../../stores'
import type { Outbox } from '../outbox'

type Ports = {
  stores: Pick<Stores, 'write' | 'sends' | 'outbox'>
  office: Office
  outbox: Outbox
  changed: Changed
}
type Decision = 'was-sent' | 'send-again' | 'leave'

export const createDecisions = ({
  stores,
  office,
  outbox,
  changed,
}: Ports): Pick<HandlersOf<AppContract['messages']>, 'decide' | 'decideMany'> => {
  /** Why a text cannot be sent again; null when it can. */
  const notAgain = (message: MessageKept): PlainKey | null => {
    const send = stores.sends.get(message.sendId)
    if (send?.state === 'cancelled') return 'outbox.send-was-cancelled'
    if (send && !isItsDay(send, office.now(), office)) return 'outbox.day-is-over'
    return null
  }

  /** Inside a write. */
  const apply = (id: number, decision: Decision, name: string) => {
    const now = office.now()
    const attempt = stores.outbox.attempts(id).findLast((one) => one.outcome === 'unknown')
    if (decision === 'was-sent') {
      if (attempt)
        stores.outbox.answer(attempt.id, 'marked-sent', { now, detail: phrase('text.marked-sent', { name }) })
      stores.outbox.move(id, 'sent', { now, why: phrase('text.marked-sent', { name }) })
    } else if (decision === 'leave') {
      if (attempt)
        stores.outbox.answer(attempt.id, 'given-up', { now, detail: phrase('text.left-by', { name }) })
      stores.outbox.move(id, 'canceled', { now, why: phrase('text.unknown-left-by', { name }) })
    } else {
      if (attempt)
        stores.outbox.answer(attempt.id, 'given-up', { now, detail: phrase('text.sent-again-by', { name }) })
      stores.outbox.move(id, 'queued', { now, why: phrase('text.sent-again-by', { name }), notBefore: now })
    }
  }
  const toDecide = (id: number): MessageKept | null => {
    const message = stores.outbox.message(id)
    return message?.state === 'unknown' && message.decide ? message : null
  }

  return {
    async decide({ id, decision }, caller) {
      const message = toDecide(id)
      if (!message) throw new Refusal('conflict', 'outbox.decided-already')
      const refusal = decision === 'send-again' ? notAgain(message) : null
      if (refusal) throw new Refusal('conflict', refusal)
      const { name } = userOf(caller)
      await stores.write(() => {
        // The carrier may have listed it while this write waited its turn.
        if (toDecide(id)) apply(id, decision, name)
      })
      outbox.wake()
      changed('messages', 'sends', 'outbox')
      return {}
    },
    async decideMany({ ids, decision }, caller) {
      const { name } = userOf(caller)
      let decided = 0
      await writeEach(stores, ids, (id) => {
        const message = toDecide(id)
        if (!message || (decision === 'send-again' && notAgain(message) !== null)) return
        apply(id, decision, name)
        decided += 1
      })
      outbox.wake()
      changed('messages', 'sends', 'outbox')
      return { decided, left: ids.length - decided }
    },
  }
}
