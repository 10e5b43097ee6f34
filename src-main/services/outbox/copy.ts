/**
 * After a restore, or when an older copy was put back: sending stays paused until everything that this database cannot
 * know was asked of the carrier. Every waiting text is looked up (the reconciler), every handed-over one is fetched,
 * every reply since the copy was made is read, and what the carrier has in its schedule beyond that is shown.
 */
import { stateOfCarrier } from '#core/outbox-state'
import type { Instant } from '#core/values'
import type { Office } from '../office'
import { CarrierError, type Clock, type Sms } from '../ports'
import type { MessageKept, Stores } from '../stores'
import { type Gate, REASONS } from './gate'
import type { createInboundPoll } from './inbound-poll'
import type { Recorder } from './record'

/** A text that waits in the carrier's schedule and that this database knows nothing of. */
export type Stranger = { sid: string; to: string; body: string; at: Instant }
export type CopyState = {
  /** Since when things may have happened that are not in it. */
  since: Instant
  /** Was it restored as a backup, rather than put back by hand? */
  restored: boolean
  replies: boolean
  texts: boolean
  schedule: boolean
  /** Texts that the carrier sent since and that are not in it; null while they are not counted. */
  others: number | null
  /** Was all of the carrier's list read? */
  all: boolean
  strangers: Stranger[]
}
export type CopyCheck = {
  state(): CopyState | null
  /** Is there anything left to ask before sending may go on? */
  pending(): boolean
  /** Before the first claim: is this database behind its journal? Then nothing of it may leave. */
  recognise(): Promise<void>
  tick(): Promise<void>
  /** Takes a stranger out of the carrier's schedule; false when it has left already. */
  cancel(sid: string): Promise<boolean>
  /** What is shown was seen. */
  forget(): Promise<void>
}

const KEY = 'outbox.copy'
/** When this database was last found to be a copy: what failed before may have been tried again since. */
export const COPIED_AT = 'outbox.copied-at'
/** How far before the copy the reading begins: the copy took a while, and clocks differ. */
const MARGIN_MS = 86_400_000
/** A copy that does not say how old it is. */
const UNKNOWN_AGE_MS = 400 * 86_400_000
const LIST_MOST = 50_000
/** The carrier tells whole seconds, and its clock is its own. */
const SECONDS_MS = 120_000

export const createCopyCheck = (ports: {
  stores: Stores
  journal: { last(): number }
  sms: Sms
  clock: Clock
  office: Office
  gate: Gate
  record: Recorder
  inboundPoll: ReturnType<typeof createInboundPoll>
  changed: () => void
}): CopyCheck => {
  const { stores, journal, sms, clock, office, gate, record, inboundPoll, changed } = ports
  const { outbox, facts, daily, write } = stores

  const state = (): CopyState | null => {
    const text = facts.get(KEY)
    return text === null ? null : (JSON.parse(text) as CopyState)
  }
  const pending = () => {
    const now = state()
    return now !== null && !(now.replies && now.texts && now.schedule)
  }
  const put = async (patch: Partial<CopyState>) => {
    const now = state()
    if (now) await write(() => facts.set(KEY, JSON.stringify({ ...now, ...patch })))
    changed()
  }

  /** A handed-over text as the carrier has it now. One that was cancelled there may have been replaced by another. */
  const ask = async (message: MessageKept) => {
    if (message.sid === null) return
    const carrier = await sms.fetch(message.sid)
    await write(() => {
      const gone = carrier === null || stateOfCarrier(carrier.status) === 'canceled'
      if (gone && (message.state === 'scheduled' || message.state === 'canceling'))
        outbox.suspect(message.id, office.now())
      else if (carrier) record.status(message, carrier)
    })
  }

  const listOthers = async (since: Instant) => {
    const { messages, complete } = await sms.list({}, LIST_MOST)
    const from = new Date(Date.parse(since) - SECONDS_MS).toISOString()
    const unknown = messages.filter(
      (message) => message.direction === 'outbound-api' && !outbox.sidTaken(message.sid),
    )
    await put({
      schedule: true,
      all: complete || (messages.at(-1)?.createdAt ?? from) < from,
      others: unknown.filter(
        ({ status, createdAt }) => status !== 'scheduled' && status !== 'canceled' && createdAt >= from,
      ).length,
      strangers: unknown
        .filter(({ status }) => status === 'scheduled')
        .map(({ sid, to, body, createdAt }) => ({ sid, to, body, at: createdAt })),
    })
  }

  return {
    state,
    pending,
    async recognise() {
      const last = journal.last()
      if (outbox.lastAttempt() >= last) return
      const restored = facts.get('restored')
      // Being awake is written down every half minute: a copy tells by it when it was made.
      const since =
        restored ?? facts.get('outbox.awake') ?? new Date(clock.now() - UNKNOWN_AGE_MS).toISOString()
      // Paused first: a crash before the end finds the database behind its journal again.
      await gate.pause(restored === null ? REASONS.copy : REASONS.restored)
      // A daily send of today may have gone out from where the backup came from.
      for (const one of await daily.all())
        await daily.change(one.id, {
          lastDay: office.day(0),
          lastResult: 'Not sent: restored from a backup today',
        })
      await write(() => {
        const begun: CopyState = {
          since,
          restored: restored !== null,
          replies: false,
          texts: false,
          schedule: false,
          others: null,
          all: true,
          strangers: [],
        }
        facts.set(KEY, JSON.stringify(begun))
        facts.set('restored', null)
        facts.set(COPIED_AT, office.now())
        outbox.suspectAll(last, office.now())
      })
    },
    async tick() {
      const now = state()
      if (now === null || !pending()) return
      if (!now.replies) {
        const { complete } = await inboundPoll.tick(Date.parse(now.since) - MARGIN_MS)
        await put({ replies: complete })
      }
      if (!now.texts) {
        for (const message of outbox.withoutEnd(sms.accountSid)) await ask(message)
        await put({ texts: true })
      }
      const { unknown, decide } = outbox.counts()
      // Only then is it known which of the carrier's texts are ours.
      if (unknown === decide && state()?.texts) await listOthers(now.since)
      if (!pending()) await gate.pause(now.restored ? REASONS.restoredChecked : REASONS.copyChecked)
    },
    async cancel(sid) {
      await sms.cancel(sid).catch((error: unknown) => {
        // Refused: it may have left already. The fetch tells.
        if (!(error instanceof CarrierError) || error.kind === 'unreachable') throw error
      })
      const carrier = await sms.fetch(sid)
      if (carrier?.status === 'scheduled') return false
      await put({ strangers: (state()?.strangers ?? []).filter((one) => one.sid !== sid) })
      return carrier === null || carrier.status === 'canceled'
    },
    async forget() {
      await write(() => facts.set(KEY, null))
      changed()
    },
  }
}
