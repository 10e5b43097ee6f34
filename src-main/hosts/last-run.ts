/** Whether the program ended in order the last time: a file that is there while it runs, and how often it ended otherwise. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { recentEnds } from '#core/office/restarts'

const NAME = 'running.json'

export type LastRun = {
  /** The program ended by itself, was killed, or the PC lost its power; how often in the last minutes. */
  restarted: { at: string; times: number } | null
  /** When it ended so lately, in epoch milliseconds, this start included. */
  ends: number[]
  /** It ends in order now. */
  endInOrder(): void
}

const readEnds = (file: string): number[] => {
  try {
    const { ends } = JSON.parse(readFileSync(file, 'utf8')) as { ends?: unknown }
    return Array.isArray(ends) ? ends.filter((at): at is number => typeof at === 'number') : []
  } catch {
    // Cut short by the crash that it tells of.
    return []
  }
}

/** To be called once, by the process that holds the data folder. */
export const beginRun = (dataDir: string, now: number): LastRun => {
  const file = path.join(dataDir, NAME)
  const crashed = existsSync(file)
  const ends = crashed ? recentEnds([...readEnds(file), now], now) : []
  writeFileSync(file, JSON.stringify({ ends }), { mode: 0o600 })
  return {
    restarted: crashed ? { at: new Date(now).toISOString(), times: ends.length } : null,
    ends,
    endInOrder: () => rmSync(file, { force: true }),
  }
}
