/**
 * Retention (M27): what is older than the office keeps it goes at night, a few rows at a time, with the same erasing as
 * forgetting a person: here, and at the carrier. Before anything goes it is counted.
 */
import type { AuditNote } from '#shared/audit'
import type { Instant } from '#shared/values'
import { phrase } from '#shared/phrases/phrase'
import type { Office, Changed } from '../office'
import { writeWhile } from '../time-slice'
import type { Clock } from '../ports'
import type { Stores } from '../stores'
import type { Settings } from '../settings/settings-store'

const DAY_MS = 86_400_000
const LOOK_MS = 30 * 60_000
/** When nobody is at the desk, in the office's zone. */
const NIGHT = { from: 1, to: 5 }
/** A PC that is off at night does it by day; nobody waits behind steps of ten milliseconds. */
const LONGEST_MS = 36 * 60 * 60_000
const LAST = 'retention.last'

type Rules = Settings['retention']
type Ports = {
  stores: Pick<Stores, 'retention' | 'write' | 'forget' | 'facts'>
  office: Office
  clock: Clock
  accountSid: string
  /** Words that went here are to be erased at the carrier, too. */
  redact: () => void
  audit: (note: AuditNote) => void
  changed: Changed
  report: (what: string, error: unknown) => void
}

const before = (days: number | null, now: number): Instant | null =>
  days === null ? null : new Date(now - days * DAY_MS).toISOString()
const cutoffs = ({ texts, replies, pictures, audit }: Rules, now: number) => ({
  texts: before(texts, now),
  replies: before(replies, now),
  pictures: before(pictures, now),
  audit: before(audit, now),
})

export const createRetention = ({
  stores,
  office,
  clock,
  accountSid,
  redact,
  audit,
  changed,
  report,
}: Ports) => {
  let cancel = () => {}
  let stopped = false
  let running: Promise<void> = Promise.resolve()

  /** Erases everything that is too old; answers how much of each. */
  const run = async () => {
    const { retention } = stores
    const now = clock.now()
    const old = cutoffs(office.settings().retention, now)
    const entry = { at: new Date(now).toISOString(), accountSid }
    const gone = { texts: 0, replies: 0, pictures: 0, audit: 0 }
    const walked = async (what: 'texts' | 'replies' | 'pictures', until: Instant | null) => {
      if (until === null) return
      let after = 0
      await writeWhile(stores, () => {
        if (stopped) return false
        const { next, done } = retention[what](after, until, entry)
        gone[what] += done
        after = next ?? after
        return next !== null
      })
    }
    await walked('pictures', old.pictures)
    await walked('replies', old.replies)
    await walked('texts', old.texts)
    const { texts, audit: entries } = old
    if (texts !== null) await writeWhile(stores, () => !stopped && retention.sends(texts))
    if (entries !== null)
      await writeWhile(stores, () => {
        const count = stopped ? 0 : retention.audit(entries)
        gone.audit += count
        return count > 0
      })
    if (gone.texts + gone.replies + gone.pictures + gone.audit > 0) {
      audit({
        action: 'retention-run',
        by: null,
        subject: office.say('audit.retention'),
        detail: Object.entries(gone)
          .filter(([, count]) => count > 0)
          .map(([what, n]) => office.say(phrase(`audit.gone.${what as keyof typeof gone}`, { n })))
          .join(', '),
      })
      stores.forget.scrubEnd()
      redact()
      changed('messages', 'inbox', 'sends', 'notes', 'people')
    }
    if (!stopped) await stores.write(() => stores.facts.set(LAST, new Date(now).toISOString()))
  }

  const isDue = (): boolean => {
    const last = Date.parse(stores.facts.get(LAST) ?? '')
    const since = clock.now() - last
    const hour = Number(
      new Intl.DateTimeFormat('en', {
        hour: 'numeric',
        hourCycle: 'h23',
        timeZone: office.settings().office.zone,
      }).format(clock.now()),
    )
    const night = hour >= NIGHT.from && hour < NIGHT.to
    return Number.isNaN(last) || since >= LONGEST_MS || (night && since >= DAY_MS / 2)
  }
  const look = () => {
    cancel()
    if (stopped) return
    if (isDue()) running = run().catch((error: unknown) => report('retention', error))
    cancel = clock.after(LOOK_MS, look)
  }

  return {
    /** What would go now with these rules. */
    preview: (rules: Rules) => stores.retention.count(cutoffs(rules, clock.now())),
    start: look,
    async stop(): Promise<void> {
      stopped = true
      cancel()
      await running
    },
  }
}
