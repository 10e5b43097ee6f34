/** A desk with an updater that does as it is told, for the tests of newer versions. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { createVault } from '../../src-main/adapters/backup/vault'
import { createSettingsStore, DEFAULTS } from '../../src-main/adapters/settings/settings-store'
import type { UpdateOffer, Updater } from '../../src-main/services/ports'
import { createUpdates } from '../../src-main/services/updates/updates'
import { say } from '../../src-preload/shared/phrases/say'
import { createFakeClock } from '../support/fake-clock'
import { createDesk, type Desk, type DeskOptions, MORNING } from '../support/desk'
import { setUpOffice } from '../support/prepare'

export const ADDRESS = 'https://updates.example.com/deskbell'
export const folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-updates-'))
export let desk: Desk
let opened = false
/** What the updater was asked to do. */
export const did: string[] = []
/** What the updater finds, what goes wrong in its steps, and why it cannot work at all. */
export const source: {
  offer: UpdateOffer | null
  wrong: { look?: unknown; download?: unknown; install?: unknown }
  unable: Updater['unable']
} = { offer: null, wrong: {}, unable: null }
/** For each file of tests: the updater is as new before each of its tests, and the desk is closed after it. */
export const updateInEachTest = () => {
  beforeAll(() => void mkdirSync(folder, { recursive: true }))
  beforeEach(() => {
    did.length = 0
    source.wrong = {}
    source.unable = null
    source.offer = { version: '0.2.0', notes: 'Texts can be read aloud.', bytes: 90_000_000 }
  })
  afterEach(async () => {
    if (opened) await desk.close()
    opened = false
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
}

const step = (name: keyof typeof source.wrong) => {
  did.push(name)
  if (source.wrong[name] !== undefined) throw source.wrong[name]
}
export const updater: Updater = {
  get unable() {
    return source.unable
  },
  isFolder: (asked) => asked === folder,
  async look(address) {
    did.push(address)
    step('look')
    return source.offer
  },
  async download(progress) {
    for (const part of [0, 0.5, 0.504, 1]) progress(part)
    step('download')
  },
  async install() {
    step('install')
  },
  cancel() {},
}
/** From here on the tests work with this desk. */
export const workWith = (created: Desk) => {
  desk = created
  opened = true
}
export const open = async (options: DeskOptions = {}) => {
  workWith(
    await createDesk({
      ...options,
      app: { updater, version: '0.1.0', vault: createVault(10), ...options.app },
    }),
  )
  await setUpOffice(desk.api)
}
export const NOBODY = { user: null }
/** The service without a desk around it: days pass at once. */
export const alone = (updates = DEFAULTS.updates) => {
  const clock = createFakeClock(MORNING)
  const kept = createSettingsStore({ store: { updates } })
  const { handlers, start } = createUpdates({
    updater,
    settings: kept,
    clock,
    version: '0.1.0',
    leaving: () => false,
    backUp: async () => {},
    audit() {},
    say,
    publish() {},
    changed() {},
    report() {},
  })
  start()
  return { clock, kept, handlers }
}
export const stateOf = async () => (await desk.api.updates.get({})).state
export const kindBecomes = (kind: string) =>
  desk.until(async () => (await stateOf()).kind === kind, `the state ${kind}`)
export const ready = async () => {
  await desk.api.updates.save({ on: true, address: ADDRESS })
  await kindBecomes('found')
  await desk.api.updates.download({})
  await kindBecomes('ready')
}
export const withBackups = async () => {
  await desk.api.backups.setPassphrase({ passphrase: 'heron lantern gravel tuesday' })
  await desk.until(async () => !(await desk.api.backups.get({})).running, 'the first backup')
}
