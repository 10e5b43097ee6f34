/**
 * What the program costs on a real Electron, each beside an empty window of the same binary in the same run: start, memory,
 * processor while nothing happens. Run by `npm run bench:electron`; figures in docs/benchmarks.md.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron, expect, test } from '@playwright/test'
import { fillPeople, openOffice } from '../bench/office'

const PEOPLE = Number(process.env.DESKBELL_MEASURE_PEOPLE ?? 100_000)
const STARTS = 5
const IDLE_S = Number(process.env.DESKBELL_MEASURE_IDLE_S ?? 120)
const executablePath = process.env.DESKBELL_ELECTRON ?? ''
const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

/** A window with one heading, and nothing else. */
const emptyApp = (): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'empty-app-'))
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.js' }))
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Empty</title><h1>Empty</h1>')
  writeFileSync(
    path.join(folder, 'main.js'),
    `const { app, BrowserWindow } = require('electron')
     app.setPath('userData', ${JSON.stringify(path.join(folder, 'data'))})
     app.whenReady().then(() => {
       const window = new BrowserWindow({ width: 1280, height: 800, show: false, webPreferences: { sandbox: true } })
       window.once('ready-to-show', () => window.show())
       window.loadFile('index.html')
     })`,
  )
  return folder
}

/** All processes of one program, by the parents they say. */
const family = (pid: number): number[] => {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc'))
    if (/^\d+$/.test(name))
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
      } catch {
        // It ended meanwhile.
      }
  const found = [pid]
  for (let i = 0; i < found.length; i += 1)
    for (const [child, parent] of parents) if (parent === found[i]) found.push(child)
  return found
}
/** Memory that is theirs, shared pages by their share, in MB. */
const pssOf = (pids: readonly number[]) =>
  pids.reduce((sum, pid) => {
    try {
      return sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      return sum
    }
  }, 0) / 1024
/** Processor time so far, in seconds: clock ticks are hundredths on Linux. */
const cpuOf = (pids: readonly number[]) =>
  pids.reduce((sum, pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return sum + Number(fields[11]) + Number(fields[12])
    } catch {
      return sum
    }
  }, 0) / 100

const STARTS_AT_MOST = 3
/** Starts a program; `ms` until the page draws these words, by the clock of this PC. */
const beginOnce = async (args: string[], words: string) => {
  const started = Date.now()
  const electron = await _electron.launch({ executablePath, args: [...args, '--disable-gpu'] })
  try {
    const page = await electron.firstWindow()
    // Asked before each frame: a look from outside comes up to half a second late.
    const drawn = await page.waitForFunction(
      (wanted) => document.body?.textContent?.includes(wanted) && Date.now(),
      words,
      { polling: 'raf', timeout: 60_000 },
    )
    return { electron, ms: Number(await drawn.jsonValue()) - started }
  } catch (error) {
    electron.process().kill('SIGKILL')
    throw error
  }
}
/** A window that is made while Playwright attaches is not always found: such a start says nothing, and is made again. */
const begin = async (args: string[], words: string, starts = 1): ReturnType<typeof beginOnce> => {
  try {
    return await beginOnce(args, words)
  } catch (error) {
    if (starts === STARTS_AT_MOST) throw error
    console.log(`started again: ${String(error)}`)
    return begin(args, words, starts + 1)
  }
}

test('start, memory and idle processor beside an empty window', async () => {
  test.setTimeout(30 * 60_000)
  const empty = emptyApp()
  const office = await openOffice()
  fillPeople(office.db, PEOPLE)
  await office.close(true)
  const user = { id: 1, name: 'Anna Berg', role: 'admin', pinHash: null, number: null, archived: false }
  writeFileSync(
    path.join(office.dataDir, 'settings.json'),
    JSON.stringify({
      users: [user],
      firstRunDone: true,
      idleLockMinutes: 0,
      office: {
        name: 'Larkfield Physio',
        country: 'US',
        zone: 'America/New_York',
        currency: 'USD',
        phone: '',
      },
    }),
  )
  const APP = [process.env.DESKBELL_ELECTRON_APP ?? '.', `--data=${office.dataDir}`]
  const floors: number[] = []
  const starts: number[] = []
  const words = new Intl.NumberFormat('en-US').format(PEOPLE)
  for (let i = 0; i <= STARTS; i += 1) {
    const floor = await begin([empty], 'Empty')
    await floor.electron.close()
    const app = await begin(APP, words)
    await app.electron.close()
    // The first of each fills the caches of the disk.
    if (i > 0) {
      floors.push(floor.ms)
      starts.push(app.ms)
    }
  }
  const idle = async (args: string[], seen: string) => {
    const { electron } = await begin(args, seen)
    const pid = electron.process().pid ?? 0
    await new Promise((resolve) => setTimeout(resolve, 20_000))
    const pids = family(pid)
    const pss = pssOf(pids)
    const before = cpuOf(pids)
    await new Promise((resolve) => setTimeout(resolve, IDLE_S * 1000))
    const cpu = (cpuOf(pids) - before) / IDLE_S
    await electron.close()
    return { processes: pids.length, pss, cpu }
  }
  const emptyIdle = await idle([empty], 'Empty')
  const appIdle = await idle(APP, words)
  const figures = {
    people: PEOPLE,
    start: { floor: Math.round(median(floors)), app: Math.round(median(starts)) },
    memory: { floor: Math.round(emptyIdle.pss), app: Math.round(appIdle.pss) },
    processes: { floor: emptyIdle.processes, app: appIdle.processes },
    idlePercent: { floor: +(emptyIdle.cpu * 100).toFixed(2), app: +(appIdle.cpu * 100).toFixed(2) },
  }
  mkdirSync('test-results', { recursive: true })
  writeFileSync('test-results/electron-figures.json', JSON.stringify(figures))
  console.log(JSON.stringify(figures))
  for (const folder of [empty, office.dataDir]) rmSync(folder, { recursive: true, force: true })
  expect(figures.start.app).toBeLessThanOrEqual(1.5 * figures.start.floor + 500)
  expect(figures.memory.app).toBeLessThanOrEqual(1.5 * figures.memory.floor)
  expect(figures.idlePercent.app).toBeLessThanOrEqual(0.5)
})
