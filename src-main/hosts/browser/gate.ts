/**
 * Who may reach the browser host. A browser sends its cookies to every port of 127.0.0.1, so the cookie opens the page
 * and nothing else: calls need a key that only the page has, in the storage of its own origin. A lock makes that key
 * worthless: the connection that signs in gets the next one, and all others must show it.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What outlives a crash, in the memory of the process that watches. */
export type Kept = { port: number; cookie: string; key: string }

const secret = () => randomBytes(24).toString('base64url')
const digest = (text: string) => createHash('sha256').update(text).digest()
/** Digests have one length, whatever was sent: comparing them cannot throw. */
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b))

/** A name of its own for each data folder: two offices on one PC do not overwrite each other's cookie. */
export const cookieName = (dataDir: string) => `deskbell-${digest(dataDir).toString('hex').slice(0, 12)}`

export const createGate = (options: { cookieName: string; kept: Kept | null; epoch: () => number }) => {
  const tokens = new Set<string>()
  const cookie = options.kept?.cookie ?? secret()
  let key = { secret: options.kept?.key ?? secret(), epoch: options.epoch() }

  return {
    cookie: `${options.cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
    key: () => key.secret,
    keep: (port: number): Kept => ({ port, cookie, key: key.secret }),
    newToken(): string {
      const token = secret()
      tokens.add(token)
      return token
    },
    /** A token is good once. */
    redeem: (token: string): boolean => tokens.delete(token),
    hasCookie: (request: IncomingMessage): boolean =>
      (request.headers.cookie ?? '').split(/; */).some((part) => {
        const equals = part.indexOf('=')
        return part.slice(0, equals) === options.cookieName && same(part.slice(equals + 1), cookie)
      }),
    /** The epoch that a shown key opens; null for a wrong one. */
    epochOf: (shown: string): number | null => (same(shown, key.secret) ? key.epoch : null),
    /** Somebody signed in: the next key, and none before. */
    renew(): string {
      key = { secret: secret(), epoch: options.epoch() }
      return key.secret
    },
  }
}

export type Gate = ReturnType<typeof createGate>
