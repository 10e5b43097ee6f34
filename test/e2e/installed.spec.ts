/** Issue 14: the program as its deb puts it on the disk, with every fuse as in what is given away: nothing can look into it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { weakenings } from '../../src-main/core/office/weakenings'

const program = process.env.DESKBELL_INSTALLED ?? ''
/** Whatever the environment of the tests says: with these it does not start. */
const UNSET = Object.fromEntries(weakenings(process.env, []).map((name) => [name, '']))
let dataDir: string
const started: ChildProcess[] = []
test.beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-installed-'))
})
test.afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

const start = (...args: string[]) => {
  const child = spawn(program, [`--data=${dataDir}`, '--disable-gpu', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...UNSET },
  })
  started.push(child)
  const seen = { out: '', error: '' }
  child.stdout.on('data', (part: Buffer) => (seen.out += part.toString()))
  child.stderr.on('data', (part: Buffer) => (seen.error += part.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, seen, ended }
}
/** What all of its processes were started with. */
const commands = (): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return line.startsWith(path.dirname(program)) ? [line] : []
      } catch {
        return []
      }
    })

test('it starts, shows its window in its sandbox, is there once, and ends in order', async () => {
  const first = start()
  await expect.poll(() => first.seen.out, { timeout: 45_000 }).toContain('deskbell: window')
  expect(existsSync(path.join(dataDir, 'practice.db'))).toBe(true)
  const lines = commands()
  expect(lines.some((line) => line.includes('--type=renderer'))).toBe(true)
  expect(
    lines.filter((line) => line.includes('no-sandbox') && !line.includes('--no-zygote-sandbox')),
  ).toEqual([])
  // A second start shows the window of the first.
  expect(await start().ended).toBe(0)
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  // Nothing is left of it that could not be started again.
  const again = start()
  await expect.poll(() => again.seen.out, { timeout: 45_000 }).toContain('deskbell: window')
  again.child.kill('SIGTERM')
  expect(await again.ended).toBe(0)
})

test('nobody looks into it: no inspector, no debugging port, no Node by environment', async () => {
  const looked = start('--remote-debugging-port=0')
  expect(await looked.ended).toBe(78)
  expect(looked.seen.error).toContain('--remote-debugging-port')
  const inspected = start('--inspect=0')
  expect(await inspected.ended).toBe(78)
})
