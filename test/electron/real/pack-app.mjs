/**
 * The program as it is installed: packed by electron-builder with the project's own configuration, around the Electron of
 * the tests. What differs from a package that is given away: Playwright may look into the process (that fuse stays open),
 * and the archive is named on the command line, so that what this Electron lacks can be laid over it (`default-app`).
 */
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createPackageWithOptions, extractAll } from '@electron/asar'

const build = (root, output, args) => {
  const run = spawnSync(
    process.execPath,
    [
      'node_modules/electron-builder/cli.js',
      '--x64',
      '--config',
      'tools/electron-builder.json',
      `-c.directories.output=${output}`,
      '--publish',
      'never',
      ...args,
    ],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        npm_config_user_agent: 'npm',
        CUSTOM_FPM_PATH: path.join(root, 'tools/linux/deb.mjs'),
      },
    },
  )
  if (run.status !== 0) throw new Error(`${run.stdout}\n${run.stderr}`)
}
/** The database addon for this Electron, in the place of the packed one. */
const replaceAddon = (folder, dist) => {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.node')) copyFileSync(path.join(dist, 'better_sqlite3.node'), path.join(folder, file))
}

/**
 * @param {string} root the project's folder, built
 * @param {string} dist the folder of the Electron to pack around
 * @param {string} output where the package is made
 * @returns the Electron to start, and the archive to name to it
 */
export const packApp = (root, dist, output) => {
  build(root, output, [
    '--linux',
    'dir',
    `-c.electronDist=${dist}`,
    '-c.linux.executableName=electron',
    '-c.electronFuses.enableNodeCliInspectArguments=true',
    '-c.electronFuses.onlyLoadAppFromAsar=false',
  ])
  const resources = path.join(output, 'linux-unpacked/resources')
  for (const end of ['', '.unpacked'])
    renameSync(path.join(resources, `app.asar${end}`), path.join(resources, `deskbell.asar${end}`))
  copyFileSync(path.join(dist, 'resources/default_app.asar'), path.join(resources, 'default_app.asar'))
  replaceAddon(path.join(resources, 'deskbell.asar.unpacked'), dist)
  return {
    electron: path.join(output, 'linux-unpacked/electron'),
    path: path.join(resources, 'deskbell.asar'),
  }
}

/** The methods of safeStorage that this Electron lacks: it answers as a system without a keyring. */
const LACKING = `import { safeStorage } from 'electron'
safeStorage.isAsyncEncryptionAvailable ??= async () => false
`

/**
 * The deb of a version, with every fuse as it is given away, and its description: what a supplier puts on a server. Laid into it
 * is only what this Electron lacks.
 * @returns the folder of the two, and the program as dpkg puts it on the disk
 */
export const packDeb = async (root, dist, output, version) => {
  build(root, output, ['--linux', 'dir', `-c.electronDist=${dist}`, `-c.extraMetadata.version=${version}`])
  const packed = path.join(output, 'linux-unpacked')
  const resources = path.join(packed, 'resources')
  const inside = mkdtempSync(path.join(os.tmpdir(), 'deskbell-inside-'))
  extractAll(path.join(resources, 'app.asar'), inside)
  writeFileSync(path.join(inside, 'out/main/lacking.js'), LACKING)
  const main = path.join(inside, 'out/main/electron.js')
  writeFileSync(main, `import './lacking.js'\n${readFileSync(main, 'utf8')}`)
  replaceAddon(inside, dist)
  for (const name of ['app.asar', 'app.asar.unpacked', 'default_app.asar'])
    rmSync(path.join(resources, name), { recursive: true, force: true })
  await createPackageWithOptions(inside, path.join(resources, 'app.asar'), { unpack: '**/*.node' })
  rmSync(inside, { recursive: true, force: true })
  const notes = path.join(output, 'notes.txt')
  writeFileSync(notes, 'Texts can be read aloud.\n<b>Faster</b> start.')
  const feed = path.join(output, 'feed')
  build(root, feed, [
    '--linux',
    'deb',
    '--prepackaged',
    packed,
    '-c.deb.compression=gz',
    `-c.extraMetadata.version=${version}`,
    `-c.releaseInfo.releaseNotesFile=${notes}`,
  ])
  const deb = readdirSync(feed).find((name) => name.endsWith('.deb')) ?? ''
  const disk = path.join(output, 'disk')
  const put = spawnSync('dpkg-deb', ['-x', path.join(feed, deb), disk], { encoding: 'utf8' })
  if (put.status !== 0) throw new Error(put.stderr)
  rmSync(packed, { recursive: true, force: true })
  return { feed, program: path.join(disk, 'opt/Deskbell/deskbell') }
}
