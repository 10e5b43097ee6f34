/**
 * Copies of a data folder made at any moments, mixed part by part, put back and started, alone and in turn, while the
 * original goes on to its end. What counts is what the carrier got.
 */
import { randomUUID } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createVault } from '../../src-main/adapters/backup/vault'
import { createDesk, type Desk } from './desk'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from './prepare'

const PASSPHRASE = 'heron lantern gravel tuesday'
const APP = {
  vault: createVault(10),
  pace: { inbound: 2_000, status: 1_500, reconcile: 2_000 },
  settleMs: 4_000,
  maxInFlight: 4,
}
/** The parts of one database that can be of different moments. */
const PARTS = [
  ['practice.db', 'practice.db-wal', 'practice.db-shm'],
  ['practice-claims.db', 'practice-claims.db-wal'],
  ['practice-generation.txt'],
  ['practice-optouts.db', 'practice-optouts.db-wal', 'practice-optouts.db-shm'],
] as const
const LOGS = /-(wal|shm)$/

export type Mixture = {
  people: number
  /** When, in shares of the send, the folder is copied and a backup is made. */
  moments: readonly number[]
  /** Each part's moment: an index of `moments`, the end (-1), or missing (-2). */
  parts: readonly [database: number, journal: number, generation: number, optOuts: number]
  /** Without their write-ahead logs, as a copying program that skips them. */
  withoutLogs: boolean
  /** `files`: the mixture is started. `backup`: the backup of the first moment is restored into a folder of its own, or over the original. */
  how: 'files' | 'backup-elsewhere' | 'backup-here'
  /** Does the original go on to its end before the copy is started? */
  finishes: boolean
  /** Is the original started once more afterwards, and the copy after it? */
  inTurn: boolean
  dropAnswers: number
}
export type Ending = {
  arrived: number
  doubled: string[]
  lost: string[]
  paused: string | null
  refused: string | null
}

const copyParts = (from: (part: number) => string | null, to: string, withoutLogs: boolean) => {
  mkdirSync(to, { recursive: true })
  PARTS.forEach((names, part) => {
    const source = from(part)
    if (source === null) return
    for (const name of names)
      if (existsSync(path.join(source, name)) && !(withoutLogs && LOGS.test(name)))
        copyFileSync(path.join(source, name), path.join(to, name))
  })
}

/** Resumes whenever it may, and sends again whatever the carrier does not list: the most careless person at the desk. */
const runToEnd = async (desk: Desk, mostMs: number): Promise<string | null> => {
  let paused: string | null = null
  const end = desk.clock.now() + mostMs
  while (desk.clock.now() < end) {
    const state = await desk.api.outbox.state({})
    if (state.reason) {
      paused ??= state.reason.title
      if (state.reason.action !== 'wait') await desk.api.outbox.resume({}).catch(() => undefined)
    }
    if (state.decide > 0) {
      const { rows } = await desk.api.messages.page({ decide: true, limit: 200 })
      if (rows.length > 0)
        await desk.api.messages.decideMany({ ids: rows.map(({ id }) => id), decision: 'send-again' })
    }
    const { why } = state
    if (state.waiting === 0 && state.unknown === 0 && why.every(({ cause }) => cause !== 'fence')) {
      const { totals } = await desk.api.messages.page({ limit: 1 })
      if (totals) break
    }
    await desk.pass(500)
  }
  return paused
}

/** Plays one mixture through; the numbers are those of the carrier. */
export const play = async (mixture: Mixture): Promise<Ending> => {
  const folders = mkdtempSync(path.join(os.tmpdir(), 'deskbell-copies-'))
  const original = await createDesk({ app: APP })
  const open: Desk[] = []
  try {
    await setUpOffice(original.api, { canary: false, holdSeconds: 2, rate: 5 })
    await importCsv(original.api, peopleCsv(mixture.people))
    if (mixture.how !== 'files') {
      await original.api.backups.setPassphrase({ passphrase: PASSPHRASE })
      await original.until(async () => !(await original.api.backups.get({})).running, 'the first backup')
    }
    const review = await reviewForAll(original.api, 'Hi {{ first_name }}')
    const sendId = randomUUID()
    await original.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
    if (mixture.dropAnswers > 0)
      original.carrier.setBehaviour({
        dropAnswer: { probability: mixture.dropAnswers },
        seed: mixture.people,
      })
    const outgoing = () => original.carrier.messages().filter(({ direction }) => direction === 'outbound-api')

    const backups: string[] = []
    for (const [i, share] of mixture.moments.entries()) {
      const wanted = Math.floor(share * mixture.people)
      await original.until(
        async () => outgoing().length >= wanted || (await original.api.outbox.state({})).paused,
        'the moment',
        60_000,
      )
      cpSync(original.dataDir, path.join(folders, String(i)), {
        recursive: true,
        filter: (file) => !/runner\.lock|backups/.test(file),
      })
      if (mixture.how !== 'files') {
        const making = original.api.backups.now({})
        let made: { name: string } | null = null
        void making.then((value) => {
          made = value
        })
        await original.until(() => made !== null, 'the backup')
        backups.push((await making).name)
      }
    }
    original.carrier.setBehaviour({ dropAnswer: null })
    if (mixture.finishes) await runToEnd(original, 120_000)

    let copy = original
    let refused: string | null = null
    if (mixture.how === 'backup-here') {
      await original.api.backups.restore({ file: backups[0] ?? '', passphrase: PASSPHRASE })
    } else {
      const to = path.join(folders, 'mixed')
      const end = path.join(folders, 'end')
      await original.swap(() => cpSync(original.dataDir, end, { recursive: true }))
      if (mixture.how === 'files')
        copyParts(
          (part) => {
            const of = mixture.parts[part] ?? -1
            return of === -2 ? null : of === -1 ? end : path.join(folders, String(of))
          },
          to,
          mixture.withoutLogs,
        )
      // The original is off while the copy runs.
      if (!mixture.finishes) await runToEnd(original, 120_000)
      copy = await createDesk({
        app: APP,
        beside: original,
        dataDir: to,
        settings: structuredClone(original.settings.store),
      })
      open.push(copy)
      if (mixture.how === 'backup-elsewhere')
        await copy.api.backups.restore({
          file: path.join(original.dataDir, 'backups', backups[0] ?? ''),
          passphrase: PASSPHRASE,
        })
      refused = (await copy.api.session.get({})).broken
    }
    const paused = refused === null ? await runToEnd(copy, 240_000) : null
    if (mixture.inTurn && refused === null) {
      if (copy !== original) await runToEnd(original, 60_000)
      await copy.restart()
      await runToEnd(copy, 60_000)
    }

    const counts = new Map<string, number>()
    for (const { to } of outgoing()) counts.set(to, (counts.get(to) ?? 0) + 1)
    const rows = refused === null ? (await copy.api.messages.page({ sendId, limit: 500 })).rows : []
    return {
      arrived: counts.size,
      doubled: [...counts].filter(([, count]) => count > 1).map(([to]) => to),
      lost: rows
        .filter(
          ({ number, decide, state }) =>
            !counts.has(number) && !decide && state !== 'unknown' && state !== 'queued',
        )
        .map(({ number }) => number),
      paused,
      refused,
    }
  } finally {
    for (const desk of open) await desk.close()
    await original.close()
    rmSync(folders, { recursive: true, force: true })
  }
}

/** What lies in a folder, for a report of a failure. */
export const partsOf = (folder: string) => readdirSync(folder)
