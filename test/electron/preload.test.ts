/** The built preload, run with only what a sandboxed preload may require. */
import { readFileSync } from 'node:fs'
import vm from 'node:vm'
import { expect, test } from 'vitest'

const code = readFileSync('out/preload/electron.cjs', 'utf8')

const run = (protocol = 'app:') => {
  const exposed: Record<string, Record<string, unknown>> = {}
  const invoked: unknown[][] = []
  const listeners: [string, (...args: unknown[]) => void][] = []
  const once: ((...args: unknown[]) => void)[] = []
  const looked: string[] = []
  const localStorage = { getItem: (key: string) => void looked.push(key) }
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: Record<string, unknown>) =>
        Object.assign(exposed, { [name]: api }),
    },
    ipcRenderer: {
      invoke: (...args: unknown[]) => {
        invoked.push(args)
        return Promise.resolve({ ok: true, value: invoked.length })
      },
      on: (channel: string, listener: (...args: unknown[]) => void) => listeners.push([channel, listener]),
      once: (_channel: string, listener: (...args: unknown[]) => void) => once.push(listener),
      off: (channel: string, listener: unknown) =>
        listeners.splice(
          listeners.findIndex(([c, l]) => c === channel && l === listener),
          1,
        ),
    },
  }
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`)
    return electron
  }
  vm.runInNewContext(code, {
    require,
    module: { exports: {} },
    exports: {},
    console,
    localStorage,
    location: { protocol },
  })
  return { exposed, invoked, listeners, once, looked }
}

test('it is one file that requires electron and nothing else', () => {
  expect([...code.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name?.replace(/["'`]/g, ''))).toEqual([
    'electron',
  ])
})
test('the page gets named functions only', () => {
  const { exposed } = run()
  expect(Object.keys(exposed)).toEqual(['deskbell'])
  expect(Object.keys(exposed.deskbell ?? {}).toSorted()).toEqual(['call', 'host', 'on'])
})
test('calls go to one channel; events arrive without the sender’s event object', async () => {
  const { exposed, invoked, listeners } = run()
  const bridge = exposed.deskbell as {
    call(name: string, input: unknown): Promise<unknown>
    on(name: string, listener: (payload: unknown) => void): () => void
  }
  await bridge.call('people.page', { limit: 1 })
  expect(invoked.at(-1)).toEqual(['deskbell:call', 'people.page', { limit: 1 }])
  const heard: unknown[][] = []
  const stop = bridge.on('changed', (...args) => heard.push(args))
  listeners[0]?.[1]({ sender: 'secret' }, 'changed', { topics: [] })
  listeners[0]?.[1]({ sender: 'secret' }, 'job', {})
  expect(heard).toEqual([[{ topics: [] }]])
  stop()
  expect(listeners).toHaveLength(0)
})

test('who is here is asked before the page asks; its first question gets that answer, the next one is asked anew', async () => {
  const { exposed, invoked, looked } = run()
  expect(invoked).toEqual([['deskbell:call', 'session.get', {}]])
  expect(looked).toHaveLength(1)
  const { call } = exposed.deskbell as { call(name: string, input: unknown): Promise<unknown> }
  expect(await call('people.counts', {})).toMatchObject({ value: 2 })
  expect(await call('session.get', {})).toMatchObject({ value: 1 })
  expect(await call('session.get', {})).toMatchObject({ value: 3 })
  expect(invoked).toHaveLength(3)
})
test('an answer from before something changed is not given', async () => {
  const { exposed, once } = run()
  once[0]?.({}, 'changed', { topics: ['session'] })
  const { call } = exposed.deskbell as { call(name: string, input: unknown): Promise<unknown> }
  expect(await call('session.get', {})).toMatchObject({ value: 2 })
})
test('a document from elsewhere asks nothing by itself, and its storage is not looked at', () => {
  const { exposed, invoked, looked } = run('about:')
  expect([invoked, looked]).toEqual([[], []])
  expect(Object.keys(exposed)).toEqual(['deskbell'])
})
