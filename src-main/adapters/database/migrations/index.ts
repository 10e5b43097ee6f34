import { Start1764000000000 } from './0001-start'
import { Campaigns1764200000000 } from './0002-campaigns'
import { Inbox1764300000000 } from './0003-inbox'
import { Desk1764400000000 } from './0004-desk'
import { Pace1764500000000 } from './0005-pace'
import { Steady1764600000000 } from './0006-steady'
import { Tally1764700000000 } from './0007-tally'
import { Parts1764800000000 } from './0008-parts'
import { Heard1764900000000 } from './0009-heard'

/** In order. A class is never changed once released: add the next one. */
export const MIGRATIONS = [
  Start1764000000000,
  Campaigns1764200000000,
  Inbox1764300000000,
  Desk1764400000000,
  Pace1764500000000,
  Steady1764600000000,
  Tally1764700000000,
  Parts1764800000000,
  Heard1764900000000,
]
/** What `user_version` says after all of them. */
export const SCHEMA_VERSION = MIGRATIONS.length
