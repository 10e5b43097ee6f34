/** The glossary's words for the values of the border. */
import type { Late } from '#contract/shapes'
import type { Purpose, RecordKind, Role, SendType } from '#shared/values'

export { LANGUAGE_WORD } from '#shared/values'
export const KIND_WORD: Record<RecordKind, string> = {
  client: 'Client',
  lead: 'Lead',
  staff: 'Staff',
  account: 'Account',
}
export const KIND_PLURAL: Record<RecordKind, string> = {
  client: 'Clients',
  lead: 'Leads',
  staff: 'Staff',
  account: 'Accounts',
}
export const PURPOSE_WORD: Record<Purpose, string> = {
  conversation: 'Conversation',
  alerts: 'Alerts',
  marketing: 'Marketing',
}
/** Staff are asked one thing: whether the office may text them (X3). */
export const purposeWord = (purpose: Purpose, kind: RecordKind): string =>
  kind === 'staff' && purpose === 'alerts' ? 'Permitted SMS text' : PURPOSE_WORD[purpose]
/** What becomes of texts that are late because the PC was off. */
export const LATE_WORD: Record<Late, string> = {
  ask: 'Ask what to do',
  send: 'Send late, as soon as it is on',
  skip: 'Do not send any more',
}
export const ROLE_WORD: Record<Role, string> = {
  admin: 'Admin',
  manager: 'Manager',
  receptionist: 'Receptionist',
}

export const TYPE_WORD: Record<SendType, string> = {
  individual: 'One text',
  bulk: 'To many',
  campaign: 'Campaign',
  alert: 'Alert',
  'follow-up': 'Follow-up',
  test: 'Test text',
}

/** The types that something makes: only these are offered as a filter. */
export const MADE: readonly SendType[] = ['individual', 'bulk', 'campaign', 'test']

/** Choices of a Select, in the order of the record. */
export const optionsOf = <K extends string>(words: Record<K, string>): { value: K; label: string }[] =>
  (Object.entries(words) as [K, string][]).map(([value, label]) => ({ value, label }))
