/** Secrets encrypted by the operating system through safeStorage; where it offers nothing, in a file of this user's alone, and the screen says so. */
import { safeStorage } from 'electron'
import type { Secrets } from '../../services/ports'

type Keeper = { get(key: string): unknown; set(key: string, value: unknown): void; delete(key: string): void }

/** Asynchronous methods only, and only after ready. `basic_text` is a key that anybody has: no protection. */
export const createSystemSecrets = (keeper: Keeper, log: (line: string) => void): Secrets => {
  const available = () => safeStorage.isAsyncEncryptionAvailable().catch(() => false)
  const sealed = (name: string) => `secrets.${name}`
  /** Without a keyring: readable by this user, as the settings are. */
  const open = (name: string) => `unprotected.${name}`

  const textOf = (key: string): string | null => {
    const stored = keeper.get(key)
    return typeof stored === 'string' ? stored : null
  }
  const unseal = async (name: string): Promise<string | null> => {
    const stored = textOf(sealed(name))
    if (stored === null || !(await available())) return null
    try {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(stored, 'base64'))
      if (shouldReEncrypt)
        keeper.set(sealed(name), (await safeStorage.encryptStringAsync(result)).toString('base64'))
      return result
    } catch {
      // Another keychain than the one it was locked with: ask again, delete nothing.
      log('secrets: a stored secret cannot be read with this keychain')
      return null
    }
  }
  const seal = async (name: string, value: string): Promise<boolean> => {
    if (!(await available())) return false
    try {
      const next = (await safeStorage.encryptStringAsync(value)).toString('base64')
      // What another keychain locked may be opened again once that one is back.
      const before = textOf(sealed(name))
      if (before !== null && (await unseal(name)) === null) keeper.set(`unreadable.${name}`, before)
      keeper.set(sealed(name), next)
      return true
    } catch {
      log('secrets: the system’s keyring took no secret')
      return false
    }
  }

  return {
    async protects() {
      if (!(await available())) return false
      return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
    },
    async get(name) {
      const found = await unseal(name)
      if (found !== null) return found
      const stored = textOf(open(name))
      if (stored === null) return null
      const value = Buffer.from(stored, 'base64').toString('utf8')
      // There is a keyring now: it takes over.
      if (await seal(name, value)) keeper.delete(open(name))
      return value
    },
    async set(name, value) {
      if (value === null) {
        keeper.delete(sealed(name))
        keeper.delete(open(name))
      } else if (await seal(name, value)) keeper.delete(open(name))
      else keeper.set(open(name), Buffer.from(value, 'utf8').toString('base64'))
    },
  }
}
