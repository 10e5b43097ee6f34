import { createHmac, randomBytes } from 'node:crypto'
import type { Secrets } from '../../services/ports'

const NAME = 'number-hash-key'

/**
 * A keyed hash of phone numbers (HMAC-SHA-256). There are so few numbers that a plain hash is undone by trying all of
 * them; the key lies where the system keeps secrets, away from the database.
 */
export const createNumberHash = async (secrets: Secrets): Promise<(e164: string) => string> => {
  let kept = await secrets.get(NAME)
  if (kept === null) {
    kept = randomBytes(32).toString('hex')
    await secrets.set(NAME, kept)
  }
  const key = Buffer.from(kept, 'hex')
  return (e164) => createHmac('sha256', key).update(e164).digest('hex')
}
