/**
 * Issue 14: updates by the real electron-updater with a real deb from a server on this PC; Electron's own network is Node's here.
 * `test/e2e/electron-updates.spec.ts` does it on a real Electron.
 */
import { spawnSync } from 'node:child_process'
import { createPrivateKey, sign } from 'node:crypto'
import { EventEmitter } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer, request, type RequestOptions, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CAN_MAKE_DEB, describeDeb, makeDeb, makeKey, signFeed } from '../support/update-feed'

const root = mkdtempSync(path.join(os.tmpdir(), 'deskbell-updates-'))
const electron = vi.hoisted(() => ({
  app: {
    isPackaged: false,
    getVersion: () => '0.1.0',
    getName: () => 'Deskbell',
    getAppPath: () => '/nowhere',
    getPath: () => '/nowhere',
    whenReady: () => Promise.resolve(),
    relaunch: (_options: unknown) => {},
    quit() {},
    once() {},
  },
  session: { fromPartition: () => ({}) },
}))
vi.mock('electron', () => electron)
// electron-updater asks for Electron by itself.
const load = createRequire(import.meta.url)
const at = load.resolve('electron')
load.cache[at] = {
  id: at,
  filename: at,
  loaded: true,
  exports: {
    ...electron,
    autoUpdater: new EventEmitter(),
    net: {
      request: ({ session: _session, ...options }: RequestOptions & { session: unknown }) => request(options),
    },
  },
} as unknown as NodeJS.Module
const { createUpdates } = await import('../../src-main/hosts/electron/updates/updates')
const { serveFolder } = await import('../../src-main/hosts/electron/updates/folder-feed')
const { checkSignature, readDescription, signedBytes } = await import(
  '../../src-main/hosts/electron/updates/signed-description'
)

const NOTES = 'Texts can be read aloud.\n<b>Faster</b> start.'
let feed: string
let key: ReturnType<typeof makeKey>
let server: Server
let url: string
let asked: { url: string; headers: NodeJS.Dict<string | string[]> }[]
let log: string[]
let ended: string[]
let turn = 0

beforeEach(async () => {
  turn += 1
  feed = path.join(root, `feed-${turn}`)
  mkdirSync(feed)
  process.env.XDG_CACHE_HOME = path.join(root, `cache-${turn}`)
  writeFileSync(
    path.join(root, 'app-update.yml'),
    'provider: generic\nurl: https://updates.invalid\nupdaterCacheDirName: deskbell-updater\n',
  )
  key = makeKey(root)
  asked = []
  log = []
  ended = []
  server = createServer((incoming, response) => {
    asked.push({ url: incoming.url ?? '', headers: incoming.headers })
    const file = path.join(feed, path.basename(new URL(incoming.url ?? '/', 'http://x').pathname))
    if (!existsSync(file)) return void response.writeHead(404).end()
    response.end(readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/deskbell`
})
afterEach(() => {
  server.close()
  server.closeAllConnections()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const updater = (publicKey = key.publicKey) =>
  createUpdates({
    publicKey,
    target: 'deb',
    config: path.join(root, 'app-update.yml'),
    log: (line) => log.push(line),
    endWith: async (replace) => {
      ended.push(`ended ${replace()}`)
    },
  })
const pack = (version = '0.2.0') => {
  const file = makeDeb(feed, version)
  describeDeb(file, version, NOTES)
  expect(signFeed(feed, key.file)).toMatchObject({ status: 0, stderr: '' })
  return file
}
const description = () => path.join(feed, 'latest-linux.yml')
const why = (reason: string) => ({ name: 'UpdateError', why: reason })

describe.skipIf(!CAN_MAKE_DEB)('an update from a server', () => {
  test('is found, said in plain words, downloaded and checked; nothing is told about this PC', async () => {
    const file = pack()
    const updates = updater()
    const { size } = statSync(file)
    expect(await updates.look(url)).toEqual({ version: '0.2.0', notes: NOTES, bytes: size })
    // Nothing is downloaded before somebody agrees.
    expect(asked.map((one) => new URL(one.url, 'http://x').pathname)).toEqual([
      '/deskbell/latest-linux.yml',
      '/deskbell/latest-linux.yml.sig',
    ])
    const steps: number[] = []
    await updates.download((part) => steps.push(part))
    expect(steps.at(-1)).toBe(1)
    const cache = path.join(process.env.XDG_CACHE_HOME ?? '', 'deskbell-updater/pending')
    expect(readFileSync(path.join(cache, path.basename(file)))).toEqual(readFileSync(file))
    for (const { headers } of asked) expect(Object.keys(headers)).not.toContain('x-user-staging-id')
    expect(existsSync('/nowhere/.updaterId')).toBe(false)
    expect(log).toEqual([])
  })

  test.each([
    ['older', '0.0.9'],
    ['the same', '0.1.0'],
  ])('%s is no update, though it is signed', async (_what, version) => {
    pack(version)
    expect(await updater().look(url)).toBeNull()
  })

  test('a package that was tampered with is refused and removed', async () => {
    const file = pack()
    const updates = updater()
    await updates.look(url)
    const bytes = readFileSync(file)
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1
    writeFileSync(file, bytes)
    await expect(updates.download(() => {})).rejects.toMatchObject(why('damaged'))
    expect(readdirSync(path.join(process.env.XDG_CACHE_HOME ?? '', 'deskbell-updater/pending'))).toEqual([])
    await expect(updates.install()).rejects.toMatchObject(why('other'))
    expect(ended).toEqual([])
  })

  test('a description that was tampered with is refused: another hash, another version, one byte', async () => {
    const file = pack()
    const good = readFileSync(description(), 'utf8')
    const evil = makeDeb(path.join(feed), '0.2.1')
    const bad = [
      good.replace('0.2.0', '0.3.0'),
      good.replaceAll(/sha512: \S+/g, `sha512: ${'A'.repeat(86)}==`),
      `${good} `,
      good.replaceAll(path.basename(file), path.basename(evil)),
    ]
    for (const yml of bad) {
      writeFileSync(description(), yml)
      await expect(updater().look(url)).rejects.toMatchObject(why('signature'))
    }
    writeFileSync(description(), good)
    expect(await updater().look(url)).toMatchObject({ version: '0.2.0' })
  })

  test('a description without a signature, or signed by another key or under another name, is refused', async () => {
    pack()
    const signature = readFileSync(`${description()}.sig`, 'utf8')
    rmSync(`${description()}.sig`)
    await expect(updater().look(url)).rejects.toMatchObject(why('signature'))
    for (const text of ['', 'nonsense', '====', signature.slice(4)]) {
      writeFileSync(`${description()}.sig`, text)
      await expect(updater().look(url)).rejects.toMatchObject(why('signature'))
    }
    signFeed(feed, makeKey(root).file)
    await expect(updater().look(url)).rejects.toMatchObject(why('signature'))
    copyFileSync(description(), path.join(feed, 'latest-mac.yml'))
    signFeed(feed, key.file)
    copyFileSync(path.join(feed, 'latest-mac.yml.sig'), `${description()}.sig`)
    await expect(updater().look(url)).rejects.toMatchObject(why('signature'))
  })

  test('what is no description is said, whatever it holds, even signed', async () => {
    const good = (pack(), readFileSync(description(), 'utf8'))
    for (const yml of [
      'version: [',
      '<!doctype html><title>Sign in</title>',
      '{}',
      'null',
      good.replace('0.2.0', 'latest'),
      good.replace(/files:[\s\S]+(?=path:)/, 'files: 7\n'),
      good.replace(/url: \S+/, 'url: https://elsewhere.example/deskbell.deb'),
      good.replace(/url: \S+/, 'url: ../../etc/cron.d/x.deb'),
      good.replace(/ {4}sha512: \S+\n/, ''),
    ]) {
      writeFileSync(description(), yml)
      // The tool would not sign it: signed as it does.
      const made = sign(null, signedBytes('latest-linux.yml', yml), createPrivateKey(readFileSync(key.file)))
      writeFileSync(`${description()}.sig`, made.toString('base64'))
      await expect(updater().look(url), yml).rejects.toMatchObject(why('unreadable'))
    }
  })

  test('nothing there, no package of this system, nobody answering: each is said', async () => {
    await expect(updater().look(url)).rejects.toMatchObject(why('missing'))
    const file = pack()
    const { sha512 } = readDescription(
      { version: '0.2.0', files: [{ url: 'a.deb', sha512: `${'A'.repeat(86)}==` }] },
      'deb',
    )
    expect(() =>
      readDescription({ version: '0.2.0', files: [{ url: 'a.AppImage', sha512 }] }, 'deb'),
    ).toThrow('missing')
    rmSync(file)
    const updates = updater()
    await updates.look(url)
    await expect(updates.download(() => {})).rejects.toMatchObject(why('missing'))
    server.close()
    server.closeAllConnections()
    await expect(updater().look(url)).rejects.toMatchObject(why('unreachable'))
  })

  test('a program made without a key, or not installed from a package, asks nobody', async () => {
    pack()
    expect(updater('').unable).toBe('no-key')
    await expect(updater('').look(url)).rejects.toThrow()
    expect(asked).toEqual([])
  })

  test('is installed by dpkg after everything was closed, and the program starts again; a refusal starts the old one', async () => {
    const file = pack()
    const tools = path.join(root, `tools-${turn}`)
    const seen = path.join(root, `dpkg-${turn}.txt`)
    mkdirSync(tools)
    const before = process.env.PATH ?? ''
    const relaunched: unknown[] = []
    electron.app.relaunch = (options) => relaunched.push(options)
    for (const [name, text] of [
      ['dpkg', `echo "$@" >> ${seen}; exit \${DPKG_ANSWERS:-0}`],
      ['apt-get', 'exit 1'],
      ['pkexec', 'shift; exec "$@"'],
    ] as const) {
      writeFileSync(path.join(tools, name), `#!/bin/sh\n${text}\n`)
      chmodSync(path.join(tools, name), 0o755)
    }
    process.env.PATH = `${tools}:${before}`
    try {
      const updates = updater()
      await updates.look(url)
      await updates.download(() => {})
      await updates.install()
      expect(readFileSync(seen, 'utf8').trim()).toBe(
        `-i ${path.join(process.env.XDG_CACHE_HOME ?? '', 'deskbell-updater/pending', path.basename(file))}`,
      )
      expect([ended, relaunched.length]).toEqual([['ended true'], 1])
      process.env.DPKG_ANSWERS = '1'
      const again = updater()
      await again.look(url)
      await again.download(() => {})
      await again.install()
      expect([ended, relaunched.length]).toEqual([['ended true', 'ended true'], 2])
      expect(log.join()).toContain('not installed')
    } finally {
      process.env.PATH = before
      delete process.env.DPKG_ANSWERS
    }
  })

  test('a package that was changed after it was checked is not installed', async () => {
    const file = pack()
    const updates = updater()
    await updates.look(url)
    await updates.download(() => {})
    appendFileSync(
      path.join(process.env.XDG_CACHE_HOME ?? '', 'deskbell-updater/pending', path.basename(file)),
      'x',
    )
    await expect(updates.install()).rejects.toMatchObject(why('damaged'))
    expect(ended).toEqual([])
  })

  test('a folder is as good as a server', async () => {
    const file = pack()
    const updates = updater()
    expect(updates.isFolder(feed)).toBe(true)
    expect(updates.isFolder(file)).toBe(false)
    expect(await updates.look(feed)).toMatchObject({ version: '0.2.0' })
    await updates.download(() => {})
    expect(asked).toEqual([])
    updates.cancel()
  })
})

test('a served folder gives its own files only, and only by its secret path', async () => {
  writeFileSync(path.join(feed, 'a.yml'), 'a')
  mkdirSync(path.join(feed, 'inner'))
  writeFileSync(path.join(feed, 'inner/b.yml'), 'b')
  writeFileSync(path.join(root, 'secret.txt'), 'secret')
  const served = await serveFolder(feed)
  const { origin } = new URL(served.url)
  const status = async (address: string) => (await fetch(address)).status
  expect(await status(`${served.url}a.yml`)).toBe(200)
  for (const address of [
    `${origin}/a.yml`,
    `${origin}/`,
    served.url,
    `${served.url}inner/b.yml`,
    `${served.url}..%2Fsecret.txt`,
    `${served.url}%2e%2e%2fsecret.txt`,
    `${served.url}%E0%A4%A`,
    `${served.url}.hidden`,
    `${served.url}inner`,
  ])
    expect(await status(address), address).toBe(404)
  expect((await fetch(`${served.url}a.yml`, { method: 'POST' })).status).toBe(404)
  served.close()
  await expect(fetch(`${served.url}a.yml`)).rejects.toThrow()
})

test('the tool signs only what is there as it is described, and overwrites no key', () => {
  writeFileSync(path.join(feed, 'a.deb'), 'package')
  const yml = (sha512: string, name = 'a.deb') =>
    `version: 0.2.0\nfiles:\n  - url: ${name}\n    sha512: ${sha512}\n`
  for (const [text, words] of [
    [yml(`${'A'.repeat(86)}==`), /not the package/],
    [yml('x', 'b.deb'), /not beside it/],
    [yml('x', '../a.deb'), /not beside it/],
    ['version: 1', /names no package/],
  ] as const) {
    writeFileSync(description(), text)
    const { status, stderr } = signFeed(feed, key.file)
    expect(status).toBe(1)
    expect(stderr).toMatch(words)
    expect(existsSync(`${description()}.sig`)).toBe(false)
  }
  const kept = readFileSync(key.file, 'utf8')
  expect(spawnSync(process.execPath, ['tools/sign-update.mjs', '--new-key', key.file]).status).toBe(1)
  expect(readFileSync(key.file, 'utf8')).toBe(kept)
  expect(() =>
    checkSignature('latest-linux.yml', 'x', Buffer.alloc(64).toString('base64'), key.publicKey),
  ).toThrow()
})
