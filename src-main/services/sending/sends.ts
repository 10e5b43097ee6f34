/** Sends in progress and past: where they are, and pausing, resuming and recalling them. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { type Phrase, phrase } from '#shared/phrases/phrase'
import { NEVER_AGAIN } from '#core/sending/failures'
import { instantsOf } from '#core/sending/send-schedule'
import type { Instant, Money } from '#shared/values'
import type { MessageState } from '#shared/outbox-state'
import type { z } from 'zod'
import type { Files } from '../files'
import { notFound, type Office, type Changed, userOf } from '../office'
import { isItsDay, scheduleTexts, waitsForQuietHours } from './send-schedule'
import { COPIED_AT } from '../outbox/copies/copy'
import { inFews, writeEach, yieldToLoop } from '../time-slice'
import { EVERYTHING_SAID, reportRows } from '../reports/report-rows'
import type { SendKept } from './sending-store'
import type { Stores } from '../stores'
import type { ToSchedule } from './send-store'
import type { Outbox } from '../outbox/outbox'

type Ports = {
  stores: Pick<Stores, 'write' | 'sends' | 'facts' | 'report'>
  office: Office
  outbox: Outbox
  files: Files
  changed: Changed
}
type Progress = z.output<AppContract['sends']['get']['output']>

const MOVABLE = ['queued', 'scheduled', 'canceling', 'claimed', 'unknown'] as const

/** What a send whose time has come waits for; null for its turn alone. */
const waitsFor = (send: SendKept, outbox: Outbox): Phrase | null => {
  const why = outbox.why().find(({ stops }) => stops !== 'nothing')
  if (why)
    return why.cause === 'inbound' || why.cause === 'fence' ? (outbox.trouble() ?? why.title) : why.title
  return send.canary === 'watch' ? phrase('send.watches-first') : null
}
/** A PC clock that is wrong: a time by it is not what it seems. */
const wrongClock = (outbox: Outbox): Phrase | null =>
  outbox.why().find(({ cause }) => cause === 'clock')?.title ?? null

/** How far one send is, counted from its rows: a reload asks again and gets the same. */
export const progressOf = (
  send: SendKept,
  { stores, office, outbox }: Pick<Ports, 'stores' | 'office' | 'outbox'>,
): Progress => {
  const states = stores.sends.states(send.id)
  const count = (...names: string[]) =>
    names.reduce((n, name) => n + (states.get(name as 'sent')?.count ?? 0), 0)
  const here = count('queued')
  // Of a send that is stopped the next look takes all of them back.
  const wanted = send.state === 'live'
  const withCarrier = wanted ? count('scheduled') : 0
  const takingBack = count('canceling') + (wanted ? 0 : count('scheduled'))
  const waiting = here + withCarrier + takingBack
  const recalled = count('canceled', 'expired')
  const total = send.total
  const gone = total - waiting - recalled - count('draft')
  // `sent` may stay for ever; for the first hour a receipt is still likely.
  const young = Date.parse(office.now()) - Date.parse(send.createdAt) < 3_600_000
  const confirming = (young ? count('sent') : 0) + count('claimed', 'accepted', 'sending', 'unknown')
  const paid = [...states].flatMap(([state, of]) => (state === 'canceled' || state === 'rejected' ? [] : of))
  const units = paid.reduce((n, of) => n + of.units, 0)
  const currency = paid.find((of) => of.currency !== null)?.currency
  const cost: Money | null = currency ? { micros: paid.reduce((n, of) => n + of.micros, 0), currency } : null
  const holding = send.holdUntil !== null && send.holdUntil > office.now() && waiting > 0
  const next = stores.sends.nextOf(send.id)
  const quiet = next !== null && !holding && send.state === 'live' && waitsForQuietHours(send, next, office)
  const phase: Progress['phase'] =
    send.state === 'writing'
      ? 'writing'
      : send.state === 'cancelled'
        ? 'cancelled'
        : send.state === 'paused'
          ? 'paused'
          : holding
            ? 'holding'
            : waiting > 0 || count('claimed') > 0
              ? next !== null && next.at > office.now()
                ? 'waiting'
                : 'sending'
              : confirming > 0
                ? 'confirming'
                : 'done'
  const failed = count('failed', 'undelivered', 'rejected', 'expired')
  const waitingUnits = states.get('queued')?.units ?? 0
  return {
    sendId: send.id,
    name: send.name,
    type: send.type,
    purpose: send.purpose,
    state: send.state,
    phase,
    holdUntil: holding ? send.holdUntil : null,
    createdAt: send.createdAt,
    by: send.userName,
    total,
    skipped: send.skipped,
    states: Object.fromEntries([...states].map(([state, of]) => [state, of.count])) as Progress['states'],
    gone,
    units,
    cost,
    secondsLeft: Math.ceil(waitingUnits / outbox.rate()),
    why:
      send.pausedWhy ??
      outbox.gate.reason()?.title ??
      (next && next.at <= office.now() ? waitsFor(send, outbox) : null) ??
      (next ? wrongClock(outbox) : null) ??
      (next?.why || null) ??
      (quiet ? phrase('text.quiet-hours') : null),
    quiet,
    campaignId: send.campaignId,
    dailyId: send.dailyId,
    pausedBy: send.state === 'paused' ? send.pausedBy : null,
    nextAt: next?.at ?? null,
    waiting,
    here,
    withCarrier,
    takingBack,
    unsure: count('claimed', 'unknown'),
    retryable: failed === 0 ? 0 : stores.sends.retryable(send.id, NEVER_AGAIN),
    late: send.late,
    released: send.released,
  }
}

export const createSends = ({
  stores,
  office,
  outbox,
  files,
  changed,
}: Ports): HandlersOf<AppContract['sends']> => {
  const get = (sendId: string): SendKept => {
    const send = stores.sends.get(sendId)
    if (!send) throw notFound('sends.gone')
    return send
  }
  const touched = () => {
    changed('sends', 'messages', 'outbox', 'campaigns')
    outbox.wake()
    // What waits at the carrier is taken back or let be by the next look at its schedule: now.
    void outbox.sweep().catch(() => undefined)
  }

  /** Changes texts of a send, however many there are, in short steps; answers how many were changed. */
  const each = async (
    sendId: string,
    states: readonly MessageState[],
    change: (ids: readonly number[]) => number,
  ): Promise<number> => {
    let count = 0
    await writeEach(stores, inFews(await stores.sends.textsOf(sendId, states)), (ids) => {
      count += change(ids)
    })
    return count
  }
  const moving = new Set<string>()
  /** Each of these texts at the time at which it may leave: not at night where it arrives, not faster than the sender may. */
  const scheduleOf = async (
    send: SendKept,
    texts: readonly ToSchedule[],
    notBefore: Instant,
  ): Promise<Map<Instant, number[]>> => {
    // What a Manager released keeps no quiet hours.
    if (send.released && send.purpose === 'alerts') return new Map([[notBefore, texts.map(({ id }) => id)]])
    const { at } = scheduleTexts({ office, outbox }, texts, send.purpose, Date.parse(notBefore))
    await yieldToLoop()
    const instants = instantsOf(at, Date.parse(notBefore))
    const byTime = new Map<Instant, number[]>()
    texts.forEach(({ id }, i) => {
      const time = instants[i] ?? notBefore
      const ids = byTime.get(time)
      if (ids) ids.push(id)
      else byTime.set(time, [id])
    })
    return byTime
  }
  /**
   * Moves all that waits. Should the PC die half way, the send is found paused, and says why: nothing leaves at the old
   * time. Moving it again finishes it.
   */
  const moveTo = async (sendId: string, notBefore: Instant) => {
    if (moving.has(sendId)) throw new Refusal('conflict', 'sends.moving-already')
    moving.add(sendId)
    try {
      await stores.write(() => {
        stores.sends.endHold(sendId)
        // Another time answers the question what is to become of what is late.
        const from = get(sendId).pausedBy === 'late' ? (['live', 'paused'] as const) : (['live'] as const)
        stores.sends.setSendState(sendId, from, 'paused', { by: 'moving', why: 'send.moving' })
      })
      const texts = await stores.sends.toSchedule(sendId, MOVABLE)
      await yieldToLoop()
      const times = [...(await scheduleOf(get(sendId), texts, notBefore))].flatMap(([time, ids]) =>
        inFews(ids).map((few) => ({ time, few })),
      )
      let moved = 0
      await writeEach(stores, times, ({ time, few }) => {
        moved += stores.sends.retime(few, time)
      })
      // Whoever paused or recalled it meanwhile meant it.
      await stores.write(
        () =>
          stores.sends.get(sendId)?.pausedBy === 'moving' &&
          stores.sends.setSendState(sendId, ['paused'], 'live'),
      )
      return moved
    } finally {
      moving.delete(sendId)
    }
  }

  return {
    async page({ search, offset, limit }) {
      const { total, rows } =
        search.trim() === ''
          ? stores.sends.page(offset, limit)
          : await stores.sends.pageNamed(search, offset, limit)
      return { total, rows: rows.map((send) => progressOf(send, { stores, office, outbox })) }
    },
    get: ({ sendId }) => progressOf(get(sendId), { stores, office, outbox }),
    async pause({ sendId }) {
      get(sendId)
      await stores.write(() => {
        const from = get(sendId).pausedBy === 'moving' ? (['live', 'paused'] as const) : (['live'] as const)
        stores.sends.setSendState(sendId, from, 'paused', { by: 'hand', why: null })
      })
      touched()
      return {}
    },
    async resume({ sendId }) {
      get(sendId)
      const ok = await stores.write(() => stores.sends.setSendState(sendId, ['paused'], 'live'))
      if (!ok) throw new Refusal('conflict', 'sends.not-paused')
      touched()
      return {}
    },
    async cancel({ sendId }) {
      const send = get(sendId)
      const held = send.holdUntil !== null && send.holdUntil > office.now()
      // From here on nothing of it leaves; should the PC die, the next start cancels the rest.
      await stores.write(() => {
        stores.sends.setSendState(sendId, ['live', 'paused'], 'cancelled')
        // Undone before anything left: the campaign is a draft again.
        if (held) stores.sends.leaveCampaign(sendId)
      })
      const recalled = await each(sendId, ['queued'], (ids) =>
        stores.sends.cancelQueued(ids, 'text.recalled', office.now()),
      )
      // Answered when the carrier was asked for every text in its schedule: then the numbers are true.
      await outbox.sweep().catch(() => undefined)
      touched()
      const { gone, takingBack } = progressOf(get(sendId), { stores, office, outbox })
      return { recalled: Math.max(recalled, send.total - gone - takingBack), gone, takingBack }
    },
    async release({ sendId }) {
      const { holdUntil } = get(sendId)
      const now = office.now()
      // What only the hold kept leaves now.
      if (holdUntil !== null)
        await each(sendId, ['queued'], (ids) => stores.sends.retime(ids, now, holdUntil))
      await stores.write(() => stores.sends.endHold(sendId))
      touched()
      return {}
    },
    async retime({ sendId, notBefore }) {
      const send = get(sendId)
      if (notBefore <= office.now()) throw new Refusal('bad-input', 'sends.time-to-come', 'notBefore')
      if (send.state !== 'live' && send.state !== 'paused')
        throw new Refusal('conflict', 'sends.nothing-waits')
      if (!isItsDay(send, notBefore, office))
        throw new Refusal('bad-input', 'sends.its-day-choose', 'notBefore')
      const moved = await moveTo(sendId, notBefore)
      touched()
      return { moved }
    },
    async retry({ sendId }) {
      const send = get(sendId)
      if (send.state === 'cancelled') throw new Refusal('conflict', 'sends.cancelled')
      const now = office.now()
      if (!isItsDay(send, now, office)) throw new Refusal('conflict', 'sends.its-day')
      const copiedAt = stores.facts.get(COPIED_AT)
      const queued = await each(sendId, ['failed', 'undelivered', 'rejected', 'expired'], (ids) =>
        stores.sends.requeue(ids, NEVER_AGAIN, now, copiedAt),
      )
      touched()
      return { queued }
    },
    async late({ sendId, decision }) {
      const send = get(sendId)
      if (send.state !== 'paused' || send.pausedBy !== 'late')
        throw new Refusal('conflict', 'sends.decided-already')
      const skipped = await stores.write(() => {
        const late =
          decision === 'send'
            ? 0
            : stores.sends.expire(sendId, office.now(), send.pausedWhy ?? 'send.too-late', office.now())
        stores.sends.setSendState(sendId, ['paused'], 'live')
        return late
      })
      touched()
      return { skipped }
    },
    async leaveAtNight({ sendId, reason }, caller) {
      const send = get(sendId)
      if (send.purpose !== 'alerts')
        throw new Refusal('refused', 'sends.only-alerts-in-quiet-hours', 'reason')
      const now = office.now()
      const released = `${userOf(caller).name}: ${reason}`
      await stores.write(() => stores.sends.markSend(sendId, { now, released }))
      await moveTo(sendId, now)
      touched()
      return {}
    },
    async export({ sendId }) {
      const send = get(sendId)
      const lines = async function* () {
        for await (const row of reportRows(stores, { ...EVERYTHING_SAID, sendId }, { descending: false }))
          yield [row.name, row.e164, phrase('export.got-it'), row.state, row.why, row.units, row.body]
        for (let offset = 0; ; offset += 1000) {
          const { rows } = stores.sends.skips(sendId, offset, 1000)
          for (const row of rows)
            yield [row.name, row.e164 ?? '', phrase('export.did-not-get-it'), row.reason, row.why, '', '']
          if (rows.length < 1000) break
        }
      }
      return files.offerTable(
        `review ${send.createdAt.slice(0, 10)}.csv`,
        [
          'table.name',
          'table.number',
          'table.result',
          'table.status',
          'table.reason',
          'table.messages',
          'table.text',
        ],
        lines(),
      )
    },
    skipped({ sendId, offset, limit }) {
      const { total, rows } = stores.sends.skips(sendId, offset, limit)
      return { total, rows: rows.map(({ e164, ...row }) => ({ ...row, number: e164 })) }
    },
  }
}
