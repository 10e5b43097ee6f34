import type { StoredMessage } from './ledger'
import { stateOf } from './life'
import { type Listed, pageSizeOf, uriPage } from './paging'
import { refuse } from './refusals'
import { messageJson } from './render'
import type { Call, World } from './call'

/**
 * The Messages list: filters To, From and DateSent, newest first, pages continued by the last message of the
 * one before, so that new texts do not shift them. https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
 */
export function listMessages(world: World, call: Call) {
  const { account, ledger, clock } = world
  const now = clock.now()
  const visible = now - world.listLagMs()
  const to = call.query.get('To')
  const from = call.query.get('From')
  const inTime = dateFilter(call.query)
  const size = pageSizeOf(call.query)
  const candidates = to === null ? ledger.all() : ledger.to(to)

  const items: object[] = []
  let next: string | null = null
  let last: StoredMessage | null = null
  for (let index = startOf(candidates, call.query.get('PageToken')); index >= 0; index--) {
    const message = candidates[index]
    if (!message || message.createdAt > visible) continue
    if (from !== null && message.from !== from) continue
    const state = stateOf(message, now, ledger, world.pace())
    if (from !== null && message.service !== null && !state.chosen && message.direction !== 'inbound')
      continue
    if (inTime && (state.sentAt === null || !inTime(state.sentAt))) continue
    if (items.length === size) {
      next = `PA${last?.sid ?? ''}`
      break
    }
    items.push(messageJson(account, message, state))
    last = message
  }
  const listed: Listed = { items, next }
  return uriPage(call, 'messages', listed)
}

function startOf(candidates: readonly StoredMessage[], token: string | null): number {
  if (token === null) return candidates.length - 1
  const last = candidates.findLastIndex(({ sid }) => `PA${sid}` === token)
  if (last < 0) throw refuse.bad(20006, 'The PageToken is not known')
  return last - 1
}

/** Days and instants in GMT; null where nothing was asked. Both bounds include their moment. */
function dateFilter(query: URLSearchParams): ((at: number) => boolean) | null {
  const day = query.get('DateSent')
  const after = query.get('DateSent>')
  const before = query.get('DateSent<')
  if (day === null && after === null && before === null) return null
  const start = day === null ? null : Date.parse(day.slice(0, 10))
  return (at) =>
    (start === null || (at >= start && at < start + 24 * 3_600_000)) &&
    (after === null || wholeSecond(at) >= Date.parse(after)) &&
    (before === null || wholeSecond(at) <= Date.parse(before))
}

const wholeSecond = (at: number) => Math.floor(at / 1000) * 1000
