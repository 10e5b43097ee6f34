import { expect, test, vi } from 'vitest'
import { systemClock } from '../../src-main/adapters/clock/system-clock'
import { createFakeClock } from '../support/fake-clock'

test('the system clock tells the time, runs work once, and can be called off', async () => {
  const clock = systemClock()
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000)
  const work = vi.fn()
  const off = vi.fn()
  clock.after(1, work)
  clock.after(1, off)()
  await new Promise((done) => setTimeout(done, 30))
  expect(work).toHaveBeenCalledTimes(1)
  expect(off).not.toHaveBeenCalled()
})

test('a wait of a month does not end at once', () => {
  vi.useFakeTimers()
  const work = vi.fn()
  const month = 31 * 24 * 3_600_000
  systemClock().after(month, work)
  vi.advanceTimersByTime(month - 1)
  expect(work).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(work).toHaveBeenCalledTimes(1)
  vi.useRealTimers()
})

test('the fake clock runs what falls due in order, also what is set meanwhile', async () => {
  const clock = createFakeClock('2026-11-23T09:00:00Z')
  const seen: string[] = []
  clock.after(20, () => seen.push(`b ${clock.now() % 1000}`))
  clock.after(10, () => {
    seen.push('a')
    void Promise.resolve().then(() => clock.after(5, () => seen.push(`c ${clock.now() % 1000}`)))
  })
  clock.after(10, () => seen.push('called off'))()
  await clock.advance(25)
  expect(seen).toEqual(['a', 'c 15', 'b 20'])
  expect(clock.now()).toBe(Date.parse('2026-11-23T09:00:00.025Z'))
})
