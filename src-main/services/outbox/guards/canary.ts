/** Watches the first texts of large sends: the rest leaves when they arrived, and waits for a person when they failed. */
import { canaryVerdict } from '#core/sending/canary'
import { phrase } from '#shared/phrases/phrase'
import type { Clock } from '../../ports'
import type { Stores } from '../../stores'

export type Canary = {
  /** Judges every send that is being watched; answers whether any may go on. */
  tick(): Promise<boolean>
}

export const createCanary = (ports: {
  stores: Pick<Stores, 'write' | 'sends'>
  clock: Clock
  changed: () => void
}): Canary => {
  const { stores, clock, changed } = ports
  const { write, sends } = stores

  return {
    async tick() {
      let going = false
      for (const { sendId, since } of sends.watched()) {
        const states = sends.states(sendId)
        const count = (...of: string[]) =>
          of.reduce((n, state) => n + (states.get(state as 'sent')?.count ?? 0), 0)
        const failed = count('failed', 'undelivered', 'rejected')
        const facts = {
          failed,
          delivered: count('delivered'),
          open: count('claimed', 'accepted', 'sending', 'sent', 'unknown'),
          waitedMs: clock.now() - Date.parse(since),
        }
        const verdict = canaryVerdict(facts)
        if (verdict === 'wait') continue
        const now = new Date(clock.now()).toISOString()
        await write(() => {
          // Either way it was looked at once: who resumes has seen the failures.
          sends.markSend(sendId, { canary: 'passed', now })
          if (verdict === 'brake') {
            sends.setSendState(sendId, ['live'], 'paused', {
              by: 'canary',
              why: phrase('send.first-failed', { failed, all: failed + facts.delivered + facts.open }),
            })
          }
        })
        going = true
        changed()
      }
      return going
    },
  }
}
