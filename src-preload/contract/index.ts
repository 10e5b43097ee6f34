/** All calls and events of the border. Both sides import this; nothing else crosses. */
import { z } from 'zod'
import { bulk, inbox, messages, outbox, sends } from './bulk'
import { campaigns, daily } from './campaigns'
import type { ApiOf, Contract } from './define'
import { files, imports } from './imports'
import { lists } from './lists'
import { consent, fields, notes, people, suppressions } from './people'
import { session, users } from './session'
import { settings } from './settings'
import { drafts, templates } from './templates'

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
  templates,
  drafts,
  bulk,
  sends,
  campaigns,
  daily,
  messages,
  outbox,
  inbox,
} satisfies Contract

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
] as const
export type Topic = (typeof TOPICS)[number]

export const events = {
  /** Something changed in these topics: cached answers are stale. */
  changed: z.object({ topics: z.array(z.enum(TOPICS)) }),
  /** A long job moves on; `done` of `total`, null while the total is unknown. */
  job: z.object({ job: z.string(), done: z.number().int(), total: z.number().int().nullable() }),
}

export type AppContract = typeof contract
export type Api = ApiOf<AppContract>
export type Events = { [E in keyof typeof events]: z.output<(typeof events)[E]> }
export type { ApiOf, Bridge, Caller, Call, ErrorCode, Failure, HandlersOf, Reply } from './define'
export { Refusal } from './define'
