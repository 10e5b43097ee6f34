/** What the audit log keeps (M26): who did what when, never the words of a text and never a secret. */

export const AUDIT_ACTIONS = [
  'signed-in',
  'sign-in-failed',
  'sign-in-locked',
  'locked',
  'recovered',
  'recovery-failed',
  'recovery-code-made',
  'user-added',
  'user-changed',
  'user-archived',
  'settings-changed',
  'exported',
  'imported',
  'import-undone',
  'consent-refused',
  'consent-recorded',
  'block-added',
  'block-lifted',
  'carrier-asked',
  'doubt-decided',
  'unknown-decided',
  'quiet-hours-released',
  'forgotten',
  'backup-made',
  'restored',
  'archive-opened',
  'retention-run',
  'restarted',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

export type AuditNote = {
  action: AuditAction
  /** Null: the program itself, or somebody who is not signed in. */
  by: { id: number; name: string } | null
  /** What it was about, by name: a user, a setting, a file, a record. */
  subject: string
  detail?: string
  /** The value that was changed, as JSON. */
  before?: string
  after?: string
}
