/** Which calls are noted in the audit log, and what is noted of them: names of settings and users, numbers of records. */
import type { Caller } from '#contract'
import { type Phrase, type PlainKey, phrase } from '#shared/phrases/phrase'
import type { AuditAction, AuditNote } from '#shared/audit'
import type { Office } from '../office'
import type { SettingsStore } from '../settings/settings-store'

type Noted = Omit<AuditNote, 'by'>
type Input = Record<string, unknown>
type Rule = {
  action: AuditAction
  /** Words of ours are phrases; names and files are themselves. */
  subject: (input: Input, output: Input) => Phrase | string
  detail?: (input: Input, output: Input) => Phrase | string
  /** What is compared before and after. */
  of?: (settings: SettingsStore, input: Input) => unknown
  /** Nothing is noted of a call that changed nothing. */
  unless?: (input: Input, output: Input) => boolean
}

const record = ({ id, recipientId }: Input) => phrase('audit.record', { id: String(recipientId ?? id) })
const always = (key: PlainKey) => () => phrase(key)
const masked = (number: unknown) => `…${String(number).replace(/\D/g, '').slice(-4)}`
const setting = (subject: PlainKey, of: (settings: ReturnType<SettingsStore['get']>) => unknown): Rule => ({
  action: 'settings-changed',
  subject: always(subject),
  of: (store) => of(store.get()),
})
const userOf = (store: SettingsStore, id: unknown) => {
  const user = store.get().users.find((one) => one.id === id)
  return user && { name: user.name, role: user.role, number: user.number, archived: user.archived }
}
const exported = (subject: PlainKey): Rule => ({
  action: 'exported',
  subject: (input) =>
    typeof input.recipientId === 'number' || typeof input.id === 'number'
      ? phrase('value.in-field', { field: phrase(subject), problem: record(input) })
      : phrase(subject),
  detail: (_input, output) =>
    String(output.name ?? '').replace(/^consent .*(?=\.csv$)|^.*(?=\.(?:json|html)$)/, '…'),
})
const counts = (_input: Input, output: Input) =>
  Object.entries((output.counts as Record<string, number> | undefined) ?? {})
    .filter(([, count]) => count > 0)
    .map(([fate, count]) => `${count} ${fate}`)
    .join(', ')

const RULES: Readonly<Record<string, Rule>> = {
  'users.save': {
    action: 'user-changed',
    subject: ({ name }) => String(name),
    detail: ({ pin }) => (pin === null ? '' : phrase('audit.new-pin')),
    of: (store, { id }) => userOf(store, id),
  },
  'users.archive': {
    action: 'user-archived',
    subject: ({ id }) => phrase('audit.user', { id: String(id) }),
    of: (store, { id }) => userOf(store, id),
  },
  'settings.saveOffice': setting('audit.office', ({ office }) => office),
  'settings.saveSending': setting('audit.sending', ({ sending }) => sending),
  'settings.saveIdleLock': setting('audit.screen-lock', ({ idleLockMinutes }) => ({ idleLockMinutes })),
  'settings.saveStartup': {
    action: 'settings-changed',
    subject: always('audit.startup'),
    detail: ({ on }) => phrase(on === true ? 'audit.on' : 'audit.off'),
  },
  'settings.saveNotifications': setting('audit.notifications', ({ notifications }) => notifications),
  'retention.save': setting('audit.retention', ({ retention }) => retention),
  'settings.saveTwilio': {
    ...setting('audit.twilio-login', ({ twilio: { accountSid, kind, keySid } }) => ({
      accountSid,
      kind,
      keySid,
    })),
    unless: (_input, output) => output.ok !== true,
  },
  'settings.forgetTwilio': setting('audit.twilio-login', ({ mode, twilio: { accountSid } }) => ({
    mode,
    accountSid,
  })),
  'settings.chooseSender': setting('audit.sender', ({ twilio }) => twilio.sender),
  'settings.switchMode': setting('audit.mode', ({ mode }) => ({ mode })),
  'mail.save': setting('audit.reply-mail', ({ mail }) => mail),
  'mail.forget': setting('audit.reply-mail', ({ mail }) => mail),
  'backups.setPassphrase': { action: 'settings-changed', subject: always('audit.backup-passphrase') },
  'backups.setFolder': setting('audit.backup-folder', ({ backups }) => ({ folder: backups.folder })),
  'updates.save': setting('audit.updates', ({ updates: { on, address } }) => ({ on, address })),
  'updates.install': {
    action: 'settings-changed',
    subject: always('audit.updates'),
    detail: always('audit.installing'),
  },
  'backups.restore': { action: 'restored', subject: ({ file }) => String(file) },
  'backups.openArchive': { action: 'archive-opened', subject: ({ file }) => String(file) },
  'settings.supportFile': exported('audit.support-file'),
  'people.export': exported('audit.people'),
  'consent.export': exported('audit.consent'),
  'messages.export': exported('audit.messages'),
  'messages.print': {
    action: 'exported',
    subject: always('audit.messages'),
    detail: always('audit.printed'),
  },
  'insight.export': exported('audit.insight'),
  'sends.export': exported('audit.a-send'),
  'bulk.export': exported('audit.a-review'),
  'privacy.export': exported('audit.everything'),
  'imports.rejected': exported('audit.rejected-rows'),
  'audit.export': exported('audit.audit-log'),
  'imports.run': {
    action: 'imported',
    subject: (_input, { importId }) => phrase('audit.import', { id: String(importId) }),
    detail: counts,
  },
  'imports.sample': {
    action: 'imported',
    subject: always('audit.sample-people'),
    detail: (_input, { created }) => phrase('audit.new', { n: String(created) }),
  },
  'imports.undo': {
    action: 'import-undone',
    subject: ({ id }) => phrase('audit.import', { id: String(id) }),
    detail: (_input, { removed, restored, kept }) =>
      phrase('audit.import-undone', {
        removed: String(removed),
        restored: String(restored),
        kept: String(kept),
      }),
  },
  'consent.record': {
    action: 'consent-recorded',
    subject: ({ recipientIds }) =>
      (recipientIds as number[]).length === 1
        ? record({ id: (recipientIds as number[])[0] })
        : phrase('audit.records', { n: (recipientIds as number[]).length }),
    detail: ({ purpose, state, basis }) => `${String(purpose)} ${String(state)}, ${String(basis)}`,
  },
  'consent.refuse': {
    action: 'consent-refused',
    subject: record,
    detail: ({ scope, purpose }) => `${String(scope)}${purpose ? `, ${String(purpose)}` : ''}`,
  },
  'suppressions.add': { action: 'block-added', subject: ({ number }) => masked(number) },
  'suppressions.lift': {
    action: 'block-lifted',
    subject: ({ id }) => phrase('audit.block', { id: String(id) }),
  },
  'messages.askCarrier': {
    action: 'carrier-asked',
    subject: ({ id }) => phrase('audit.block', { id: String(id) }),
  },
  'suppressions.decide': {
    action: 'doubt-decided',
    subject: ({ id, e164 }) => (id ? phrase('audit.block', { id: String(id) }) : masked(e164)),
    detail: ({ meant }) => String(meant),
  },
  'messages.decide': {
    action: 'unknown-decided',
    subject: ({ id }) => phrase('audit.text', { id: String(id) }),
    detail: ({ decision }) => String(decision),
  },
  'sends.leaveAtNight': {
    action: 'quiet-hours-released',
    subject: ({ sendId }) => phrase('audit.send', { id: String(sendId) }),
  },
  'privacy.forget': { action: 'forgotten', subject: record },
}

/** Only the parts that differ. */
const difference = (before: unknown, after: unknown): { before: string; after: string } | null => {
  const parts = (value: unknown) =>
    typeof value === 'object' && value !== null ? (value as Input) : { value }
  const [old, fresh] = [parts(before), parts(after)]
  const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter(
    (key) => JSON.stringify(old[key]) !== JSON.stringify(fresh[key]),
  )
  if (keys.length === 0) return null
  const pick = (of: Input) => JSON.stringify(Object.fromEntries(keys.map((key) => [key, of[key] ?? null])))
  return { before: pick(old), after: pick(fresh) }
}

type Handler = (input: unknown, caller: Caller) => unknown
type Handlers = Record<string, Record<string, Handler>>

/** The same handlers; those that are named here leave a note when they have done what was asked. */
export const audited = <All extends object>(
  handlers: All,
  settings: SettingsStore,
  note: (note: AuditNote) => void,
  say: Office['say'],
): All => {
  /** The log keeps words, in the office's language. */
  const words = (said: Phrase | string) => (typeof said === 'string' ? said : say(said))
  const wrapped: Handlers = { ...(handlers as Handlers) }
  for (const [name, rule] of Object.entries(RULES)) {
    const [feature = '', verb = ''] = name.split('.')
    const of = wrapped[feature]
    const handler: Handler = async (given, caller) => {
      const input = given as Input
      const before = rule.of?.(settings, input)
      const output = (await (handlers as Handlers)[feature]?.[verb]?.(given, caller)) as Input
      if (rule.unless?.(input, output)) return output
      const after = rule.of?.(settings, input.id === null ? { ...input, id: output.id } : input)
      const changed = rule.of ? difference(before, after) : null
      const made: Noted = {
        action: name === 'users.save' && before === undefined ? 'user-added' : rule.action,
        subject: words(rule.subject(input, output)),
        detail: words(rule.detail?.(input, output) ?? ''),
        ...(changed ?? {}),
      }
      note({ ...made, by: caller.user && { id: caller.user.id, name: caller.user.name } })
      return output
    }
    // Some features are whatever database is open when they are called: one verb of theirs is laid over.
    wrapped[feature] = new Proxy(of ?? {}, {
      get: (target, key) => (key === verb ? handler : (target as Record<string | symbol, unknown>)[key]),
    }) as Record<string, Handler>
  }
  return wrapped as All
}
