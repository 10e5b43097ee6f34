/**
 * The numbers that replies arrive at: the sender's own, or every one in the pool of a Messaging Service; and those of the senders
 * before it, for whoever was texted from there answers there, an opt-out as well.
 */
import { CarrierError, type Clock, type Sender, type Sms } from '../../ports'
import type { Stores } from '../../stores'

/** A pool seldom changes; replies are asked for every few seconds. */
const POOL_FOR_MS = 10 * 60_000
/** So long somebody may answer a text, or it may wait in the schedule of a sender that is not chosen any more. */
const ANSWERS_FOR_MS = 70 * 86_400_000

export const createOwnNumbers = ({
  sms,
  sender,
  senders,
  clock,
}: {
  sms: Pick<Sms, 'accountSid' | 'services'>
  sender: () => Sender | null
  senders: Stores['sends']['senders']
  clock: Clock
}): (() => Promise<readonly string[]>) => {
  let pool: { key: string; numbers: readonly string[]; at: number } | null = null
  return async () => {
    const chosen = sender()
    if (!chosen) return []
    const key = JSON.stringify(chosen)
    const age = pool ? clock.now() - pool.at : 0
    if (pool?.key === key && age >= 0 && age < POOL_FOR_MS) return pool.numbers
    const at = clock.now()
    const used = [chosen, ...(await senders(sms.accountSid, new Date(at - ANSWERS_FOR_MS).toISOString()))]
    const services = used.some(({ kind }) => kind === 'service')
      ? await sms.services().catch((error: unknown) => {
          // A key that may not list services is no reason not to read the replies to the number chosen now.
          if (chosen.kind === 'number' && error instanceof CarrierError && error.kind === 'permission')
            return []
          throw error
        })
      : []
    const numbers = new Set(
      used.flatMap((one) =>
        one.kind === 'number'
          ? [one.number]
          : (services.find(({ sid }) => sid === one.sid)?.senders.map(({ number }) => number) ?? []),
      ),
    )
    pool = { key, numbers: [...numbers], at }
    return pool.numbers
  }
}
