/** What is said where the data folder was written by a newer version: where to get that one. */
import { type Phrase, phrase } from '#shared/phrases/phrase'
import { readUpdateAddress } from '#shared/update-address'
import type { Settings } from '../settings/settings-store'

export const newerReason = ({ address }: Settings['updates']): Phrase => {
  const read = readUpdateAddress(address)
  if (!read.ok) return phrase('app.newer-at-supplier')
  const { kind, value } = read.address
  // An address that ends with a full stop needs no second one.
  const at = value.endsWith('.') ? value.slice(0, -1) : value
  return kind === 'folder'
    ? phrase('app.newer-in-folder', { folder: at })
    : phrase('app.newer-at-address', { address: at })
}
