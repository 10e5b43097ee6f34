/** The numbers that replies arrive at: the sender's own, or every one in the pool of a Messaging Service. */
import type { Clock, Sender, Sms } from '../ports'

/** A pool seldom changes; replies are asked for every few seconds. */
const POOL_FOR_MS = 10 * 60_000

export const createOwnNumbers = ({
  sms,
  sender,
  clock,
}: {
  sms: Pick<Sms, 'services'>
  sender: () => Sender | null
  clock: Clock
}): (() => Promise<readonly string[]>) => {
  let pool: { sid: string; numbers: readonly string[]; at: number } | null = null
  return async () => {
    const chosen = sender()
    if (!chosen) return []
    if (chosen.kind === 'number') return [chosen.number]
    const age = pool ? clock.now() - pool.at : 0
    if (pool?.sid === chosen.sid && age >= 0 && age < POOL_FOR_MS) return pool.numbers
    const service = (await sms.services()).find((one) => one.sid === chosen.sid)
    const numbers = service?.senders.map((one) => one.number) ?? []
    pool = { sid: chosen.sid, numbers, at: clock.now() }
    return numbers
  }
}
