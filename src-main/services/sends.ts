/** Sends in progress and past: where they are, and pausing, resuming and recalling them. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { NEVER_AGAIN } from '#core/failures'
import { instantsOf } from '#core/timetable'
import type { Instant, Money } from '#core/values'
import type { MessageState } from '#core/outbox-state'
import type { z } from 'zod'
import type { Files } from './files'
import { layOut } from './lay-out'
import { breathe, notFound, type Office, type Topic, userOf } from './office'
import { isItsDay, QUIET, waitsForMorning } from './night'
import { COPIED_AT } from './outbox/copy'
import type { Outbox } from './outbox/index'
import { inFews, writeEach } from './pace'
import { EVERYTHING_SAID, reportRows } from './report-rows'
import type { SendKept, Stores, ToLayOut } from './stores'

type Ports = {
  stores: Stores
  office: Office
  outbox: Outbox
  files: Files
  changed: (...topics: Topic[]) => void
}
type Progress = z.output<AppContract['sends']['get']['output']>

const ITS_DAY = 'A text of a daily send leaves on the day it was made for, or not at all.'
const MOVABLE = ['queued', 'scheduled', 'canceling', 'claimed', 'unknown'] as const
const MOVING =
  'It is being moved to another time. Should this stay, it was cut short, and some of it still has the old time: move it again.'

/** What a send whose time has come waits for, in words; null for its turn alone. */
const waitsFor = (send: SendKept, outbox: Outbox): string | null =>
  !outbox.inboxFresh()
    ? (outbox.trouble() ?? 'Replies are read first: one of them may be an opt-out')
    : send.canary === 'watch'
      ? 'Waiting for the first texts to arrive'
      : outbox.moneyUnknown()
        ? 'Waiting for the balance, which could not be read: texts are paid beforehand'
        : null

/** How far one send is, counted from its rows: a reload asks again and gets the same. */
export const progressOf = (
  send: SendKept,
  { stores, office, outbox }: Pick<Ports, 'stores' | 'office' | 'outbox'>,
): Progress => {
  const states = stores.outbox.states(send.id)
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
  const next = stores.outbox.nextOf(send.id)
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
      (next?.why || null) ??
      (next && !holding && waitsForMorning(send, next, office) ? QUIET : null),
    campaignId: send.campaignId,
    dailyId: send.dailyId,
    pausedBy: send.state === 'paused' ? send.pausedBy : null,
    nextAt: next?.at ?? null,
    waiting,
    here,
    withCarrier,
    takingBack,
    unsure: count('claimed', 'unknown'),
    retryable: failed === 0 ? 0 : stores.outbox.retryable(send.id, NEVER_AGAIN),
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
    const send = stores.outbox.send(sendId)
    if (!send) throw notFound('send')
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
    await writeEach(stores, inFews(await stores.outbox.textsOf(sendId, states)), (ids) => {
      count += change(ids)
    })
    return count
  }
  const moving = new Set<string>()
  /** Each of these texts at the time at which it may leave: not at night where it arrives, not faster than the sender may. */
  const timesOf = async (
    send: SendKept,
    texts: readonly ToLayOut[],
    notBefore: Instant,
  ): Promise<Map<Instant, number[]>> => {
    // What a Manager released keeps no quiet hours.
    if (send.released && send.purpose === 'alerts') return new Map([[notBefore, texts.map(({ id }) => id)]])
    const { at } = layOut({ office, outbox }, texts, send.purpose, Date.parse(notBefore))
    await breathe()
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
    if (moving.has(sendId)) throw new Refusal('conflict', 'This send is just being moved.')
    moving.add(sendId)
    try {
      await stores.write(() => {
        stores.outbox.endHold(sendId)
        // Another time answers the question what is to become of what is late.
        const from = get(sendId).pausedBy === 'late' ? (['live', 'paused'] as const) : (['live'] as const)
        stores.outbox.setSendState(sendId, from, 'paused', { by: 'hand', why: MOVING })
      })
      const texts = await stores.outbox.toLayOut(sendId, MOVABLE)
      await breathe()
      const times = [...(await timesOf(get(sendId), texts, notBefore))].flatMap(([time, ids]) =>
        inFews(ids).map((few) => ({ time, few })),
      )
      let moved = 0
      await writeEach(stores, times, ({ time, few }) => {
        moved += stores.outbox.retime(few, time)
      })
      // Whoever paused or recalled it meanwhile meant it.
      await stores.write(
        () =>
          stores.outbox.send(sendId)?.pausedWhy === MOVING &&
          stores.outbox.setSendState(sendId, ['paused'], 'live'),
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
          ? stores.outbox.sends(offset, limit)
          : await stores.outbox.sendsNamed(search, offset, limit)
      return { total, rows: rows.map((send) => progressOf(send, { stores, office, outbox })) }
    },
    get: ({ sendId }) => progressOf(get(sendId), { stores, office, outbox }),
    async pause({ sendId }) {
      get(sendId)
      await stores.write(() => {
        const from = get(sendId).pausedWhy === MOVING ? (['live', 'paused'] as const) : (['live'] as const)
        stores.outbox.setSendState(sendId, from, 'paused', { by: 'hand', why: null })
      })
      touched()
      return {}
    },
    async resume({ sendId }) {
      get(sendId)
      const ok = await stores.write(() => stores.outbox.setSendState(sendId, ['paused'], 'live'))
      if (!ok) throw new Refusal('conflict', 'This send is not paused.')
      touched()
      return {}
    },
    async cancel({ sendId }) {
      const send = get(sendId)
      const held = send.holdUntil !== null && send.holdUntil > office.now()
      // From here on nothing of it leaves; should the PC die, the next start cancels the rest.
      await stores.write(() => {
        stores.outbox.setSendState(sendId, ['live', 'paused'], 'cancelled')
        // Undone before anything left: the campaign is a draft again.
        if (held) stores.outbox.leaveCampaign(sendId)
      })
      const recalled = await each(sendId, ['queued'], (ids) =>
        stores.outbox.cancelQueued(ids, 'Recalled', office.now()),
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
        await each(sendId, ['queued'], (ids) => stores.outbox.retime(ids, now, holdUntil))
      await stores.write(() => stores.outbox.endHold(sendId))
      touched()
      return {}
    },
    async retime({ sendId, notBefore }) {
      const send = get(sendId)
      if (notBefore <= office.now()) throw new Refusal('bad-input', 'Choose a time to come.', 'notBefore')
      if (send.state !== 'live' && send.state !== 'paused')
        throw new Refusal('conflict', 'Nothing of this send waits any more.')
      if (!isItsDay(send, notBefore, office))
        throw new Refusal('bad-input', `${ITS_DAY} Choose a time today.`, 'notBefore')
      const moved = await moveTo(sendId, notBefore)
      touched()
      return { moved }
    },
    async retry({ sendId }) {
      const send = get(sendId)
      if (send.state === 'cancelled')
        throw new Refusal('conflict', 'This send was cancelled: nothing of it leaves any more.')
      const now = office.now()
      if (!isItsDay(send, now, office)) throw new Refusal('conflict', ITS_DAY)
      const copiedAt = stores.facts.get(COPIED_AT)
      const queued = await each(sendId, ['failed', 'undelivered', 'rejected', 'expired'], (ids) =>
        stores.outbox.requeue(ids, NEVER_AGAIN, now, copiedAt),
      )
      touched()
      return { queued }
    },
    async late({ sendId, decision }) {
      const send = get(sendId)
      if (send.state !== 'paused' || send.pausedBy !== 'late')
        throw new Refusal('conflict', 'This was decided already.')
      const skipped = await stores.write(() => {
        const late =
          decision === 'send'
            ? 0
            : stores.outbox.expire(sendId, office.now(), send.pausedWhy ?? 'Too late', office.now())
        stores.outbox.setSendState(sendId, ['paused'], 'live')
        return late
      })
      touched()
      return { skipped }
    },
    async leaveAtNight({ sendId, reason }, caller) {
      const send = get(sendId)
      if (send.purpose !== 'alerts')
        throw new Refusal('refused', 'Only alerts may leave in quiet hours, never marketing.', 'reason')
      const now = office.now()
      const released = `${userOf(caller).name}: ${reason}`
      await stores.write(() => stores.outbox.markSend(sendId, { now, released }))
      await moveTo(sendId, now)
      touched()
      return {}
    },
    async export({ sendId }) {
      const send = get(sendId)
      const lines = async function* () {
        for await (const row of reportRows(stores, { ...EVERYTHING_SAID, sendId }, { descending: false }))
          yield [row.name, row.e164, 'got it', row.state, row.why, String(row.units), row.body]
        for (let offset = 0; ; offset += 1000) {
          const { rows } = stores.outbox.skips(sendId, offset, 1000)
          for (const row of rows)
            yield [row.name, row.e164 ?? '', 'did not get it', row.reason, row.why, '', '']
          if (rows.length < 1000) break
        }
      }
      return files.offerTable(
        `review ${send.createdAt.slice(0, 10)}.csv`,
        ['Name', 'Number', 'Result', 'Status', 'Reason', 'Messages', 'Text'],
        lines(),
      )
    },
    skipped({ sendId, offset, limit }) {
      const { total, rows } = stores.outbox.skips(sendId, offset, limit)
      return { total, rows: rows.map(({ e164, ...row }) => ({ ...row, number: e164 })) }
    },
  }
}
