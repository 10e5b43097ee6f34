import { Start } from './0001-start'
import { AuditPricesInsight } from './0002-audit-prices-insight'
import { ReasonsAsPhrases } from './0003-reasons-as-phrases'

/**
 * In order, each with what `user_version` says after it. A class is never changed once released: add the next one. What was made
 * before the first release was put together in two: the database of an early office is at version 9 or at 17.
 */
const STEPS = [
  { version: 9, Migration: Start },
  { version: 17, Migration: AuditPricesInsight },
  { version: 18, Migration: ReasonsAsPhrases },
]
/** What a database from before they were put together says that it ran, in this order. */
const EARLY_NAMES = [
  'Start1764000000000',
  'Campaigns1764200000000',
  'Inbox1764300000000',
  'Desk1764400000000',
  'Pace1764500000000',
  'Steady1764600000000',
  'Tally1764700000000',
  'Parts1764800000000',
  'Heard1764900000000',
  'AnswersOfImports1765000000000',
  'CarrierTime1765100000000',
  'AuditLog1765200000000',
  'LeftOut1765300000000',
  'LastNames1765400000000',
  'Prices1765500000000',
  'Insight1765600000000',
  'PastClients1765700000000',
]

export const MIGRATIONS = STEPS.map(({ Migration }) => Migration)
/** Versions that a database can be at. */
export const VERSIONS = STEPS.map(({ version }) => version)
/** What `user_version` says after all of them. */
export const SCHEMA_VERSION = 18

/** The migrations that lead to a version. */
export const migrationsTo = (version: number) =>
  STEPS.filter((step) => step.version <= version).map(({ Migration }) => Migration)

/** Are these the names of the migrations that lead to a version, each once and in order? */
export const isHistoryOf = (version: number, ran: readonly string[]): boolean => {
  const now = migrationsTo(version).map((Migration) => new Migration().name)
  // An early database names those of before it was migrated again, each, and then the others.
  const early = VERSIONS.filter((from) => from <= Math.min(version, EARLY_NAMES.length)).map((from) => [
    ...EARLY_NAMES.slice(0, from),
    ...now.slice(migrationsTo(from).length),
  ])
  return [now, ...early].some(
    (names) => names.length === ran.length && names.every((name, i) => name === ran[i]),
  )
}
