import { createHmac, randomBytes } from 'node:crypto'
import type { Secrets } from '../../services/ports'

const NAME = 'number-hash-key'

/**
 * Keyed hashes of phone numbers (HMAC-SHA-256). There are so few numbers that a plain hash is undone by trying all of
 * them; the key lies where the system keeps secrets, away from the database.
 */
export type NumberHash = {
  /** The hash that is written down now. */
  of(e164: string): string
  /** Every hash under which this number may have been written down, also on another PC. */
  all(e164: string): string[]
  /** All keys, for a backup: without them a restored database on another PC would not know who said no. */
  keys(): string
  /** Takes over the keys of a backup; hashes of before stay known. */
  adopt(keys: string): Promise<void>
}

const valid = (key: string) => /^[0-9a-f]{64}$/.test(key)

export const createNumberHash = async (secrets: Secrets): Promise<NumberHash> => {
  let keys = ((await secrets.get(NAME)) ?? '').split(' ').filter(valid)
  if (keys.length === 0) {
    keys = [randomBytes(32).toString('hex')]
    await secrets.set(NAME, keys.join(' '))
  }
  const hash = (key: string, e164: string) =>
    createHmac('sha256', Buffer.from(key, 'hex')).update(e164).digest('hex')
  return {
    of: (e164) => hash(keys[0] ?? '', e164),
    all: (e164) => keys.map((key) => hash(key, e164)),
    keys: () => keys.join(' '),
    async adopt(others) {
      const joined = [...new Set([...keys, ...others.split(/\s+/).filter(valid)])]
      if (joined.length === keys.length) return
      await secrets.set(NAME, joined.join(' '))
      keys = joined
    },
  }
}
