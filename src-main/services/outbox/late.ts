/**
 * Notices that the PC was off or asleep, and treats what became late in that time as its send says: send it now, ask,
 * or give it up. Being awake is written down every half minute, so a crash is noticed as well.
 */
import type { Clock } from '../ports'
import type { Stores } from '../stores'

/**
 * So late is late: a restart at lunchtime changes nothing. Only an absence makes a text late: one that waits its turn in a
 * long send is not, however long ago the send began.
 */
const LATE_MS = 60 * 60_000
const NOTED_MS = 30_000
const KEY = 'outbox.awake'

export type Late = {
  /** Writes down that the PC is awake and settles what an absence made late; before every claim. */
  awake(): Promise<void>
}

export const createLate = (ports: {
  stores: Stores
  clock: Clock
  accountSid: string
  /** A moment as the office reads it. */
  say: (at: number) => string
  changed: () => void
}): Late => {
  const { stores, clock, accountSid, say, changed } = ports
  const { outbox, facts, write } = stores
  let noted = facts.get(KEY) === null ? null : Date.parse(facts.get(KEY) ?? '')

  return {
    async awake() {
      const now = clock.now()
      const before = noted
      if (before !== null && now >= before && now - before < NOTED_MS) return
      noted = now
      const iso = new Date(now).toISOString()
      const absent = before !== null && now - before > LATE_MS
      await write(() => {
        facts.set(KEY, iso)
        if (!absent || before === null) return
        const bound = new Date(now - LATE_MS).toISOString()
        for (const { sendId, late, count } of outbox.lateSends(bound, accountSid)) {
          const off = `This PC was off from ${say(before)} to ${say(now)}`
          if (late === 'skip') {
            outbox.expire(sendId, bound, `${off}: too late`, iso)
          } else if (late === 'ask') {
            const texts = count === 1 ? '1 text is' : `${count} texts are`
            outbox.setSendState(sendId, ['live'], 'paused', {
              by: 'late',
              why: `${off}. ${texts} late: send them now, or skip them?`,
            })
          }
        }
      })
      if (absent) changed()
    },
  }
}
