/** One text that failed, tried again by hand (M9). */
import { type Caller, Refusal } from '#contract/define'
import { explainFailure, NEVER_AGAIN } from '#core/sending/failures'
import { type Changed, notFound, type Office, userOf } from '../../office'
import { isItsDay } from '../../sending/send-schedule'
import type { Stores } from '../../stores'
import { COPIED_AT } from '../copies/copy'
import type { Outbox } from '../outbox'

const MANY: readonly string[] = ['bulk', 'campaign']
const FAILED: readonly string[] = ['failed', 'undelivered', 'rejected', 'expired']

/**
 * Queues the text once more; permission, quiet hours and money are looked at again when it is claimed.
 * @throws Refusal where trying again cannot help, or is not for this user
 */
export const createTryAgain =
  ({
    stores,
    office,
    outbox,
    changed,
  }: {
    stores: Pick<Stores, 'write' | 'outbox' | 'sends' | 'facts'>
    office: Office
    outbox: Outbox
    changed: Changed
  }) =>
  async (id: number, caller: Caller): Promise<void> => {
    const message = stores.outbox.message(id)
    const send = message && stores.sends.get(message.sendId)
    if (!message || !send) throw notFound('messages.gone')
    if (MANY.includes(send.type) && userOf(caller).role === 'receptionist')
      throw new Refusal('forbidden', 'outbox.try-again-by-manager')
    if (!FAILED.includes(message.state)) throw new Refusal('conflict', 'outbox.has-not-failed')
    if (NEVER_AGAIN.includes(message.code ?? 0))
      throw new Refusal('refused', explainFailure(message.code).next)
    if (send.state === 'cancelled') throw new Refusal('conflict', 'sends.cancelled')
    const now = office.now()
    if (!isItsDay(send, now, office)) throw new Refusal('conflict', 'sends.its-day')
    const copiedAt = stores.facts.get(COPIED_AT)
    await stores.write(() => stores.sends.requeue([id], NEVER_AGAIN, now, copiedAt))
    changed('sends', 'messages', 'outbox', 'campaigns')
    outbox.wake()
  }
