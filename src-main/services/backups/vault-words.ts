/** What went wrong with a backup, beside the field that it is about. */
import { Refusal } from '#contract'
import { type Phrase, type PlainKey, phrase } from '#shared/phrases/phrase'
import { VaultError } from '../ports'

/** Why something about a backup did not work. */
export const REASON = {
  passphrase: 'backups.wrong-passphrase',
  damaged: 'backups.file-damaged',
  'disk-full': 'backups.disk-full',
  folder: 'backups.folder-not-writable',
  missing: 'backups.no-such-file',
  foreign: 'backups.foreign-tables',
  large: 'backups.too-large',
  other: 'backups.failed',
} as const satisfies Record<VaultError['why'], PlainKey>
const FIELD: Partial<Record<VaultError['why'], string>> = {
  passphrase: 'passphrase',
  damaged: 'file',
  missing: 'file',
  foreign: 'file',
  large: 'file',
}
/** The reader of a file of one's own choice may find nothing there. */
export const isMissing = (error: unknown) => (error as { code?: unknown } | null)?.code === 'ENOENT'
export const reasonOf = (error: unknown): Phrase =>
  phrase(error instanceof VaultError ? REASON[error.why] : REASON.other)
export const refusal = (error: unknown) =>
  error instanceof VaultError ? new Refusal('refused', REASON[error.why], FIELD[error.why]) : error
