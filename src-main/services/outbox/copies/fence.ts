/**
 * The fence: nothing is claimed before the carrier's own list has shown that this database knows every text that its
 * account sent. What lies in the data folder can be copied, put back or lost; the carrier's list cannot. Asked after every
 * start, after a pause, before the first text of each send to many, and every minute while one runs.
 *
 * Copies that send at the same moment are found at the next look; `docs/reliability.md` names what remains.
 */
import { isAnotherHistory, type Judgement, judge, type UnknownText } from '#core/sending/history'
import type { Instant } from '#shared/values'
import { CarrierError, type CarrierMessage, type Clock, type Sender, type Sms } from '../../ports'
import type { Due } from '../outbox-store'
import type { Stores } from '../../stores'
import type { CarrierClock } from '../reading/carrier-clock'

/** What is remembered of the looks at one account's list. */
type Known = {
  /** Everything that the carrier made before was known here, by its clock. */
  at: Instant
  /** What it made before this database was first used with the account, or before a person accepted it, is nobody's concern. */
  since: Instant
  /** Senders of other programs on the account, and whether they were shown. */
  others: { sender: string; at: Instant; seen: boolean }[]
  /** A person said that another program sends from our own sender, too. */
  shared: boolean
}
export type OtherSender = { sender: string; at: Instant }

export type Fence = {
  /** Has the list been read since the start? Nothing leaves before. */
  passed(): boolean
  /** May this text be claimed as far as the fence is concerned? Asks the carrier again where its last answer is too old. */
  allows(due: Pick<Due, 'sendType' | 'sendId'>): boolean
  /** A send to many will leave: the list is read at once, so that it does not wait for that when its time comes. */
  expect(sendId: string): void
  /** Reads the list now; looks asked for meanwhile share it. Throws what the carrier throws. */
  check(): Promise<void>
  /** Reads the list in the background, and again a little later where that fails. */
  ask(): void
  /** Everything up to this moment of the carrier's is accepted as it is: a copy was looked through. */
  accept(carrierTime: Instant): void
  othersToShow(): OtherSender[]
  othersSeen(): void
  /** Another program sends from our own sender, too: only texts with our words to our people count. */
  shareSender(): void
  stop(): Promise<void>
}

/** One text waits at most for a look of so long ago; texts to many for a newer one. */
const ONE_FOR_MS = 10 * 60_000
const MANY_FOR_MS = 90_000
const MANY_AGAIN_MS = 60_000
/** Lists show a text some time after it was taken, at least this much of what was read before is read again. */
const LAG_AT_START_MS = 15 * 60_000
const LAG_MS = 60_000
/** A database that never looked: its times are of a PC clock, which may be a day wrong. */
const NEVER_LOOKED_MARGIN_MS = 26 * 60 * 60_000
const RETRY_MS = 5_000
/** Far above what one account sends within the margins; a list that cannot be read to its end proves nothing. */
const LIST_MOST = 250_000

type FencePorts = {
  stores: Pick<Stores, 'write' | 'sends' | 'outbox' | 'facts'>
  sms: Sms
  clock: Clock
  carrierClock: CarrierClock
  sender: () => Sender | null
  ownNumbers: () => Promise<readonly string[]>
  /** Called inside the write that found another history; nothing is claimed afterwards. */
  found: (judgement: Judgement, since: Instant) => void
  /** Each look's end: null where it worked, else what went wrong. */
  ended: (error: unknown) => void
}

/** What is known of the account's list, and what a person said of it. */
const createKnown = ({
  stores: { facts },
  sms,
}: Pick<FencePorts, 'stores' | 'sms'>): Pick<
  Fence,
  'accept' | 'othersToShow' | 'othersSeen' | 'shareSender'
> & { known(): Known | null; put(next: Known): void } => {
  const key = `outbox.fence.${sms.accountSid}`
  const known = (): Known | null => {
    const text = facts.get(key)
    return text === null ? null : (JSON.parse(text) as Known)
  }
  const put = (next: Known) => facts.set(key, JSON.stringify(next))
  return {
    known,
    put,
    accept(carrierTime) {
      const before = known()
      put({ others: [], shared: false, ...before, at: carrierTime, since: carrierTime })
    },
    othersToShow: () => (known()?.others ?? []).filter(({ seen }) => !seen),
    othersSeen() {
      const now = known()
      if (now) put({ ...now, others: now.others.map((one) => ({ ...one, seen: true })) })
    },
    shareSender() {
      const now = known()
      if (now) put({ ...now, shared: true })
    },
  }
}

/** Reads the carrier's list since what is known, and judges the texts of it that this database has no answer to. */
const createListReading = (
  ports: Omit<FencePorts, 'clock' | 'ended'>,
  { known, put }: ReturnType<typeof createKnown>,
) => {
  const { stores, sms, carrierClock } = ports
  const { outbox, write, sends } = stores

  /** From where the list is read, by the carrier's clock; null where there is nothing to prove. */
  const readFrom = (before: Known | null, isFirst: boolean): number | null => {
    if (before) return Date.parse(before.at) - (isFirst ? LAG_AT_START_MS : LAG_MS)
    const oldest = outbox.oldestToProve(sms.accountSid)
    return oldest === null ? null : Date.parse(oldest) - NEVER_LOOKED_MARGIN_MS
  }

  const senderOf = ({ messagingServiceSid, from }: CarrierMessage) => messagingServiceSid ?? from ?? 'unknown'
  const ourSenders = async (): Promise<Set<string>> => {
    const used = await sends.senders(sms.accountSid, new Date(0).toISOString())
    const chosen = ports.sender()
    const all = chosen ? [...used, chosen] : used
    const senders = new Set(all.map((one) => (one.kind === 'number' ? one.number : one.sid)))
    for (const number of await ports.ownNumbers()) senders.add(number)
    return senders
  }

  const judgeUnknown = (messages: readonly CarrierMessage[], ours: ReadonlySet<string>): Judgement => {
    const texts = messages.map(
      (message): UnknownText => ({
        sid: message.sid,
        to: message.to,
        body: message.body,
        createdAt: Date.parse(message.createdAt),
        ownSender:
          (message.from !== null && ours.has(message.from)) ||
          (message.messagingServiceSid !== null && ours.has(message.messagingServiceSid)),
      }),
    )
    const numbers = [...new Set(texts.map(({ to }) => to))]
    return judge(
      texts,
      outbox.unanswered(numbers).map(({ carrierAt, ...attempt }) => ({
        ...attempt,
        claimedAt: carrierAt === null ? null : Date.parse(carrierAt),
      })),
      outbox.waitingTo(numbers, sms.accountSid),
    )
  }

  return async (isFirst: boolean): Promise<void> => {
    const before = known()
    const from = readFrom(before, isFirst)
    const { messages, complete, carrierTime } =
      from === null
        ? await sms.list({}, 1)
        : await sms.list({ createdOnOrAfter: new Date(from).toISOString() }, LIST_MOST)
    if ((from !== null && !complete) || carrierTime === null)
      throw new CarrierError(
        'unreadable',
        'the list of texts does not reach back far enough',
        null,
        null,
        'lost.list-too-short',
      )
    carrierClock.heard(carrierTime)
    const since = before?.since ?? (from === null ? carrierTime : new Date(from).toISOString())
    // The carrier tells whole seconds.
    const sinceMs = Date.parse(since) - 999
    const suspects = (from === null ? [] : messages).filter(
      ({ direction, createdAt, sid }) =>
        direction === 'outbound-api' && Date.parse(createdAt) >= sinceMs && !outbox.sidTaken(sid),
    )
    const ours = suspects.length > 0 ? await ourSenders() : new Set<string>()
    await write(() => {
      // What was answered while the list was on its way is known by now.
      const judgement = judgeUnknown(
        suspects.filter(({ sid }) => !outbox.sidTaken(sid)),
        ours,
      )
      const foreign = new Set(judgement.foreign.map(({ sid }) => sid))
      // What a person said meanwhile holds.
      const now = known() ?? { at: since, since, others: [], shared: false }
      const others = [...now.others]
      for (const message of suspects) {
        const sender = senderOf(message)
        if (foreign.has(message.sid) && !others.some((one) => one.sender === sender))
          others.push({ sender, at: message.createdAt, seen: false })
      }
      const another = isAnotherHistory(judgement, { othersUseOurSenders: now.shared })
      // A look that found another history proves nothing: the next one begins where this did.
      put({ ...now, at: another ? now.at : carrierTime, others })
      if (another) ports.found(judgement, now.at)
    })
  }
}

export const createFence = (ports: FencePorts): Fence => {
  const { clock } = ports
  const kept = createKnown(ports)
  const readList = createListReading(ports, kept)
  let last: { elapsed: number; now: number } | null = null
  let running: Promise<void> | null = null
  let cancelRetry = () => {}
  let stopped = false
  /** Looks begun so far, and the newest that came to its end. */
  let begunLooks = 0
  let endedLook = 0
  /** Sends to many by how many looks were begun when they were first met: one begun later counts. */
  const metAt = new Map<string, number>()
  const meet = (sendId: string): number => {
    const met = metAt.get(sendId) ?? begunLooks
    metAt.set(sendId, met)
    return met
  }

  /** How old the last look is. A PC that slept counts no time of its own, so the time of day counts as well. */
  const age = () =>
    last ? Math.max(clock.elapsed() - last.elapsed, Math.abs(clock.now() - last.now)) : Infinity

  const look = async () => {
    const begun = { elapsed: clock.elapsed(), now: clock.now() }
    begunLooks += 1
    const begunAs = begunLooks
    await readList(last === null)
    last = begun
    endedLook = begunAs
  }

  const check = () =>
    (running ??= look().finally(() => {
      running = null
    }))

  const ask = () => {
    if (running || stopped) return
    cancelRetry()
    void check().then(
      () => ports.ended(null),
      (error: unknown) => {
        ports.ended(error)
        if (!stopped) cancelRetry = clock.after(RETRY_MS, ask)
      },
    )
  }

  return {
    passed: () => last !== null,
    allows({ sendType, sendId }) {
      const toOne = sendType === 'individual' || sendType === 'test'
      if (toOne) {
        if (age() <= ONE_FOR_MS) return true
        ask()
        return false
      }
      const looked = endedLook > meet(sendId)
      if (!looked || age() > MANY_AGAIN_MS) ask()
      return looked && age() <= MANY_FOR_MS
    },
    expect(sendId) {
      meet(sendId)
      ask()
    },
    check,
    ask,
    accept: kept.accept,
    othersToShow: kept.othersToShow,
    othersSeen: kept.othersSeen,
    shareSender: kept.shareSender,
    async stop() {
      stopped = true
      cancelRetry()
      await running?.catch(() => undefined)
    },
  }
}
