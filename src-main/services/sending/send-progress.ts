/** How far a send is, and what it waits for. */
import type { AppContract } from '#contract'
import { NEVER_AGAIN } from '#core/sending/failures'
import { type Phrase, phrase } from '#shared/phrases/phrase'
import type { Money } from '#shared/values'
import type { z } from 'zod'
import type { Office } from '../office'
import type { Outbox } from '../outbox/outbox'
import type { Stores } from '../stores'
import { waitsForQuietHours } from './send-schedule'
import type { SendKept } from './sending-store'

type Ports = { stores: Pick<Stores, 'sends'>; office: Office; outbox: Outbox }
type Progress = z.output<AppContract['sends']['get']['output']>

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
export const progressOf = (send: SendKept, { stores, office, outbox }: Ports): Progress => {
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
