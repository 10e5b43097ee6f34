/** Who is being written to in the composer dock. Any screen may open one; the dock is drawn by the shell. */
import { useSyncExternalStore } from 'react'

export type Composing = {
  readonly recipientId: number
  /** The number chosen on screen; null takes the one that would be texted. */
  readonly e164: string | null
}

/** More would cover the page. */
const MOST = 3
/** They come back after a reload; what was typed in them is a draft. */
const KEPT = 'composers'
let open = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]') as readonly Composing[]
const listeners = new Set<() => void>()
const set = (next: readonly Composing[]) => {
  open = next
  sessionStorage.setItem(KEPT, JSON.stringify(next))
  for (const listener of listeners) listener()
}

/** Opens a composer, or brings the one to this recipient to the front (right). */
export const compose = (recipientId: number, e164: string | null = null): void =>
  set([...open.filter((it) => it.recipientId !== recipientId), { recipientId, e164 }].slice(-MOST))
export const closeComposer = (recipientId: number): void =>
  set(open.filter((it) => it.recipientId !== recipientId))

export const useComposing = (): readonly Composing[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => open,
  )
