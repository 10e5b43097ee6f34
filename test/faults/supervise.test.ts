/** The browser host ends by itself: it is back within seconds, where the page looks for it, and says so. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type * as Built from '../../src-main/hosts/browser/supervise'
import { connect, enter } from '../support/page-client'

const { supervise } = (await import(
  new URL('../../out/main/supervise.js', import.meta.url).href
)) as typeof Built

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-watched-'))
let stop: (() => Promise<unknown>) | null = null
afterEach(async () => {
  await stop?.()
  stop = null
  rmSync(dataDir, { recursive: true, force: true })
})

/** Something that nobody catches, thrown when the test asks for it. */
const THROWS = {
  exception: "process.on('SIGUSR2', () => { throw new Error('nobody catches this +12025550142') })",
  rejection: "process.on('SIGUSR2', () => { void Promise.reject({ get code() { throw 1 } }) })",
}

const watch = (extra: string[] = []) => {
  const urls: string[] = []
  const said: string[] = []
  const pids: number[] = []
  const waiting: (() => void)[] = []
  const watched = supervise({
    command: process.execPath,
    args: [...extra, 'out/main/browser.js', '--data', dataDir],
    env: { ...process.env, DESKBELL_CARRIER_URL: undefined },
    output(text) {
      const url = /http:\/\/\S+/.exec(text)?.[0]
      if (url) urls.push(url)
      for (const wake of waiting.splice(0)) wake()
    },
    say: (line) => said.push(line),
    started: ({ pid }) => pids.push(pid ?? 0),
  })
  stop = () => {
    watched.stop('SIGTERM')
    return watched.ended
  }
  const opened = async (times: number) => {
    while (urls.length < times) await new Promise<void>((resolve) => waiting.push(resolve))
    return urls[times - 1] ?? ''
  }
  return { opened, said, pids, watched }
}

test.each([
  ['killed', 'SIGKILL', ''],
  ['an exception', 'SIGUSR2', THROWS.exception],
  ['a rejection that throws when it is looked at', 'SIGUSR2', THROWS.rejection],
] as const)(
  'fault 4: %s: it comes back to the same page, and the person is told',
  async (_name, signal, script) => {
    const { opened, pids, said } = watch(
      script === '' ? [] : ['--import', `data:text/javascript,${encodeURIComponent(script)}`],
    )
    const entry = await enter(await opened(1))
    const page = await connect(entry)
    await page.call('session.setUp', {
      officeName: 'Larkfield',
      country: 'US',
      zone: 'America/New_York',
      userName: 'Anna Berg',
      pin: null,
    })
    entry.key = page.key() ?? ''
    expect(await page.call('session.get', {})).toMatchObject({ ok: true, value: { restarted: null } })
    process.kill(pids[0] ?? 0, signal)
    await page.closed
    await opened(2)
    // The cookie, the key and the port of before.
    const again = await connect(entry)
    expect(await again.call('session.get', {})).toMatchObject({
      ok: true,
      value: { user: { name: 'Anna Berg' }, restarted: { times: 1 } },
    })
    expect(said.join('\n')).toMatch(/ended by itself .*starts again in 1 second\./)
    await again.call('session.restartSeen', {})
    expect(await again.call('session.get', {})).toMatchObject({ value: { restarted: null } })
    await stop?.()
    // In order this time: nothing to tell.
    const next = watch()
    const after = await connect(await enter(await next.opened(1)))
    expect(await after.call('session.get', {})).toMatchObject({ value: { restarted: null } })
  },
)

test('what cannot begin is not tried again', async () => {
  const { watched, said } = watch(['--no-such-option'])
  expect(await watched.ended).not.toBe(0)
  expect(said).toEqual([])
  stop = null
})
