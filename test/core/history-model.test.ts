/**
 * A model of the start protocol, small enough to try every interleaving: a data folder of three parts, a carrier, and
 * steps between which anything may be copied back. It decides with the same functions as the program. Nobody may ever
 * get the text twice.
 *
 * Model and program agree in this: a claim is on disk before its request; the look at the carrier's list comes before the
 * first claim after a start; a restore marks itself; a copy waits, looks everything up, and sends only what the list lacks.
 */
import { expect, test } from 'vitest'
import { compareGenerations, isAnotherHistory, judge } from '../../src-main/core/sending/history'

type Row = 'queued' | 'claimed' | 'accepted'
/** What lies in the folder; each part can be put back alone. */
type Database = {
  rows: readonly Row[]
  sids: readonly number[]
  generation: string | null
  restored: boolean
}
type Journal = { last: number; current: string | null; next: string | null }
type Folder = { database: Database; journal: Journal; file: string | null }
type World = {
  folder: Folder
  /** A copy of the folder that was made at some moment. */
  copy: Folder | null
  /** SIDs are positions; values are which text it was. */
  carrier: readonly number[]
  /** Running: the look was made, and what is under way. `null`: the program is off. */
  running: { looked: boolean; flying: number | null } | null
  starts: number
}
type Step = { name: string; next: World }

const TEXTS = 2
const start: World = {
  folder: {
    database: { rows: Array<Row>(TEXTS).fill('queued'), sids: [], generation: null, restored: false },
    journal: { last: 0, current: null, next: null },
    file: null,
  },
  copy: null,
  carrier: [],
  running: null,
  starts: 0,
}

const change = (world: World, database: Partial<Database>, rest: Partial<World> = {}): World => ({
  ...world,
  folder: { ...world.folder, database: { ...world.folder.database, ...database } },
  ...rest,
})
const withRow = (rows: readonly Row[], i: number, row: Row) => rows.map((one, at) => (at === i ? row : one))
const claims = ({ rows }: Database) => rows.filter((row) => row !== 'queued').length

/** What the program does when everything is uncertain: each text is looked up; what the list has is adopted. */
const lookUpAll = (world: World): Partial<Database> => ({
  rows: world.folder.database.rows.map((row, i) =>
    world.carrier.includes(i) ? 'accepted' : row === 'accepted' ? row : 'queued',
  ),
  sids: world.carrier.map((_, sid) => sid),
  restored: false,
})

/** The start: recognised as a copy by its parts or its mark, and given the generation of this run. */
const begin = (world: World, protections: Protections): World => {
  const { database, journal, file } = world.folder
  const name = `g${world.starts + 1}`
  const parts = compareGenerations({ database: database.generation, journal, file })
  const copied =
    (protections.mark && database.restored) ||
    (protections.generation && parts === 'copy') ||
    claims(database) < journal.last
  const settled = copied ? lookUpAll(world) : {}
  return {
    ...world,
    folder: {
      database: { ...database, ...settled, generation: name },
      journal: { ...journal, current: name, next: name },
      file: name,
    },
    running: { looked: false, flying: null },
    starts: world.starts + 1,
  }
}

/** The look at the carrier's list before the first claim. */
const look = (world: World, protections: Protections): World => {
  const { database } = world.folder
  const unknown = world.carrier.flatMap((text, sid) =>
    database.sids.includes(sid)
      ? []
      : [{ sid: String(sid), to: String(text), body: '', createdAt: 1, ownSender: true }],
  )
  const named = (row: Row) =>
    database.rows.flatMap((one, i) =>
      one === row ? [{ id: i, e164: String(i), body: '', claimedAt: null }] : [],
    )
  const found = judge(unknown, named('claimed'), named('queued'))
  const another = isAnotherHistory(found, { othersUseOurSenders: false })
  const settled =
    protections.fence && another
      ? lookUpAll(world)
      : // A claim whose answer was lost is looked up by itself.
        {
          rows: database.rows.map((row, i) =>
            row !== 'claimed' ? row : world.carrier.includes(i) ? 'accepted' : ('queued' as Row),
          ),
          sids: [...database.sids, ...found.explained.map(({ sid }) => Number(sid))],
        }
  return change(world, settled, { running: { looked: true, flying: null } })
}

type Protections = { fence: boolean; generation: boolean; mark: boolean }
const ALL: Protections = { fence: true, generation: true, mark: true }

const stepsOf = (world: World, protections: Protections): Step[] => {
  const steps: Step[] = []
  const { running, folder, copy } = world
  if (!running) {
    steps.push({ name: 'start', next: begin(world, protections) })
    if (copy) {
      steps.push({ name: 'put the whole copy back', next: { ...world, folder: copy } })
      steps.push({
        name: 'put its database back',
        next: { ...world, folder: { ...folder, database: copy.database } },
      })
      steps.push({
        name: 'put its journal back',
        next: { ...world, folder: { ...folder, journal: copy.journal } },
      })
      steps.push({
        name: 'restore it as a backup',
        next: {
          ...world,
          folder: {
            database: { ...copy.database, restored: true },
            journal: { ...folder.journal, last: Math.max(folder.journal.last, claims(copy.database)) },
            file: folder.file,
          },
        },
      })
      steps.push({
        name: 'restore it into a new folder',
        next: {
          ...world,
          folder: {
            database: { ...copy.database, restored: true },
            journal: { last: claims(copy.database), current: null, next: null },
            file: null,
          },
        },
      })
    }
  } else {
    steps.push({ name: 'crash', next: { ...world, running: null } })
    if (!running.looked) steps.push({ name: 'look', next: look(world, protections) })
    const next = folder.database.rows.indexOf('queued')
    if (running.looked && running.flying === null && next >= 0) {
      const claimed = change(world, { rows: withRow(folder.database.rows, next, 'claimed') })
      steps.push({
        name: 'claim',
        next: {
          ...claimed,
          folder: { ...claimed.folder, journal: { ...folder.journal, last: folder.journal.last + 1 } },
          running: { looked: true, flying: next },
        },
      })
    }
    if (running.flying !== null) {
      const text = running.flying
      const posted = [...world.carrier, text]
      // Accepted and answered, accepted and the answer lost, or not accepted at all.
      steps.push({
        name: 'post, answered',
        next: change(
          world,
          {
            rows: withRow(folder.database.rows, text, 'accepted'),
            sids: [...folder.database.sids, posted.length - 1],
          },
          { carrier: posted, running: { looked: true, flying: null } },
        ),
      })
      steps.push({ name: 'post, crash', next: { ...world, carrier: posted, running: null } })
    }
  }
  if (!copy) steps.push({ name: 'copy the folder', next: { ...world, copy: folder } })
  return steps
}

/** Follows every interleaving to a depth; answers the first way to a doubled text, and how many states there were. */
const explore = (depth: number, protections: Protections): { doubled: string[] | null; states: number } => {
  const seen = new Map<string, number>()
  const stack: { world: World; path: string[] }[] = [{ world: start, path: [] }]
  while (stack.length > 0) {
    const { world, path } = stack.pop() as { world: World; path: string[] }
    if (new Set(world.carrier).size < world.carrier.length) return { doubled: path, states: seen.size }
    const left = depth - path.length
    const key = JSON.stringify(world)
    if ((seen.get(key) ?? -1) >= left) continue
    seen.set(key, left)
    if (left === 0) continue
    for (const { name, next } of stepsOf(world, protections))
      stack.push({ world: next, path: [...path, name] })
  }
  return { doubled: null, states: seen.size }
}

test('in every interleaving of claim, post, answer, crash, copy and restore to a depth of 20, nobody gets a text twice', () => {
  const { doubled, states } = explore(20, ALL)
  expect(doubled).toBeNull()
  expect(states).toBeGreaterThan(5_000)
})

test('without the look at the carrier’s list a whole copy sends again, so the model can fail', () => {
  expect(explore(20, { ...ALL, fence: false }).doubled).not.toBeNull()
})

test('a protection taken out is noticed: a doubled text is found without the others, too', () => {
  expect(explore(20, { fence: false, generation: false, mark: true }).doubled).not.toBeNull()
  expect(explore(20, { fence: false, generation: true, mark: false }).doubled).not.toBeNull()
})
