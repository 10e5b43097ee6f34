/** The recovery code that was just made: it can be seen once, so it waits here until somebody says that it is kept. */
import { useSyncExternalStore } from 'react'

let shown: string | null = null
const listeners = new Set<() => void>()
const set = (code: string | null) => {
  shown = code
  for (const listener of listeners) listener()
}

export const showRecoveryCode = (code: string | null): void => {
  if (code !== null) set(code)
}
export const recoveryCodeKept = (): void => set(null)
export const useRecoveryCode = (): string | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
