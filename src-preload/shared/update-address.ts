/** Where newer versions are looked for: an https address, http on this PC alone, or a folder by its full path. */

export type UpdateAddress = { kind: 'web' | 'folder'; value: string }
export type AddressFault = 'empty' | 'neither' | 'insecure' | 'login' | 'file'

const FOLDER = /^(?:\/|[A-Za-z]:[\\/]|\\\\[^\\]+\\)/
const PACKAGE = /\.(?:yml|sig|deb|appimage|exe|zip|dmg)\/?$/i
/** RFC 3986, as far as it is needed: scheme, user, host with port, path, the rest. */
const URL_PARTS = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#@\s]*@)?([^/?#@\s]+)([^?#\s]*)([?#]\S*)?$/
const HOST =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i

export const readUpdateAddress = (
  typed: string,
): { ok: true; address: UpdateAddress } | { ok: false; fault: AddressFault } => {
  const text = typed.trim()
  const fault = (which: AddressFault) => ({ ok: false as const, fault: which })
  if (text === '') return fault('empty')
  if (FOLDER.test(text))
    return PACKAGE.test(text) ? fault('file') : { ok: true, address: { kind: 'folder', value: text } }
  const [, scheme = '', user, host = '', path = '', rest] = URL_PARTS.exec(text) ?? []
  if (host === '' || !HOST.test(host)) return fault('neither')
  if (user !== undefined || rest !== undefined) return fault('login')
  // Nobody listens between two programs of one PC.
  const secure = /^https$/i.test(scheme) || (/^http$/i.test(scheme) && /^127\.0\.0\.1(?::\d+)?$/.test(host))
  if (!secure) return fault(/^https?$/i.test(scheme) ? 'insecure' : 'neither')
  if (PACKAGE.test(path)) return fault('file')
  return { ok: true, address: { kind: 'web', value: text } }
}
