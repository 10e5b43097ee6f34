/** PINs as scrypt hashes with a salt of their own (RFC 7914): slow enough that a stolen file does not give them away at once. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
)
/** About 100 ms and 64 MB on an office PC. */
const COST = { N: 65_536, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }
const LENGTH = 32

export const createPins = (cost = COST) => ({
  async hash(pin: string): Promise<string> {
    const salt = randomBytes(16)
    const key = await derive(pin, salt, LENGTH, cost)
    return `scrypt$${cost.N}$${salt.toString('base64')}$${key.toString('base64')}`
  },
  async matches(pin: string, hash: string): Promise<boolean> {
    const [scheme, n, salt, key] = hash.split('$')
    if (scheme !== 'scrypt' || !n || !salt || !key) return false
    const wanted = Buffer.from(key, 'base64')
    // Only what was made here: a hash from elsewhere could ask for all memory, or for none.
    if (!/^\d{4,5}$/.test(n) || Number(n) > COST.N || wanted.length !== LENGTH) return false
    const got = await derive(pin, Buffer.from(salt, 'base64'), wanted.length, { ...cost, N: Number(n) })
    return timingSafeEqual(got, wanted)
  },
})
