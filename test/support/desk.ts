/** A whole program over a data folder of its own, with our clock and our practice carrier: only Twilio is not real. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Api } from '../../src-preload/contract'
import {
  createPracticeCarrier,
  type PracticeOptions,
} from '../../src-main/adapters/practice/practice-carrier'
import { createFileSecrets } from '../../src-main/adapters/secrets/file-secrets'
import { createPins } from '../../src-main/adapters/secrets/pins'
import { createSettingsStore } from '../../src-main/adapters/settings/settings-store'
import { type App, type AppOptions, createApp } from '../../src-main/app'
import { createDispatch, type Dispatch } from '../../src-main/hosts/dispatch'
import { createFakeClock, type FakeClock } from './fake-clock'
import { wordsOf } from './reply-words'
import { settled } from './under-way'
import { misTallied } from './tally'
import type { PracticeCarrier } from '../../src-main/adapters/practice/control'
import type { Settings } from '../../src-main/services/settings/settings-store'

/** A Tuesday, 10:00 in New York: texting is allowed. */
export const MORNING = '2026-11-24T15:00:00.000Z'
/** As slow as real ones is no gain in tests. */
export const QUICK_PINS = createPins({ N: 1024, r: 8, p: 1, maxmem: 64 * 1024 * 1024 })

export type Desk = {
  api: Api
  app: App
  dispatch: Dispatch
  clock: FakeClock
  carrier: PracticeCarrier
  dataDir: string
  events: { event: string; payload: unknown }[]
  log: string[]
  settings: { store: Record<string, unknown> }
  /** Lets time pass, and all that is under way at its end come to an end. */
  pass(ms: number): Promise<void>
  /** Lets time pass in steps of 250 ms, and all that is under way end, until the condition holds. */
  until(condition: () => boolean | Promise<boolean>, what?: string, mostMs?: number): Promise<void>
  /** Ends the program and starts it again over the same folder. */
  restart(): Promise<void>
  /** The same, with something done to the folder while the program is not running. */
  swap(work: () => void, app?: Partial<AppOptions>): Promise<void>
  close(): Promise<void>
}

/** Calls as the screen makes them, through dispatch; a failed reply throws its error. */
export const clientOf = (dispatch: Dispatch): Api =>
  new Proxy({} as Api, {
    get: (_api, feature) =>
      new Proxy(
        {},
        {
          get: (_feature, verb) => async (input: unknown) => {
            const reply = await dispatch(`${String(feature)}.${String(verb)}`, input)
            return wordsOf(reply)
          },
        },
      ),
  })

export type DeskOptions = {
  settings?: Partial<Settings>
  carrier?: Partial<PracticeOptions>
  app?: Partial<AppOptions>
  at?: string
  /** A folder that is there already. */
  dataDir?: string
  /** Another desk, whose carrier and clock this one shares: a copy on another PC. */
  beside?: Pick<Desk, 'clock' | 'carrier'>
  /** False leaves the first run to the test. */
  setUp?: boolean
}

export const createDesk = async (options: DeskOptions = {}): Promise<Desk> => {
  const clock = options.beside?.clock ?? createFakeClock(options.at ?? MORNING)
  const dataDir = options.dataDir ?? mkdtempSync(path.join(os.tmpdir(), 'deskbell-'))
  const carrier = options.beside?.carrier ?? (await createPracticeCarrier({ clock, ...options.carrier }))
  const settings: { store: Record<string, unknown> } = {
    // Time flies in tests: the screen is locked by those that are about it.
    store: { idleLockMinutes: 0, ...options.settings },
  }
  const events: Desk['events'] = []
  const log: string[] = []

  let own: Partial<AppOptions> = options.app ?? {}
  const start = async () => {
    const app = await createApp({
      dataDir,
      settings: createSettingsStore(settings),
      secrets: createFileSecrets(path.join(dataDir, 'secrets.json')),
      clock,
      version: 'test',
      publish: (event, payload) => events.push({ event, payload }),
      log: (line) => log.push(line),
      sample: async () => readFileSync('resources/sample-people.csv', 'utf8'),
      carrierUrl: carrier.baseUrl,
      liveCarrierUrl: carrier.baseUrl,
      pins: QUICK_PINS,
      ...own,
    })
    const dispatch = createDispatch(app, (line) => log.push(line))
    return { app, dispatch, api: clientOf(dispatch) }
  }
  let running = await start()
  if (options.setUp !== false && running.app.session.caller().user === null) {
    await running.api.session.setUp({
      officeName: 'Larkfield Physio',
      country: 'US',
      zone: 'America/New_York',
      userName: 'Anna Berg',
      pin: null,
    })
  }

  const pass: Desk['pass'] = async (ms) => {
    await clock.advance(ms)
    await settled()
  }
  const until: Desk['until'] = async (condition, what = 'the condition', mostMs = 15 * 60_000) => {
    for (let passed = 0; passed <= mostMs; passed += 250) {
      if (await condition()) return
      await pass(250)
    }
    throw new Error(`${what} did not come true; log: ${log.join(' | ')}`)
  }
  const closing = async () => {
    const closed = running.app.close()
    let done = false
    void closed.finally(() => {
      done = true
    })
    while (!done) {
      await pass(1000)
    }
    await closed
  }

  return {
    get api() {
      return running.api
    },
    get app() {
      return running.app
    },
    get dispatch() {
      return running.dispatch
    },
    clock,
    carrier,
    dataDir,
    events,
    log,
    settings,
    pass,
    until,
    async restart() {
      await closing()
      running = await start()
    },
    async swap(work, app = {}) {
      await closing()
      own = { ...own, ...app }
      work()
      running = await start()
    },
    async close() {
      await closing()
      if (!options.beside) await carrier.close()
      const wrong = misTallied(dataDir)
      rmSync(dataDir, { recursive: true, force: true })
      if (wrong.length > 0) throw new Error(`the counts kept by triggers differ: ${JSON.stringify(wrong)}`)
    },
  }
}

export const ALL_OF_KIND = { join: 'all' as const, of: [] }
export const PLAIN = { each: 'number' as const, plain: false, leaveOut: [], notBefore: null }
