/** An update as a supplier gives it away: a real deb, its description, signed with a key of the test. */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What makes a deb here; elsewhere the tests that need one are skipped. */
export const CAN_MAKE_DEB = process.platform === 'linux' && spawnSync('dpkg-deb', ['--version']).status === 0

/** A new key: what signs, and what is built into the program. */
export const makeKey = (folder: string): { file: string; publicKey: string } => {
  const file = path.join(folder, `key-${Math.random().toString(36).slice(2)}.pem`)
  const said = execFileSync(process.execPath, ['tools/sign-update.mjs', '--new-key', file], {
    encoding: 'utf8',
  })
  return { file, publicKey: said.trim().replace('DESKBELL_UPDATE_KEY=', '') }
}

export const signFeed = (feed: string, key: string) =>
  spawnSync(process.execPath, ['tools/sign-update.mjs', feed], {
    encoding: 'utf8',
    env: { ...process.env, DESKBELL_SIGNING_KEY: key },
  })

/** A package of this version with `bytes` of a file in it; dpkg can install it. */
export const makeDeb = (feed: string, version: string, bytes = 300_000): string => {
  const file = path.join(feed, `deskbell_${version}_amd64.deb`)
  const program = path.join(feed, '..', `program-${version}`)
  mkdirSync(program, { recursive: true })
  writeFileSync(path.join(program, 'deskbell'), Buffer.alloc(bytes, version), { mode: 0o755 })
  execFileSync(process.execPath, [
    path.resolve('tools/linux/deb.mjs'),
    ...[
      '-t',
      'deb',
      '--name',
      'deskbell',
      '--version',
      version,
      '--architecture',
      'amd64',
      '--deb-compression',
      'none',
    ],
    ...['--maintainer', 'The Deskbell developers <office@deskbell.example>', '--description', 'SMS desk'],
    ...['--package', file, `${program}/=/opt/Deskbell`],
  ])
  return file
}

/** `latest-linux.yml` beside a package, as electron-builder writes it. */
export const describeDeb = (file: string, version: string, notes: string): string => {
  const sha512 = createHash('sha512').update(readFileSync(file)).digest('base64')
  const yml = [
    `version: ${version}`,
    'files:',
    `  - url: ${path.basename(file)}`,
    `    sha512: ${sha512}`,
    `    size: ${statSync(file).size}`,
    `path: ${path.basename(file)}`,
    `sha512: ${sha512}`,
    `releaseNotes: ${JSON.stringify(notes)}`,
    "releaseDate: '2026-11-30T10:00:00.000Z'",
    '',
  ].join('\n')
  writeFileSync(path.join(path.dirname(file), 'latest-linux.yml'), yml)
  return yml
}
