/**
 * Notices that the PC was off or asleep, and treats what became late in that time as its send says: send it now, ask,
 * or give it up. Being awake is written down every half minute, so a crash is noticed as well.
 */
import type { Clock } from '../../ports'
import type { Stores } from '../../stores'
import type { createAbsence } from './absence'
import { phrase } from '#shared/phrases/phrase'

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
  stores: Pick<Stores, 'write' | 'sends' | 'outbox' | 'facts'>
  clock: Clock
  accountSid: string
  absence: Pick<ReturnType<typeof createAbsence>, 'keep' | 'missedRuns'>
  /** A moment as the office reads it. */
  say: (at: number) => string
  changed: () => void
}): Late => {
  const { stores, clock, accountSid, say, changed } = ports
  const { facts, write, sends } = stores
  let noted = facts.get(KEY) === null ? null : Date.parse(facts.get(KEY) ?? '')

  return {
    async awake() {
      const now = clock.now()
      const before = noted
      if (before !== null && now >= before && now - before < NOTED_MS) return
      noted = now
      const iso = new Date(now).toISOString()
      const absent = before !== null && now - before > LATE_MS
      const dailyMissed = absent ? await ports.absence.missedRuns(before, now) : 0
      await write(() => {
        facts.set(KEY, iso)
        if (!absent || before === null) return
        const bound = new Date(now - LATE_MS).toISOString()
        const texts = { send: 0, ask: 0, skip: 0 }
        for (const { sendId, late, count } of sends.lateSends(bound, accountSid)) {
          texts[late] += count
          const off = { from: say(before), to: say(now) }
          if (late === 'skip') {
            sends.expire(sendId, bound, phrase('send.pc-was-off-too-late', off), iso)
          } else if (late === 'ask') {
            sends.setSendState(sendId, ['live'], 'paused', {
              by: 'late',
              why: phrase('send.pc-was-off-ask', { ...off, n: count }),
            })
          }
        }
        if (texts.send + texts.ask + texts.skip + dailyMissed > 0)
          ports.absence.keep({
            from: new Date(before).toISOString(),
            to: iso,
            sent: texts.send,
            asked: texts.ask,
            skipped: texts.skip,
            dailyMissed,
          })
      })
      if (absent) changed()
    },
  }
}
