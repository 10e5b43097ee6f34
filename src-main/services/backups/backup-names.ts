/** What files of backups are called, and what a name says. */
import type { AppContract, HandlersOf } from '#contract'

/** What a backup was made for. */
export type Why = NonNullable<Awaited<ReturnType<HandlersOf<AppContract['backups']>['now']>>['why']>

const NAME = /^deskbell-(\d{4}-\d{2}-\d{2})-(\d{2})(\d{2})(\d{2})-(daily|update|send|hand|restore)\.age$/

/** @param at milliseconds since the epoch. */
export const nameOf = (at: number, why: Why) =>
  `deskbell-${new Date(at)
    .toISOString()
    .slice(0, 19)
    .replace('T', '-')
    .replaceAll(/(\d\d):(\d\d):(\d\d)/g, '$1$2$3')}-${why}.age`
/** When and for what a file of this name was made; null where it has no name of ours. */
export const madeAt = (name: string): { at: number; why: Why } | null => {
  const [, day, hour, minute, second, why] = NAME.exec(name) ?? []
  return day === undefined ? null : { at: Date.parse(`${day}T${hour}:${minute}:${second}Z`), why: why as Why }
}
