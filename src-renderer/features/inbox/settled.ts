/** Keeps the list still under the reader: a conversation moves when a text comes in, not because it was read. */
import { useRef } from 'react'
import type { Conversation } from './use-inbox'

type Settled = { key: string; rows: readonly Conversation[] }

/**
 * The rows in the order they were shown before; those with new unread texts first, new ones where the answer has them.
 * The open conversation stays even when it fits the filter no more.
 */
export const settle = (
  before: readonly Conversation[],
  now: readonly Conversation[],
  openE164: string | null,
): Conversation[] => {
  const known = new Map(before.map((row) => [row.e164, row]))
  const fresh = new Map(now.map((row) => [row.e164, row]))
  const raised = now.filter(({ e164, unread }) => unread > (known.get(e164)?.unread ?? 0))
  const up = new Set(raised.map(({ e164 }) => e164))
  const stayed = before.flatMap((row) => {
    if (up.has(row.e164)) return []
    return fresh.get(row.e164) ?? (row.e164 === openE164 ? row : [])
  })
  const added = now.filter(({ e164 }) => !known.has(e164) && !up.has(e164))
  return [...raised, ...stayed, ...added]
}

/** `key` names the filter: another one begins afresh. */
export const useSettled = (key: string, now: readonly Conversation[], openE164: string | null) => {
  const shown = useRef<Settled>({ key, rows: [] })
  const before = shown.current.key === key ? shown.current.rows : []
  const rows = settle(before, now, openE164)
  shown.current = { key, rows }
  return rows
}
