/** Processes of our own for fault tests: the app and the carrier, spoken to over pipes and loopback. */
import { type ChildProcess, spawn } from 'node:child_process'
import readline from 'node:readline'
import type { Api } from '../../src-preload/contract'
import type { Behaviour } from '../../src-main/adapters/practice/misbehaviour'
import type { PracticeMessage } from '../../src-main/adapters/practice/control'

const firstLine = (child: ChildProcess, wanted: (value: Record<string, unknown>) => boolean) =>
  new Promise<Record<string, unknown>>((resolve, reject) => {
    if (!child.stdout) return reject(new Error('no output'))
    const lines = readline.createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      try {
        const value = JSON.parse(line) as Record<string, unknown>
        if (wanted(value)) resolve(value)
      } catch {
        // Not every line is ours.
      }
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready`)))
  })

export type CarrierProcess = {
  baseUrl: string
  behave(change: { [K in keyof Behaviour]?: Behaviour[K] | null }): Promise<void>
  messages(): Promise<PracticeMessage[]>
  inbound(text: { from: string; to: string; body: string }): Promise<void>
  /** Puts its clock forward. */
  skip(ms: number): Promise<void>
  end(): void
}

export const startCarrier = async (options: object = {}): Promise<CarrierProcess> => {
  const child = spawn(process.execPath, ['test/support/carrier-process.mjs', JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const { baseUrl } = await firstLine(child, (value) => typeof value.baseUrl === 'string')
  const control = async (name: string, body: object = {}) => {
    const response = await fetch(`${String(baseUrl)}/__practice/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    return (await response.json()) as Record<string, unknown>
  }
  return {
    baseUrl: String(baseUrl),
    behave: async (change) => {
      await control('behaviour', change)
    },
    messages: async () => (await control('messages')).messages as PracticeMessage[],
    inbound: async (text) => {
      await control('inbound', text)
    },
    skip: async (ms) => {
      const skipped = firstLine(child, (value) => value.skipped === ms)
      child.stdin?.write(`${JSON.stringify({ skip: ms })}\n`)
      await skipped
    },
    end: () => {
      child.kill('SIGKILL')
    },
  }
}

export type AppProcess = {
  pid: number
  /** The page, with a token that is good once. */
  newUrl(): Promise<string>
  /** One call past the page; throws its failure. */
  call(name: string, input: unknown): Promise<unknown>
  api: Api
  log: string[]
  /** Puts its clock forward. */
  skip(ms: number): Promise<void>
  kill(): Promise<void>
  /** Resolves when the process has ended. */
  gone: Promise<void>
  /** The step it killed itself at. */
  died(): string | null
  /** The most memory it ever had, in bytes. */
  peak(): Promise<number>
  /** Ends in order. */
  close(): Promise<void>
}

export type AppProcessOptions = {
  dataDir: string
  /** Without one it has the practice carrier of its own. */
  carrierUrl?: string
  settleMs?: number
  maxInFlight?: number
  pace?: object
  /** The time it begins at; it runs on from there. */
  startAt?: string
  /** Kills itself at this step, the n-th time it comes there. */
  dieAt?: string
  dieAfter?: number
}

/** Starts the built app. `prefix` puts another program before it, such as strace. */
export const startApp = async (options: AppProcessOptions, prefix: string[] = []): Promise<AppProcess> => {
  const [command, ...args] = [
    ...prefix,
    process.execPath,
    'test/support/app-process.mjs',
    JSON.stringify(options),
  ]
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], detached: prefix.length > 0 })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const log: string[] = []
  let next = 1
  let died: string | null = null
  const lost = () => {
    for (const { reject } of waiting.values()) reject(new Error('the app is gone'))
    waiting.clear()
  }
  void gone.then(lost)
  const ready = new Promise<void>((resolve, reject) => {
    const lines = readline.createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      const value = JSON.parse(line) as {
        id?: number
        value?: unknown
        error?: { code: string; message: string }
        log?: string
        ready?: true
        failed?: string
        message?: string
        why?: string
        died?: string
      }
      if (value.died) died = value.died
      if (value.ready) resolve()
      else if (value.failed)
        reject(
          Object.assign(new Error(value.message ?? value.failed), { name: value.failed, why: value.why }),
        )
      else if (value.log) log.push(value.log)
      else if (value.id !== undefined) {
        const asked = waiting.get(value.id)
        waiting.delete(value.id)
        if (value.error) asked?.reject(Object.assign(new Error(value.error.message), value.error))
        else asked?.resolve(value.value)
      }
    })
    child.once('exit', () => reject(new Error('the app ended before it was ready')))
  })
  await ready
  const call = (name: string, input: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const id = next
      next += 1
      waiting.set(id, { resolve, reject })
      child.stdin.write(`${JSON.stringify({ id, name, input })}\n`, (error) => {
        if (error) reject(new Error('the app is gone'))
      })
    })
  const api = new Proxy({} as Api, {
    get: (_api, feature) =>
      new Proxy(
        {},
        { get: (_f, verb) => (input: unknown) => call(`${String(feature)}.${String(verb)}`, input) },
      ),
  })
  return {
    pid: child.pid ?? 0,
    newUrl: async () => String(await call('newUrl', {})),
    call,
    api,
    log,
    gone,
    async skip(ms) {
      await call('skip', ms)
    },
    died: () => died,
    async kill() {
      // Behind strace the app is a child of our child: end the group we made.
      if (prefix.length > 0) process.kill(-(child.pid ?? 0), 'SIGKILL')
      else child.kill('SIGKILL')
      await gone
    },
    peak: async () => (await call('peak', {})) as number,
    async close() {
      await call('close', {}).catch(() => undefined)
      await gone
    },
  }
}
