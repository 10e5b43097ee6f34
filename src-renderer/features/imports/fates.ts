/** What may become of a row of the file, in words. */
import type { Fate } from './use-imports'

export const FATES: readonly Fate[] = ['new', 'merge', 'add', 'skip', 'rejected']
export const FATE_WORD: Record<Fate, string> = {
  new: 'New',
  merge: 'Added to',
  add: 'Added again',
  skip: 'Skipped',
  rejected: 'Rejected',
}
export const FATE_SAY: Record<Fate, string> = {
  new: 'becomes a new record',
  merge: 'missing details go to the record that is here',
  add: 'becomes one more record of somebody who is here',
  skip: 'stays out: already here, or twice in the file',
  rejected: 'stays out: cannot be read',
}

/** The steps of an import. */
export const STEPS = ['File', 'Columns', 'Check', 'Done'] as const
