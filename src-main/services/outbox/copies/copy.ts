/**
 * After a restore, or when this database turns out to be a copy: sending stays paused until everything that it cannot
 * know was asked of the carrier. Every waiting text is looked up (the reconciler), every handed-over one is fetched,
 * every reply since the copy was made is read, and what the carrier has in its schedule beyond that is shown.
 */
import { compareGenerations } from '#core/sending/history'
import { keepPhrase } from '#shared/phrases/kept'
import { phrase } from '#shared/phrases/phrase'
import { stateOfCarrier } from '#shared/outbox-state'
import type { Instant } from '#shared/values'
import type { Office } from '../../office'
import { CarrierError, type Clock, type Sms } from '../../ports'
import type { GenerationFile, Journal } from '../outbox-store'
import type { MessageKept } from '../../sending/sending-store'
import type { Stores } from '../../stores'
import { type Gate, type GateReason, REASONS } from '../guards/gate'
import type { createInboundPoll } from '../reading/inbound-poll'
import type { Recorder } from '../reading/record'

/** A text that waits in the carrier's schedule and that this database knows nothing of. */
export type UnknownOutbound = { sid: string; to: string; body: string; at: Instant }
/** `restored`: a backup was put in place. `files`: its parts are of different times. `carrier`: the carrier lists texts nobody here knows. */
export type CopyKind = 'restored' | 'files' | 'carrier'
export type CopyState = {
  /** Since when things may have happened that are not in it. */
  since: Instant
  kind: CopyKind
  replies: boolean
  texts: boolean
  schedule: boolean
  /** Texts that the carrier sent since and that are not in it; null while they are not counted. */
  others: number | null
  /** Was all of the carrier's list read? */
  all: boolean
  unknownOutbound: UnknownOutbound[]
}
export type CopyCheck = {
  state(): CopyState | null
  /** Is there anything left to ask before sending may go on? */
  pending(): boolean
  /** Before the first claim: do the parts of the data folder belong together, and was nothing restored? Else nothing of it may leave. */
  recognise(): Promise<void>
  /** Inside a write: the carrier's list shows another history of this database. */
  begin(kind: CopyKind, since: Instant): void
  tick(): Promise<void>
  /** Takes a stranger out of the carrier's schedule; false when it has left already. */
  cancel(sid: string): Promise<boolean>
  /** What is shown was seen. */
  forget(): Promise<void>
}

const KEY = 'outbox.copy'
const GENERATION = 'outbox.generation'
/** When this database was last found to be a copy: what failed before may have been tried again since. */
export const COPIED_AT = 'outbox.copied-at'
/** How far before the copy the reading begins: the copy took a while, and clocks differ. */
const MARGIN_MS = 86_400_000
/** A copy that does not say how old it is. */
const UNKNOWN_AGE_MS = 400 * 86_400_000
const LIST_MOST = 250_000
/** The carrier tells whole seconds, and its clock is its own. */
const SECONDS_MS = 120_000

const PAUSED: Record<CopyKind, { asking: GateReason; asked: GateReason }> = {
  restored: { asking: REASONS.restored, asked: REASONS.restoredChecked },
  files: { asking: REASONS.copy, asked: REASONS.copyChecked },
  carrier: { asking: REASONS.history, asked: REASONS.historyChecked },
}

type CopyPorts = {
  stores: Pick<Stores, 'write' | 'outbox' | 'facts' | 'daily'>
  journal: Journal
  generation: GenerationFile
  sms: Sms
  clock: Clock
  office: Office
  gate: Gate
  record: Recorder
  inboundPoll: ReturnType<typeof createInboundPoll>
  /** All of the carrier's list up to this moment of its clock was gone through. */
  accept: (carrierTime: Instant) => void
  newId: () => string
  changed: () => void
}

/** What is kept of a copy that was found: since when it is one, and what of it was asked. */
const createKept = ({ stores: { facts, write }, changed }: Pick<CopyPorts, 'stores' | 'changed'>) => {
  const state = (): CopyState | null => {
    const text = facts.get(KEY)
    if (text === null) return null
    const { restored, strangers, ...kept } = JSON.parse(text) as CopyState & {
      restored?: boolean
      strangers?: CopyState['unknownOutbound']
    }
    return {
      ...kept,
      // Up to schema 9 there were two kinds, and up to schema 14 the list had another name.
      kind: kept.kind ?? (restored ? 'restored' : 'files'),
      unknownOutbound: kept.unknownOutbound ?? strangers ?? [],
    }
  }
  const pending = () => {
    const now = state()
    return now !== null && !(now.replies && now.texts && now.schedule)
  }
  const put = async (patch: Partial<CopyState>) => {
    await write(() => {
      const now = state()
      if (now) facts.set(KEY, JSON.stringify({ ...now, ...patch }))
    })
    changed()
  }
  return { state, pending, put }
}
type Kept = ReturnType<typeof createKept>

/** Finds out at the start whether this database is a copy, and marks it as one: nothing of it leaves then. */
const createRecognition = ({
  stores: { outbox, facts, daily, write },
  journal,
  generation,
  clock,
  office,
  gate,
  newId,
}: CopyPorts): Pick<CopyCheck, 'begin' | 'recognise'> => {
  const begin = (kind: CopyKind, since: Instant) => {
    const begun: CopyState = {
      since,
      kind,
      replies: false,
      texts: false,
      schedule: false,
      others: null,
      all: true,
      unknownOutbound: [],
    }
    facts.set(KEY, JSON.stringify(begun))
    facts.set('restored', null)
    facts.set(COPIED_AT, office.now())
    outbox.suspectAll(journal.last(), office.now())
    // In memory at once: no claim follows this write. On disk right after it; a crash between finds the same again.
    void gate.pause(PAUSED[kind].asking)
  }

  /** All parts get the generation of this run; a crash between two of them is no copy. */
  const renewGeneration = async () => {
    const next = newId()
    journal.beginGeneration(next)
    await write(() => facts.set(GENERATION, next))
    generation.write(next)
    journal.endGeneration()
  }

  return {
    begin,
    async recognise() {
      const restored = facts.get('restored')
      const parts = compareGenerations({
        database: facts.get(GENERATION),
        journal: journal.generation(),
        file: generation.read(),
      })
      const behind = outbox.lastAttempt() < journal.last()
      // An empty database beside another's journal has nothing that could leave twice.
      const empty = outbox.lastAttempt() === 0 && journal.last() === 0 && outbox.waiting() === 0
      if (restored !== null || behind || (parts === 'copy' && !empty)) {
        // Being awake is written down every half minute: a copy tells by it when it was made.
        const since =
          restored ?? facts.get('outbox.awake') ?? new Date(clock.now() - UNKNOWN_AGE_MS).toISOString()
        const kind: CopyKind = restored === null ? 'files' : 'restored'
        // Paused first: a crash before the end finds the same parts again.
        await gate.pause(PAUSED[kind].asking)
        // A daily send of today may have gone out from where the copy came from.
        for (const one of await daily.all())
          await daily.change(one.id, {
            lastDay: office.day(0),
            lastResult: keepPhrase(phrase('daily.not-sent', { why: phrase('daily.restored') })),
          })
        await write(() => begin(kind, since))
      }
      await renewGeneration()
    },
  }
}

/** Asks the carrier for everything that a copy cannot know. */
const createAsking = (
  { stores, sms, office, gate, record, inboundPoll, accept }: CopyPorts,
  { state, pending, put }: Kept,
): Pick<CopyCheck, 'tick' | 'cancel'> => {
  const { outbox, write } = stores

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

  const listOthers = async ({ since }: CopyState) => {
    const from = new Date(Date.parse(since) - SECONDS_MS).toISOString()
    // Scheduled texts are listed by when they were handed over: up to 35 days before.
    const back = new Date(Date.parse(since) - 36 * 86_400_000).toISOString()
    const { messages, complete, carrierTime } = await sms.list({ createdOnOrAfter: back }, LIST_MOST)
    const unknown = messages.filter(
      (message) => message.direction === 'outbound-api' && !outbox.sidTaken(message.sid),
    )
    await put({
      schedule: true,
      all: complete,
      others: unknown.filter(
        ({ status, createdAt }) => status !== 'scheduled' && status !== 'canceled' && createdAt >= from,
      ).length,
      unknownOutbound: unknown
        .filter(({ status }) => status === 'scheduled')
        .map(({ sid, to, body, createdAt }) => ({ sid, to, body, at: createdAt })),
    })
    if (complete && carrierTime !== null) await write(() => accept(carrierTime))
  }

  return {
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
      if (unknown === decide && state()?.texts) await listOthers(now)
      if (!pending()) await gate.pause(PAUSED[now.kind].asked)
    },
    async cancel(sid) {
      await sms.cancel(sid).catch((error: unknown) => {
        // Refused: it may have left already. The fetch tells.
        if (!(error instanceof CarrierError) || error.kind === 'unreachable') throw error
      })
      const carrier = await sms.fetch(sid)
      if (carrier?.status === 'scheduled') return false
      await put({ unknownOutbound: (state()?.unknownOutbound ?? []).filter((one) => one.sid !== sid) })
      return carrier === null || carrier.status === 'canceled'
    },
  }
}

export const createCopyCheck = (ports: CopyPorts): CopyCheck => {
  const { stores, changed } = ports
  const kept = createKept(ports)
  return {
    state: kept.state,
    pending: kept.pending,
    ...createRecognition(ports),
    ...createAsking(ports, kept),
    async forget() {
      await stores.write(() => stores.facts.set(KEY, null))
      changed()
    },
  }
}
