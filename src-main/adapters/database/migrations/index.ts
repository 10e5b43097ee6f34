import { Start1764000000000 } from './0001-start'
import { Campaigns1764200000000 } from './0002-campaigns'

/** In order. A class is never changed once released: add the next one. */
export const MIGRATIONS = [Start1764000000000, Campaigns1764200000000]
/** What `user_version` says after all of them. */
export const SCHEMA_VERSION = MIGRATIONS.length
