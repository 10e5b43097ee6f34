/** All calls and events of the border. Both sides import this; nothing else crosses. */
import { z } from 'zod'
import { audit } from './office/audit'
import { backups } from './office/backups'
import { bulk } from './sending/bulk'
import { campaigns, daily } from './sending/campaigns'
import type { ApiOf, Contract } from './define'
import { find } from './people/find'
import { files, imports } from './people/imports'
import { inbox } from './inbox'
import { insight } from './insight'
import { lists } from './people/lists'
import { mail } from './office/mail'
import { consent, fields, notes, people, suppressions } from './people/people'
import { privacy } from './people/privacy'
import { readiness } from './sending/readiness'
import { retention } from './office/retention'
import { session, users } from './office/session'
import { settings } from './office/settings'
import { drafts, templates } from './sending/templates'
import { outbox } from './sending/outbox'
import { messages } from './sending/messages'
import { updates } from './office/updates'
import { sends } from './sending/sends'

export const contract = {
  session,
  users,
  settings,
  people,
  fields,
  notes,
  consent,
  suppressions,
  files,
  imports,
  lists,
  find,
  privacy,
  templates,
  drafts,
  bulk,
  sends,
  campaigns,
  daily,
  messages,
  outbox,
  inbox,
  mail,
  backups,
  audit,
  retention,
  insight,
  readiness,
  updates,
} satisfies Contract

/** The calls that are answered while an archive is open. Any other is refused. */
export const IN_ARCHIVE: ReadonlySet<string> = new Set(
  Object.entries<Contract[string]>(contract).flatMap(([feature, verbs]) =>
    Object.entries(verbs).flatMap(([verb, { inArchive }]) => (inArchive ? [`${feature}.${verb}`] : [])),
  ),
)

/** What a screen may have to ask again for. */
export const TOPICS = [
  'session',
  'settings',
  'people',
  'notes',
  'consent',
  'lists',
  'templates',
  'imports',
  'sends',
  'messages',
  'outbox',
  'inbox',
  'drafts',
  'campaigns',
  'backups',
  'audit',
  'updates',
] as const
export type Topic = (typeof TOPICS)[number]

export const events = {
  /** Something changed in these topics: cached answers are stale. */
  changed: z.object({ topics: z.array(z.enum(TOPICS)) }),
  /** A text came in. Names and words stand in it only where the settings allow it and somebody is signed in. */
  arrived: z.object({
    title: z.string(),
    body: z.string(),
    /** The conversation to open; null for the inbox. */
    e164: z.string().nullable(),
  }),
  /** The person at the desk clicked something outside the page: where to go. */
  open: z.object({ path: z.string() }),
  /** A long job moves on; `done` of `total`, null while the total is unknown. */
  job: z.object({ job: z.string(), done: z.number().int(), total: z.number().int().nullable() }),
}

export type AppContract = typeof contract
export type Api = ApiOf<AppContract>
export type Events = { [E in keyof typeof events]: z.output<(typeof events)[E]> }
export type { ApiOf, Bridge, Caller, Call, ErrorCode, Failure, HandlersOf, Reply } from './define'
export { Refusal } from './define'
