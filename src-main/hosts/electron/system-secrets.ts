/** Secrets encrypted by the operating system through safeStorage; only the ciphertext is written. */
import { safeStorage } from 'electron'
import type { Secrets } from '../../services/ports'

type Keeper = { get(key: string): unknown; set(key: string, value: unknown): void; delete(key: string): void }

/** Asynchronous methods only, and only after ready. `basic_text` is a key that anybody has: no protection. */
export const createSystemSecrets = (keeper: Keeper, log: (line: string) => void): Secrets => {
  const available = () => safeStorage.isAsyncEncryptionAvailable()
  return {
    async protects() {
      if (!(await available())) return false
      return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
    },
    async get(name) {
      const stored = keeper.get(`secrets.${name}`)
      if (typeof stored !== 'string' || !(await available())) return null
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(
          Buffer.from(stored, 'base64'),
        )
        if (shouldReEncrypt)
          keeper.set(`secrets.${name}`, (await safeStorage.encryptStringAsync(result)).toString('base64'))
        return result
      } catch {
        // Another keychain than the one it was locked with: ask again, delete nothing.
        log('secrets: a stored secret cannot be read with this keychain')
        return null
      }
    },
    async set(name, value) {
      if (value === null) keeper.delete(`secrets.${name}`)
      else keeper.set(`secrets.${name}`, (await safeStorage.encryptStringAsync(value)).toString('base64'))
    },
  }
}
