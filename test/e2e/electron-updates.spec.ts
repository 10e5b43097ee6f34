/**
 * Issue 14: updates on a real Electron, by its own network, with a real deb from a server on this PC. In `npm run test:electron` the
 * package is the whole program as electron-builder makes it; else a small one.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import axe from 'axe-core'
import { randomUUID } from 'node:crypto'
import { reviewForAll, setUpOffice } from '../support/prepare'
import { CAN_MAKE_DEB, describeDeb, makeDeb, makeKey, signFeed } from '../support/update-feed'
import { electronOf } from './electron-steps'
import { expect, test } from './fixture'
import { people } from './wizard'

const WHOLE = process.env.DESKBELL_UPDATE_FEED ?? null
const root = mkdtempSync(path.join(os.tmpdir(), 'deskbell-updating-'))
const tools = path.join(root, 'tools')
const dpkgSaw = path.join(root, 'dpkg.txt')
const relaunched = path.join(root, 'relaunched.json')
const config = path.join(root, 'app-update.yml')
const { file: keyFile, publicKey } = makeKey(root)
mkdirSync(tools)
writeFileSync(
  config,
  `provider: generic\nurl: https://updates.invalid\nupdaterCacheDirName: ${path.basename(root)}\n`,
)
// What the system would ask an administrator for.
for (const [name, text] of [
  ['pkexec', '[ "$1" = --disable-internal-agent ] && shift\nexec "$@"'],
  ['dpkg', `echo "$@" >> ${dpkgSaw}`],
] as const) {
  writeFileSync(path.join(tools, name), `#!/bin/sh\n${text}\n`)
  chmodSync(path.join(tools, name), 0o755)
}

let feed: string
let server: Server
let url: string
test.use({
  ownProcess: true,
  environment: {
    DESKBELL_TEST_UPDATES: JSON.stringify({ publicKey, target: 'deb', config }),
    PATH: `${tools}:${process.env.PATH ?? ''}`,
  },
})
test.skip(!CAN_MAKE_DEB, 'There is no dpkg-deb.')
test.beforeEach(async () => {
  feed = mkdtempSync(path.join(root, 'feed-'))
  if (WHOLE) cpSync(WHOLE, feed, { recursive: true })
  else describeDeb(makeDeb(feed, '0.2.0'), '0.2.0', 'Texts can be read aloud.\n<b>Faster</b> start.')
  expect(signFeed(feed, keyFile).stderr).toBe('')
  server = createServer((request, response) => {
    const file = path.join(feed, path.basename(new URL(request.url ?? '/', 'http://x').pathname))
    if (existsSync(file)) response.end(readFileSync(file))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/deskbell`
})
test.afterEach(() => {
  server.close()
  server.closeAllConnections()
})
const deb = () => path.join(feed, readdirSync(feed).find((name) => name.endsWith('.deb')) ?? '')

/** Light and dark: axe finds nothing, and a picture is kept. */
const look = async (page: Page, name: string) => {
  await page.evaluate(axe.source)
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
    await page.screenshot({ path: `test-results/screens/updates-${name}-${scheme}.png` })
    const wrong = await page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      })
      return violations.map(
        ({ id, nodes }) => `${id} ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
      )
    })
    expect.soft(wrong, `${name} ${scheme}`).toEqual([])
  }
}

test('an update is found, read, downloaded and installed: not while texts leave, and after a backup', async ({
  office,
}) => {
  test.setTimeout(120_000)
  const { page, api } = office
  await page.goto(`${page.url().replace(/#.*/, '')}#/settings/updates`)
  await expect(page.getByText('Deskbell does not look for updates.')).toBeVisible()
  await page.getByRole('switch', { name: 'Look for updates' }).click()
  const address = page.getByLabel('Address or folder')
  await address.fill('http://updates.example.com')
  await address.blur()
  await expect(page.getByText(/must begin with https:\/\//)).toBeVisible()
  await address.fill(url)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Deskbell 0.2.0 is there')).toBeVisible()
  // What is new is text, whatever it looks like.
  await expect(page.getByRole('region', { name: 'What is new' })).toContainText('<b>Faster</b> start.')
  await look(page, 'found')
  await page.getByRole('button', { name: /^Download it/ }).click()
  await expect(page.getByText('Deskbell 0.2.0 can be installed')).toBeVisible({ timeout: 60_000 })
  await look(page, 'ready')

  await setUpOffice(api, { holdSeconds: 60, canary: false })
  await people(api, 'Ada,Okafor,+12015550101,,,yes,yes')
  const { reviewId } = await reviewForAll(api, 'Hi {{ first_name }}')
  await api.bulk.send({ reviewId, draftId: randomUUID() })
  const install = page.getByRole('button', { name: 'Install it and restart…' })
  await expect(install).toBeDisabled()
  await expect(page.getByText(/Texts leave now or within minutes/)).toBeVisible()
  await look(page, 'waits')
  await expect(api.updates.install({})).rejects.toThrow(/Texts leave now/)
  office.clock.skip(61_000)
  await expect(install).toBeEnabled({ timeout: 30_000 })

  await install.click()
  const agree = page.getByRole('button', { name: 'Make a backup and install it' })
  await agree.click()
  await expect(page.getByRole('alert').getByText(/Choose a passphrase first/)).toBeVisible()
  await api.backups.setPassphrase({ passphrase: 'heron lantern gravel tuesday' })
  await expect.poll(async () => (await api.backups.get({})).running).toBe(false)
  // Whoever starts it again is the test.
  const electron = electronOf(office)
  await electron.evaluate(({ app }, file) => {
    app.relaunch = (options) =>
      process.getBuiltinModule('node:fs').writeFileSync(file, JSON.stringify(options))
  }, relaunched)
  const left = new Promise<number | null>((resolve) => electron.process().once('exit', resolve))
  await agree.click()
  expect(await left).toBe(0)
  const downloaded = readFileSync(dpkgSaw, 'utf8').trim().replace(/^-i /, '')
  expect(readFileSync(downloaded).equals(readFileSync(deb()))).toBe(true)
  expect((JSON.parse(readFileSync(relaunched, 'utf8')) as { args: string[] }).args).toContain(
    `--data=${office.dataDir}`,
  )
  expect(readdirSync(path.join(office.dataDir, 'backups')).some((name) => name.includes('-update'))).toBe(
    true,
  )

  // Nothing was replaced here: the next start says so.
  await office.restart(undefined, 'gone')
  await page.goto(`${page.url().replace(/#.*/, '')}#/settings/updates`)
  await expect(page.getByText('Deskbell 0.2.0 was not installed')).toBeVisible()
  expect(office.carrier.messages().filter(({ direction }) => direction === 'outbound-api')).toHaveLength(1)
})

test('what was tampered with is refused, package and description, and said', async ({ office }) => {
  test.setTimeout(120_000)
  const { page, api } = office
  const good = readFileSync(deb())
  const bad = Buffer.from(good)
  bad[bad.length - 100] = (bad[bad.length - 100] ?? 0) ^ 1
  writeFileSync(deb(), bad)
  await api.updates.save({ on: true, address: url })
  await page.goto(`${page.url().replace(/#.*/, '')}#/settings/updates`)
  await page.getByRole('button', { name: /^Download it/ }).click()
  await expect(page.getByText(/not the one that your supplier signed, so it was removed/)).toBeVisible({
    timeout: 60_000,
  })
  await expect(api.updates.install({})).rejects.toThrow(/Download the update first/)
  writeFileSync(deb(), good)
  await page.getByRole('button', { name: 'Download it again' }).click()
  await expect(page.getByText('Deskbell 0.2.0 can be installed')).toBeVisible({ timeout: 60_000 })

  const yml = path.join(feed, 'latest-linux.yml')
  writeFileSync(yml, readFileSync(yml, 'utf8').replace('version: 0.2.0', 'version: 0.3.0'))
  await api.updates.save({ on: false, address: url })
  await api.updates.save({ on: true, address: url })
  await expect(page.getByText(/not signed by your supplier, so it was not touched/)).toBeVisible()
  await look(page, 'refused')
  expect(existsSync(path.join(office.dataDir, '.updaterId'))).toBe(false)
})
