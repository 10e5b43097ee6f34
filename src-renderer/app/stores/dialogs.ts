/** Dialogs that several screens open: each is a feature of its own, drawn by the shell. */
import { useSyncExternalStore } from 'react'
import type { Purpose, RecordKind } from '#shared/values'

export type Dialog =
  /** Adds a record of this kind, or edits one. */
  | {
      readonly show: 'person'
      readonly id: number | null
      readonly kind: RecordKind
      /** The number that a new record begins with. */
      readonly number?: string
    }
  /** Records what people said, with evidence. */
  | {
      readonly show: 'consent'
      readonly recipientIds: readonly number[]
      readonly purpose: Purpose
      /** The one person, by name. */
      readonly name?: string
    }
  /** A refusal at the desk: by this person or for this number? */
  | { readonly show: 'refuse'; readonly recipientId: number; readonly purpose: Purpose | null }

let shown: Dialog | null = null
const listeners = new Set<() => void>()
const set = (next: Dialog | null) => {
  shown = next
  for (const listener of listeners) listener()
}

export const openDialog = (dialog: Dialog): void => set(dialog)
export const closeDialog = (): void => set(null)
export const useDialog = (): Dialog | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
