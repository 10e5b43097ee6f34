/** What may become of a row of the file, in words. */
import type { Fate } from './use-imports'

export const FATES: readonly Fate[] = ['new', 'merge', 'add', 'join', 'skip', 'rejected']
export const FATE_WORD: Record<Fate, string> = {
  new: 'New',
  merge: 'Added to',
  add: 'Added again',
  join: 'Joined',
  skip: 'Skipped',
  rejected: 'Rejected',
}
export const FATE_SAY: Record<Fate, string> = {
  new: 'new records',
  merge: 'here already, and given what was missing',
  add: 'here already, and added once more',
  join: 'the same person as an earlier line, and joined with it',
  skip: 'left out: here already',
  rejected: 'left out: cannot be read',
}

/** The steps of an import. */
export const STEPS = ['File', 'Columns', 'Check', 'Done'] as const

/** How the word looks: what is new stands out, and what was refused. */
export const FATE_LOOK: Partial<Record<Fate, { c: string; fw?: number }>> = {
  new: { c: 'bright', fw: 550 },
  skip: { c: 'dimmed' },
  rejected: { c: 'bad', fw: 550 },
}
