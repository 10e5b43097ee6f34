/** Who is being written to in the composer dock. Any screen may open one; the dock is drawn by the shell. */
import { useSyncExternalStore } from 'react'

export type Composing = {
  readonly recipientId: number
  /** The number chosen on screen; null takes the one that would be texted. */
  readonly e164: string | null
  readonly minimised: boolean
  /** Grows each time somebody asks for this window: it comes to the front with the cursor in it. */
  readonly asked: number
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
const change = (recipientId: number, patch: Partial<Composing>) =>
  set(open.map((it) => (it.recipientId === recipientId ? { ...it, ...patch } : it)))

/** Opens a composer, or brings the one to this recipient to the front (right). */
export const compose = (recipientId: number, e164: string | null = null): void => {
  const before = open.find((it) => it.recipientId === recipientId)
  const asked = (before?.asked ?? 0) + 1
  const next = { recipientId, e164: e164 ?? before?.e164 ?? null, minimised: false, asked }
  set([...open.filter((it) => it !== before), next].slice(-MOST))
}
export const closeComposer = (recipientId: number): void =>
  set(open.filter((it) => it.recipientId !== recipientId))
export const minimiseComposer = (recipientId: number, minimised: boolean): void =>
  change(recipientId, { minimised })
/** Another number of the same record; the window stays where it is. */
export const chooseNumber = (recipientId: number, e164: string): void => change(recipientId, { e164 })

export const useComposing = (): readonly Composing[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => open,
  )
