/** Any mixture of files of any moments, restored or started, alone and in turn: nobody gets the text twice (M3, M14). */
import { expect, test } from 'vitest'
import { type Mixture, play } from '../support/copies'
import { LONG } from '../support/properties'
import { random } from './seeds'

const FIRST = Number(process.env.DESKBELL_FIRST_SEED ?? 1)
const COUNT = LONG ? Number(process.env.DESKBELL_COPIES ?? 200) : 6

const base: Mixture = {
  people: 14,
  moments: [0.4],
  parts: [0, 0, 0, 0],
  withoutLogs: false,
  how: 'files',
  finishes: true,
  inTurn: false,
  dropAnswers: 0,
}

const BY_FILES = 'This database is a copy'
const BY_CARRIER = 'Texts were sent that this database does not know'
const RESTORED = 'Restored from a backup'

test.each<[string, Partial<Mixture>, string | null]>([
  ['the whole folder copied in the middle of the send, the original went on to its end', {}, BY_CARRIER],
  ['the whole folder copied before the first text left', { moments: [0] }, BY_CARRIER],
  ['the same without its write-ahead logs', { withoutLogs: true }, null],
  ['an old database beside the newest journal', { parts: [0, -1, -1, -1] }, BY_FILES],
  ['an old database and journal beside the newest generation', { parts: [0, 0, -1, -1] }, BY_CARRIER],
  ['an old database without a journal', { parts: [0, -2, -2, -2] }, BY_FILES],
  ['the newest database, all logs deleted', { parts: [-1, -1, -1, -1], withoutLogs: true }, null],
  [
    'a backup made while the send ran, restored on another PC after it',
    { how: 'backup-elsewhere' },
    RESTORED,
  ],
  ['the same, restored here', { how: 'backup-here' }, RESTORED],
  ['a copy and the original started in turn', { inTurn: true, finishes: false }, null],
])('%s: none goes twice', async (_name, change, wanted) => {
  const mixture = { ...base, ...change }
  const ending = await play(mixture)
  expect(ending.doubled).toEqual([])
  expect(ending.lost).toEqual([])
  if (wanted !== null) expect(ending.paused).toBe(wanted)
  if (ending.refused === null) expect(ending.arrived).toBe(mixture.people)
})

test.each(Array.from({ length: COUNT }, (_, i) => FIRST + i))('copies, seed %i', async (seed) => {
  const chance = random(seed * 7919)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T
  const moments = [chance() * 0.5, 0.5 + chance() * 0.5]
  const part = () => pick([0, 0, 1, 1, -1, -2])
  const mixture: Mixture = {
    people: 8 + Math.floor(chance() * 12),
    moments,
    // Without a database there is nothing to start.
    parts: [pick([0, 1, -1]), part(), part(), part()],
    withoutLogs: chance() < 0.3,
    how: pick(['files', 'files', 'backup-elsewhere', 'backup-here'] as const),
    finishes: chance() < 0.7,
    inTurn: chance() < 0.4,
    dropAnswers: pick([0, 0, 0.1, 0.3]),
  }
  const ending = await play(mixture)
  console.log(JSON.stringify({ seed, mixture, ending }))
  expect(ending.doubled).toEqual([])
  expect(ending.lost).toEqual([])
})
