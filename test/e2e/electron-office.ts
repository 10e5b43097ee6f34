/**
 * The same program in real Electron, for `DESKBELL_E2E=electron` where a binary is at hand. Its carrier is the
 * built-in one and its clock the PC's: a test that steers either is skipped there.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron, test } from '@playwright/test'
import { quietAll } from '../support/prepare'
import { apiOver, type Hosted, type HostOptions, watch } from './office'

type Bridge = {
  call(name: string, input: unknown): Promise<{ ok: boolean; value?: unknown; error?: { message: string } }>
}

export const openInElectron = async (options: HostOptions): Promise<Hosted> => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-e2e-'))
  const electron = await _electron.launch({ args: ['.', `--data=${dataDir}`] })
  const page = await electron.firstWindow()
  const errors = watch(page)
  const api = apiOver(async (name, input) => {
    const reply = await page.evaluate(
      ([call, value]) => (window as unknown as { deskbell: Bridge }).deskbell.call(call, value),
      [name, input] as [string, unknown],
    )
    if (!reply.ok) throw Object.assign(new Error(reply.error?.message), reply.error)
    return reply.value
  })
  await options.prepare(api)
  const { sending } = await api.settings.get({})
  await api.settings.saveSending({ ...sending, quiet: quietAll({ from: '00:00', to: '00:00' }) })
  await page.reload()
  const steered = (what: string): never => {
    test.skip(true, `${what} cannot be steered in Electron`)
    throw new Error('unreachable')
  }
  return {
    errors,
    office: {
      page,
      api,
      dataDir,
      log: [],
      get carrier() {
        return steered('The built-in carrier')
      },
      get clock() {
        return steered('The clock of the PC')
      },
      restart: async () => steered('The program itself'),
    },
    async end() {
      await electron.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
