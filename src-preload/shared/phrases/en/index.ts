/** The English words of everything that crosses as a phrase, by subject: the catalogue that other languages translate. */
import { app } from './app'
import { backups } from './backups'
import { consent } from './consent'
import { failures } from './failures'
import { imports } from './imports'
import { messages } from './messages'
import { office } from './office'
import { outbox } from './outbox'
import { people } from './people'
import { readiness } from './readiness'
import { sending } from './sending'
import { session } from './session'
import { settings } from './settings'
import { values } from './values'

export const en = {
  ...app,
  ...backups,
  ...consent,
  ...failures,
  ...imports,
  ...messages,
  ...office,
  ...outbox,
  ...people,
  ...readiness,
  ...sending,
  ...session,
  ...settings,
  ...values,
} as const
