/** What stands in the arguments of a process every user of the PC can read: the one-time address must not. */
import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-arguments-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The arguments of every process that this user may see. */
const allArguments = (): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')]
      } catch {
        return []
      }
    })

test.skipIf(process.platform !== 'linux' || !existsSync('/usr/bin/script'))(
  'fault 16: the address with its token stands in no argument of any process, and the browser gets it from a file of this user',
  async () => {
    const bin = path.join(folder, 'bin')
    const seen = path.join(folder, 'seen')
    mkdirSync(bin)
    mkdirSync(seen)
    // In place of the browser: it keeps what it was called with, and what the file holds that it was given.
    writeFileSync(
      path.join(bin, 'xdg-open'),
      `#!/bin/sh\nstat -c %a "$1" > "${seen}/mode"\ncat "$1" > "${seen}/page"\nprintf '%s\\n' "$@" > "${seen}/arguments"\n`,
      { mode: 0o755 },
    )
    const command = [process.execPath, 'tools/start.mjs', '--browser', '--data', path.join(folder, 'data')]
    // On a terminal: only there is a browser opened.
    const started = spawn('/usr/bin/script', ['-qefc', command.join(' '), '/dev/null'], {
      env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}`, DESKBELL_CARRIER_URL: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const ended = new Promise((resolve) => started.once('exit', resolve))
    try {
      let said = ''
      const opened = new Promise<void>((resolve) => {
        const look = () => existsSync(path.join(seen, 'arguments')) && resolve()
        watch(seen, look)
        started.stdout.on('data', look)
      })
      const address = await new Promise<string>((resolve, reject) => {
        started.stdout.on('data', (text: Buffer) => {
          said += text.toString()
          const found = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(said)?.[0]
          if (found) resolve(found)
        })
        started.once('exit', () => reject(new Error(said)))
      })
      const token = new URL(address).searchParams.values().next().value ?? address.split('/').at(-1) ?? ''
      expect(token.length).toBeGreaterThan(20)
      expect(allArguments().filter((text) => text.includes(token))).toEqual([])
      await opened
      expect(allArguments().filter((text) => text.includes(token))).toEqual([])
      expect(readFileSync(path.join(seen, 'arguments'), 'utf8')).not.toContain(token)
      expect(readFileSync(path.join(seen, 'page'), 'utf8')).toContain(address)
      expect(readFileSync(path.join(seen, 'mode'), 'utf8').trim()).toBe('600')
    } finally {
      if (started.exitCode === null) process.kill(-(started.pid ?? 0), 'SIGTERM')
      await ended
    }
  },
)
