/**
 * Starts the browser host and, when it ends by itself, starts it again: after a growing wait, at most five times in ten
 * minutes. What the page needs to find it again (port, cookie, key) is kept here, in memory, and handed on.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { recentEnds, restartAfter } from '#core/office/restarts'

/** What a host tells whoever watches over it. */
export type ToWatcher = { ready: true } | { keep: unknown }
/** What it is told first. */
export type FromWatcher = { kept: unknown }

export type Watched = {
  /** Ends it for good. */
  stop(signal: NodeJS.Signals): void
  /** Resolves with the exit code once it has ended for good. */
  ended: Promise<number>
}

export const supervise = (options: {
  command: string
  args: readonly string[]
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** What it writes to standard output. */
  output: (text: string) => void
  /** One line about a restart, for whoever reads the terminal. */
  say: (line: string) => void
  /** Whether this output says that it runs; a program of ours says so itself. */
  isReady?: (text: string) => boolean
  started?: (child: ChildProcess) => void
}): Watched => {
  let ends: number[] = []
  let kept: unknown = null
  let child: ChildProcess | null = null
  let waiting: NodeJS.Timeout | null = null
  let stopping = false
  let finish: (code: number) => void = () => {}
  const ended = new Promise<number>((resolve) => {
    finish = resolve
  })

  const start = () => {
    waiting = null
    let ready = false
    const started = spawn(options.command, options.args, {
      cwd: options.cwd,
      env: { ...(options.env ?? process.env), ...(kept === null ? {} : { DESKBELL_RESTART: '1' }) },
      stdio: ['inherit', 'pipe', 'inherit', ...(options.isReady ? [] : (['ipc'] as const))],
    })
    child = started
    started.stdout?.on('data', (data) => {
      ready ||= options.isReady?.(String(data)) ?? false
      options.output(String(data))
    })
    started.on('message', (message: ToWatcher) => {
      if ('ready' in message) ready = true
      else kept = message.keep
    })
    started.on('error', () => finish(1))
    started.on('exit', (code, signal) => {
      child = null
      // What cannot even begin says why, and would say it again.
      if (stopping || code === 0 || (!ready && ends.length === 0)) return finish(signal ? 1 : (code ?? 0))
      const now = Date.now()
      ends = recentEnds([...ends, now], now)
      const wait = restartAfter(ends, now)
      if (wait === null) {
        options.say(
          'Deskbell ended by itself again and again. It is not started any more: see the lines above.',
        )
        return finish(code === 0 ? 1 : (code ?? 1))
      }
      options.say(
        `Deskbell ended by itself (${signal ?? code}). It starts again in ${wait / 1000} ${wait === 1000 ? 'second' : 'seconds'}.`,
      )
      waiting = setTimeout(start, wait)
    })
    if (kept !== null) started.send({ kept } satisfies FromWatcher)
    options.started?.(started)
  }
  start()
  return {
    stop(signal) {
      stopping = true
      if (waiting) {
        clearTimeout(waiting)
        finish(0)
      }
      child?.kill(signal)
    },
    ended,
  }
}
