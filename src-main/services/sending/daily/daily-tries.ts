/** What is remembered of the tries of a daily send, and how often one is looked at. */
import { type Condition, hoursOf } from '#shared/people/conditions'
import type { Instant } from '#shared/values'

/** A try that sent nothing. Its day is over when the daily send's `lastDay` is that day. */
export type Try = { day: string; again: Instant; say: string }
export const tryKey = (id: number) => `daily.${id}.try`
/** The newest send of one that is looked at again and again. */
export const lastSendKey = (id: number) => `daily.${id}.send`

/** A search that asks for hours is looked at so often. */
export const HOURLY_MS = 5 * 60_000
export const isHourly = (conditions: readonly Condition[]) =>
  conditions.some((condition) => hoursOf(condition) !== null)
