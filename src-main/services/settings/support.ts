/** The support file: what somebody who helps needs to know, without a name, a number, a word of a text or a secret. */
import type { AppContract, HandlersOf } from '#contract'
import type { Phrase } from '#shared/phrases/phrase'
import { redact } from '#core/office/redact'
import type { Files } from '../files'
import type { Office } from '../office'
import type { Settings } from './settings-store'
import type { Outbox } from '../outbox/outbox'

type Ports = {
  files: Files
  office: Office
  /** Of the program and of what it runs on. */
  versions: Readonly<Record<string, string>>
  /** The end of the log. */
  logTail: () => string
  /** How many rows each table of the open desk has; null where none is open. */
  tables: () => Promise<Readonly<Record<string, number>> | null>
  outbox: () => Outbox | null
  /** Why the database could not be opened; null while it is open. */
  broken: () => Phrase | null
}

/** The settings that change how the program behaves; nothing that names the office, its people or its accounts. */
const settingsOf = ({
  office,
  sending,
  mode,
  idleLockMinutes,
  notifications,
  mail,
  backups,
  users,
  twilio,
}: Settings) => ({
  country: office.country,
  zone: office.zone,
  currency: office.currency,
  mode,
  sending: {
    ...sending,
    optOut: Object.fromEntries(
      Object.entries(sending.optOut).map(([language, line]) => [language, line.length]),
    ),
  },
  idleLockMinutes,
  notifications,
  mail: { on: mail.on, security: mail.security, port: mail.port },
  backups: { ownFolder: backups.folder !== null, passphraseStored: backups.passphraseStored },
  users: users.map(({ role, pinHash, archived }) => ({ role, pin: pinHash !== null, archived })),
  twilio: {
    kind: twilio.kind,
    connected: twilio.accountSid !== null,
    sender: twilio.sender?.kind ?? null,
    trial: twilio.trial,
  },
})

export const createSupport = (
  ports: Ports,
): Pick<HandlersOf<AppContract['settings']>, 'about' | 'supportFile'> => ({
  about: () => ({ versions: { ...ports.versions } }),
  async supportFile() {
    const { files, office, outbox } = ports
    const tables = await ports.tables()
    const found = {
      format: 1,
      madeAt: office.now(),
      versions: ports.versions,
      broken: ports.broken()?.key ?? null,
      settings: settingsOf(office.settings()),
      tables,
      why: (outbox()?.why() ?? []).map(({ cause, since, stops }) => ({ cause, since, stops })),
      log: ports.logTail().split('\n').map(redact),
    }
    return files.offer(
      `deskbell-support-${office.day(0)}.json`,
      'application/json',
      JSON.stringify(found, null, 2),
    )
  },
})
