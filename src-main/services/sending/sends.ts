/** Sends in progress and past: where they are, and pausing, resuming and recalling them. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import { NEVER_AGAIN } from '#core/sending/failures'
import { instantsOf } from '#core/sending/send-schedule'
import type { Instant } from '#shared/values'
import type { MessageState } from '#shared/outbox-state'
import type { Files } from '../files'
import { notFound, type Office, type Changed, userOf } from '../office'
import { progressOf } from './send-progress'
import { isItsDay, scheduleTexts } from './send-schedule'
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
type Api = HandlersOf<AppContract['sends']>

const MOVABLE = ['queued', 'scheduled', 'canceling', 'claimed', 'unknown'] as const

const sendOf = (sendId: string, stores: Pick<Stores, 'sends'>): SendKept => {
  const send = stores.sends.get(sendId)
  if (!send) throw notFound('sends.gone')
  return send
}

/** Changes texts of a send, however many there are, in short steps; answers how many were changed. */
const each = async (
  stores: Pick<Stores, 'write' | 'sends'>,
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

/** Moves what waits of a send to another time. */
const createMoving = ({ stores, office, outbox }: Pick<Ports, 'stores' | 'office' | 'outbox'>) => {
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
  return async (sendId: string, notBefore: Instant): Promise<number> => {
    if (moving.has(sendId)) throw new Refusal('conflict', 'sends.moving-already')
    moving.add(sendId)
    try {
      await stores.write(() => {
        stores.sends.endHold(sendId)
        // Another time answers the question what is to become of what is late.
        const from =
          sendOf(sendId, stores).pausedBy === 'late' ? (['live', 'paused'] as const) : (['live'] as const)
        stores.sends.setSendState(sendId, from, 'paused', { by: 'moving', why: 'send.moving' })
      })
      const texts = await stores.sends.toSchedule(sendId, MOVABLE)
      await yieldToLoop()
      const times = [...(await scheduleOf(sendOf(sendId, stores), texts, notBefore))].flatMap(([time, ids]) =>
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
}

/** Stopping a send for a while or for ever, and letting it go on. */
const createStopping = (
  { stores, office, outbox }: Pick<Ports, 'stores' | 'office' | 'outbox'>,
  touched: () => void,
): Pick<Api, 'pause' | 'resume' | 'cancel' | 'release'> => ({
  async pause({ sendId }) {
    sendOf(sendId, stores)
    await stores.write(() => {
      const from =
        sendOf(sendId, stores).pausedBy === 'moving' ? (['live', 'paused'] as const) : (['live'] as const)
      stores.sends.setSendState(sendId, from, 'paused', { by: 'hand', why: null })
    })
    touched()
    return {}
  },
  async resume({ sendId }) {
    const { pausedBy } = sendOf(sendId, stores)
    // Somebody has topped up: what the carrier said before would pause it again.
    if (pausedBy === 'balance') await outbox.balance(0)
    const ok = await stores.write(() => stores.sends.setSendState(sendId, ['paused'], 'live'))
    if (!ok) throw new Refusal('conflict', 'sends.not-paused')
    touched()
    return {}
  },
  async cancel({ sendId }) {
    const send = sendOf(sendId, stores)
    const held = send.holdUntil !== null && send.holdUntil > office.now()
    // From here on nothing of it leaves; should the PC die, the next start cancels the rest.
    await stores.write(() => {
      stores.sends.setSendState(sendId, ['live', 'paused'], 'cancelled')
      // Undone before anything left: the campaign is a draft again.
      if (held) stores.sends.leaveCampaign(sendId)
    })
    const recalled = await each(stores, sendId, ['queued'], (ids) =>
      stores.sends.cancelQueued(ids, 'text.recalled', office.now()),
    )
    // Answered when the carrier was asked for every text in its schedule: then the numbers are true.
    await outbox.sweep().catch(() => undefined)
    touched()
    const { gone, takingBack } = progressOf(sendOf(sendId, stores), { stores, office, outbox })
    return { recalled: Math.max(recalled, send.total - gone - takingBack), gone, takingBack }
  },
  async release({ sendId }) {
    const { holdUntil } = sendOf(sendId, stores)
    const now = office.now()
    // What only the hold kept leaves now.
    if (holdUntil !== null)
      await each(stores, sendId, ['queued'], (ids) => stores.sends.retime(ids, now, holdUntil))
    await stores.write(() => stores.sends.endHold(sendId))
    touched()
    return {}
  },
})

/** When what waits of a send leaves, or leaves again. */
const createTiming = (
  ports: Pick<Ports, 'stores' | 'office' | 'outbox'>,
  touched: () => void,
): Pick<Api, 'retime' | 'retry' | 'late' | 'leaveAtNight'> => {
  const { stores, office } = ports
  const moveTo = createMoving(ports)
  return {
    async retime({ sendId, notBefore }) {
      const send = sendOf(sendId, stores)
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
      const send = sendOf(sendId, stores)
      if (send.state === 'cancelled') throw new Refusal('conflict', 'sends.cancelled')
      const now = office.now()
      if (!isItsDay(send, now, office)) throw new Refusal('conflict', 'sends.its-day')
      const copiedAt = stores.facts.get(COPIED_AT)
      const queued = await each(stores, sendId, ['failed', 'undelivered', 'rejected', 'expired'], (ids) =>
        stores.sends.requeue(ids, NEVER_AGAIN, now, copiedAt),
      )
      touched()
      return { queued }
    },
    async late({ sendId, decision }) {
      const send = sendOf(sendId, stores)
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
      const send = sendOf(sendId, stores)
      if (send.purpose !== 'alerts')
        throw new Refusal('refused', 'sends.only-alerts-in-quiet-hours', 'reason')
      const now = office.now()
      const released = `${userOf(caller).name}: ${reason}`
      await stores.write(() => stores.sends.markSend(sendId, { now, released }))
      await moveTo(sendId, now)
      touched()
      return {}
    },
  }
}

/** What became of a send, text by text. */
const createResults = ({
  stores,
  files,
}: Pick<Ports, 'stores' | 'files'>): Pick<Api, 'export' | 'skipped'> => ({
  async export({ sendId }) {
    const send = sendOf(sendId, stores)
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
})

export const createSends = (ports: Ports): Api => {
  const { stores, outbox, changed } = ports
  const touched = () => {
    changed('sends', 'messages', 'outbox', 'campaigns')
    outbox.wake()
    // What waits at the carrier is taken back or let be by the next look at its schedule: now.
    void outbox.sweep().catch(() => undefined)
  }

  return {
    async page({ search, offset, limit }) {
      const { total, rows } =
        search.trim() === ''
          ? stores.sends.page(offset, limit)
          : await stores.sends.pageNamed(search, offset, limit)
      return { total, rows: rows.map((send) => progressOf(send, ports)) }
    },
    get: ({ sendId }) => progressOf(sendOf(sendId, stores), ports),
    ...createStopping(ports, touched),
    ...createTiming(ports, touched),
    ...createResults(ports),
  }
}
