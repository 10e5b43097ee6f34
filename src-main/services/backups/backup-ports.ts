/** What backups need of the program around them. */
import type { AuditNote } from '#shared/audit'
import type { Changed } from '../office'
import type { CopyCheck } from '../outbox/copies/copy'
import type { Chooser, Clock, Secrets, Vault } from '../ports'
import type { SettingsStore } from '../settings/settings-store'
import type { Manifest } from './manifest'

type Mode = 'practice' | 'live'
export type BackupPorts = {
  vault: Vault
  /** Null where the host has no window to choose in. */
  chooser: Chooser | null
  audit: (note: AuditNote) => void
  settings: SettingsStore
  secrets: Secrets
  clock: Clock
  dataDir: string
  version: string
  schema: number
  readText: (file: string) => string | null
  /** Keys of the hashes that outlive a forgotten person: they travel with the backup, and nowhere else. */
  numberKeys: { keys(): string; adopt(keys: string): Promise<void> }
  /** Closes the desk, puts the opened backup in place, opens it again. */
  putInPlace: (staged: string, kept: string, manifest: Manifest) => Promise<void>
  openArchive: (file: string, title: string, mode: Mode) => Promise<void>
  closeArchive: () => Promise<void>
  /** Forgets again whoever was forgotten, in copies of the databases; false where one cannot be opened. */
  forgetIn: (folder: string) => Promise<boolean>
  /** Is anything in this folder no database of ours? Asked before anything in it is run. */
  isForeign: (folder: string) => Promise<boolean>
  /** A copy of a database file, to be migrated and read as an archive. */
  copyDatabase: (from: string, to: string) => Promise<void>
  copy: () => CopyCheck | null
  changed: Changed
  report: (what: string, error: unknown) => void
}

/** The secret that encrypts backups. */
export const PASSPHRASE = 'backup'
/** In a backup: the keys of the hashes that outlive a forgotten person. */
export const NUMBER_KEYS = 'number-keys.json'
