import { expect, test } from 'vitest'
import { createQuit } from '../../src-main/hosts/electron/quit'

/** Quits three times at once, and answers what was asked and done. */
const quitting = async (waiting: () => number, agrees = false) => {
  const done: string[] = []
  const quit = createQuit({
    waiting,
    async ask(n) {
      done.push(`asked about ${n}`)
      return agrees
    },
    async leave() {
      done.push('left')
    },
    report: (error) => done.push(`could not count: ${String(error)}`),
  })
  await Promise.all([quit(), quit(), quit()])
  return { done, quit }
}

test('texts that wait are asked about once; staying keeps the program, agreeing ends it', async () => {
  const { done, quit } = await quitting(() => 3)
  expect(done).toEqual(['asked about 3'])
  await quit()
  expect(done).toEqual(['asked about 3', 'asked about 3'])
  expect((await quitting(() => 3, true)).done).toEqual(['asked about 3', 'left'])
  expect((await quitting(() => 0)).done).toEqual(['left'])
})

test('a database that is busy for a moment is asked again', async () => {
  let tries = 0
  const { done } = await quitting(() => {
    tries += 1
    if (tries === 1) throw new TypeError('busy')
    return 2
  })
  expect(done).toEqual(['asked about 2'])
})

test('a database that cannot be read does not keep the program open, nor crash it', async () => {
  const { done } = await quitting(() => {
    throw new TypeError('not open')
  })
  expect(done).toHaveLength(2)
  expect(done[0]).toBe('could not count: TypeError: not open')
  expect(done[1]).toBe('left')
})
