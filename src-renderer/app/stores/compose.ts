/** Who is being written to in the composer dock. Any screen may open one; the dock is drawn by the shell. */
import { useSyncExternalStore } from 'react'
import type { Purpose } from '#shared/values'
import { giveFocusBack } from '../../ui/give-focus-back'
import { api } from '../client/api'

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

/** Where somebody was when a window opened: there they are again when it closes. */
const cameFrom = new Map<number, HTMLElement>()
/** Marks the dock. */
export const DOCK = 'data-dock'
const inDock = (element: Element | null): boolean => element?.closest(`[${DOCK}]`) != null

/** Opens a composer, or brings the one to this recipient to the front (right). */
export const compose = (recipientId: number, e164: string | null = null): void => {
  const here = document.activeElement
  if (here instanceof HTMLElement && here !== document.body && !inDock(here)) cameFrom.set(recipientId, here)
  const before = open.find((it) => it.recipientId === recipientId)
  const asked = (before?.asked ?? 0) + 1
  const next = { recipientId, e164: e164 ?? before?.e164 ?? null, minimised: false, asked }
  set([...open.filter((it) => it !== before), next].slice(-MOST))
}
export const closeComposer = (recipientId: number): void => {
  const back = cameFrom.get(recipientId)
  cameFrom.delete(recipientId)
  // Before the window goes and takes the focus with it; a button that is busy has lost it already.
  const here = document.activeElement
  if (here === document.body || inDock(here)) giveFocusBack(back)
  set(open.filter((it) => it.recipientId !== recipientId))
}
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

/** A text that is being written, as it is kept while it is typed. */
export type Draft = {
  /** Sent at most once, however often Send is pressed. */
  draftId: string
  e164: string | null
  body: string
  purpose: Purpose
  templateId: number | null
  /** What the template left to be filled in by hand, as it stands in the text. */
  blanks?: string[]
  /** A text that waits and that this one takes the place of, once it is sent. */
  replaces?: number | null
  /** An instant; null is now. */
  at: string | null
}
export const draftKey = (recipientId: number): string => `text:${recipientId}`

/** Puts the words of a text that did not arrive into a window, to be changed and sent as another. */
export const writeAnew = async (
  recipientId: number,
  text: { e164: string; body: string; purpose: Purpose },
): Promise<void> => {
  const draft: Draft = { draftId: crypto.randomUUID(), ...text, templateId: null, at: null }
  closeComposer(recipientId)
  await api.drafts.save({ key: draftKey(recipientId), body: JSON.stringify(draft) })
  compose(recipientId, text.e164)
}

type Typed = Pick<Draft, 'body' | 'purpose' | 'templateId'> & { e164: string; notBefore: string | null }
/** Puts a text that waits into its window; until it is sent from there the one that waits stays as it is. */
export const writeAgain = async (
  recipientId: number,
  replaces: number,
  { notBefore, ...typed }: Typed,
): Promise<void> => {
  const draft: Draft = {
    draftId: crypto.randomUUID(),
    ...typed,
    replaces,
    at: notBefore && Date.parse(notBefore) > Date.now() ? notBefore : null,
  }
  closeComposer(recipientId)
  await api.drafts.save({ key: draftKey(recipientId), body: JSON.stringify(draft) })
  compose(recipientId, typed.e164)
}
