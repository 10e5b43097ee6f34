/**
 * The description of an update (`latest*.yml`) and its detached signature beside it (`latest*.yml.sig`). electron-updater checks
 * packages by the hashes in the description, and the publisher on Windows and macOS only: https://www.electron.build/auto-update
 */
import { createPublicKey, verify } from 'node:crypto'
import { isVersion } from '#core/office/versions'
import { UpdateError } from '../../../services/ports'

const MOST_NOTES = 4000
const SHA512 = /^[A-Za-z0-9+/]{86}==$/
/** A file beside the description: no path, no other host. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9 ._+~-]{0,180}$/

/** What is signed: the name too, so that the description of one system cannot stand for another's. */
export const signedBytes = (name: string, yml: string): Buffer =>
  Buffer.from(`deskbell update\n${name}\n${yml}`, 'utf8')

/** @param publicKey base64 of the SPKI form @throws UpdateError unless this key signed this file of this name */
export const checkSignature = (name: string, yml: string, signature: string, publicKey: string): void => {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
  if (!verify(null, signedBytes(name, yml), key, Buffer.from(signature.trim(), 'base64')))
    throw new UpdateError('signature')
}

export type Description = {
  version: string
  files: { url: string; sha512: string; size?: number }[]
  path: string
  sha512: string
  releaseDate: string
  notes: string
  minimumSystemVersion?: string
}

/** Words only: no control characters, and not more than a screenful. */
const plain = (text: unknown): string =>
  typeof text === 'string'
    ? text
        // oxlint-disable-next-line no-control-regex
        .replace(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, ' ')
        .trim()
        .slice(0, MOST_NOTES)
    : ''

/**
 * What was parsed out of a description, without what Deskbell does not use (staged rollouts, web installers).
 * @param ending of the packages of this system @throws UpdateError where it is none
 */
export const readDescription = (parsed: unknown, ending: string): Description => {
  const { version, files, releaseNotes, releaseDate, minimumSystemVersion } = (
    typeof parsed === 'object' && parsed !== null ? parsed : {}
  ) as Record<string, unknown>
  if (typeof version !== 'string' || !isVersion(version) || !Array.isArray(files))
    throw new UpdateError('unreadable')
  const packages = (files as Record<string, unknown>[]).flatMap((file) => {
    const { url, sha512, size } = typeof file === 'object' && file !== null ? file : {}
    if (typeof url !== 'string' || !FILE_NAME.test(url)) throw new UpdateError('unreadable')
    if (typeof sha512 !== 'string' || !SHA512.test(sha512)) throw new UpdateError('unreadable')
    if (!url.toLowerCase().endsWith(`.${ending.toLowerCase()}`)) return []
    return [{ url, sha512, ...(typeof size === 'number' && size > 0 ? { size } : {}) }]
  })
  const [first] = packages
  if (!first) throw new UpdateError('missing')
  return {
    version,
    files: packages,
    path: first.url,
    sha512: first.sha512,
    releaseDate: typeof releaseDate === 'string' ? releaseDate : '',
    notes: plain(releaseNotes),
    ...(typeof minimumSystemVersion === 'string' ? { minimumSystemVersion } : {}),
  }
}
