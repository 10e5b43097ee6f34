import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createRotatingLog } from '../../src-main/adapters/log/rotating-log'

const folders: string[] = []
const folder = () => {
  const made = mkdtempSync(path.join(os.tmpdir(), 'deskbell-log-'))
  folders.push(made)
  return path.join(made, 'logs')
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
})

test('lines stand there with their time, for this user alone, and name nobody', async () => {
  const where = folder()
  const log = createRotatingLog(where, () => {})
  log.write('inbound: +12025550101 could not be read')
  await log.close()
  const file = path.join(where, 'deskbell.log')
  expect(readFileSync(file, 'utf8')).toMatch(/^\d{4}-\d\d-\d\dT\S+Z inbound: … could not be read\n$/)
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
  expect(log.tail()).toContain('could not be read')
})

test('it is rotated by size, and the oldest go', async () => {
  const where = folder()
  // Of words: in one that is longer than an address can be, each letter may begin one, and looking for them takes a hundred times as long.
  const line = 'words '.repeat(316)
  for (let run = 0; run < 2; run += 1) {
    const log = createRotatingLog(where, () => {})
    for (let i = 0; i < 2500; i += 1) log.write(line)
    await log.close()
  }
  const files = readdirSync(where).filter((name) => name.endsWith('.log'))
  expect(files.length).toBeGreaterThan(1)
  expect(files.length).toBeLessThanOrEqual(6)
  for (const name of files) expect(statSync(path.join(where, name)).size).toBeLessThan(6 * 1024 * 1024)
})

test('a log that cannot be written says so and stops nothing', async () => {
  const where = folder()
  writeFileSync(where.replace(/logs$/, 'file'), '')
  const said: string[] = []
  const log = createRotatingLog(where, (line) => said.push(line))
  rmSync(where, { recursive: true })
  log.write('still here')
  await log.close()
  expect(said).toContain('still here')
})
