/** Erases the texts of forgotten people at the carrier: a queue in the database, because the PC may be offline. */
import { type Clock, CarrierError, type Sms } from '../ports'
import type { Stores } from '../stores'

const EVERY_MS = 60_000
const AT_ONCE = 10
const LONGEST_MS = 6 * 3_600_000

export type Redactor = { wake(): void; stop(): Promise<void> }

export const createRedactor = (
  { stores, sms, clock }: { stores: Pick<Stores, 'write' | 'forget'>; sms: Sms; clock: Clock },
  report: (what: string, error: unknown) => void,
): Redactor => {
  let stopped = false
  let cancel = () => {}
  let work: Promise<void> = Promise.resolve()
  const now = () => new Date(clock.now()).toISOString()

  const round = async () => {
    for (;;) {
      const due = stores.forget.redactions.due(sms.accountSid, now(), AT_ONCE)
      for (const { id, sid, tries } of due) {
        if (stopped) return
        try {
          await sms.redact(sid)
          await stores.write(() => stores.forget.redactions.done(id))
        } catch (error) {
          if (!(error instanceof CarrierError)) throw error
          if (error.kind === 'not-found') await stores.write(() => stores.forget.redactions.done(id))
          else {
            const wait = Math.min(EVERY_MS * 2 ** tries, LONGEST_MS)
            const nextAt = new Date(clock.now() + wait).toISOString()
            await stores.write(() => stores.forget.redactions.later(id, nextAt, error.message.slice(0, 200)))
          }
        }
      }
      if (due.length < AT_ONCE) return
    }
  }
  const run = () => {
    cancel()
    work = work
      .then(round)
      .catch((error: unknown) => report('redaction', error))
      .finally(() => {
        cancel()
        if (!stopped && stores.forget.redactions.left() > 0) cancel = clock.after(EVERY_MS, run)
      })
  }
  run()
  return {
    wake: run,
    async stop() {
      stopped = true
      cancel()
      await work
    },
  }
}
