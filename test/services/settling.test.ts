/** Claims and answers that could not be written down are written once somebody resumes. */
import { expect, test } from 'vitest'
import { createSettling } from '../../src-main/services/outbox/runner/settling'
import type { Claim } from '../../src-main/services/outbox/outbox-store'

type Ports = Parameters<typeof createSettling>[0]

const open = () => {
  let full = true
  const given: number[] = []
  const settling = createSettling({
    stores: {
      write: async (work: () => unknown) => {
        if (full) throw Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' })
        return work()
      },
      outbox: { sidTaken: () => false },
    } as unknown as Ports['stores'],
    clock: { now: () => 0, elapsed: () => 0, after: () => () => {} },
    gate: { reason: () => null, pause: async () => {} } as unknown as Ports['gate'],
    record: {
      notSent: (attemptId: number) => given.push(attemptId),
      accepted: (attemptId: number) => given.push(attemptId),
    } as unknown as Ports['record'],
    connection: { answered() {}, taken() {} } as unknown as Ports['connection'],
    carrierClock: { heard() {} } as unknown as Ports['carrierClock'],
    flying: () => [],
    stopped: () => false,
    report: () => {},
  })
  return { settling, given, makeRoom: () => (full = false) }
}
const claim = (attemptId: number) => ({ attemptId, message: { id: attemptId }, sendAt: null }) as Claim

test('claims that could not be given back are given back once, when somebody resumes', async () => {
  const { settling, given, makeRoom } = open()
  await settling.giveBack({ claims: [claim(1), claim(2)], why: 'pause.disk-full.title' })
  await settling.retry()
  expect(given).toEqual([])
  makeRoom()
  await settling.retry()
  await settling.retry()
  expect(given).toEqual([1, 2])
})

test('an answer that could not be written is kept, and written once there is room', async () => {
  const { settling, given, makeRoom } = open()
  const outcome = {
    kind: 'accepted',
    sid: 'SM1',
    status: 'accepted',
    segments: 1,
    price: null,
    carrierTime: null,
  } as const
  await expect(settling.keep(claim(3), outcome, 1)).rejects.toThrow('disk full')
  makeRoom()
  await settling.retry()
  expect(given).toEqual([3])
})
