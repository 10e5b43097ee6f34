/** What was missed while the PC was off, whatever the program did first after it was on again. */
import { expect, test } from 'vitest'
import { dateAt } from '../../src-preload/shared/time/wall-time'
import { createAbsence } from '../../src-main/services/outbox/guards/absence'

const ZONE = 'America/New_York'
/** Only what it reads. */
const absenceWith = (lastDay: string | null) =>
  createAbsence({
    stores: {
      facts: { get: () => null, set: () => {} },
      daily: { all: async () => [{ at: '09:00', active: 1, archivedAt: null, lastDay }] },
    },
    office: {
      settings: () => ({ office: { zone: ZONE } }),
      dayAt: (at: number) => dateAt(at, ZONE),
    },
  } as unknown as Parameters<typeof createAbsence>[0])

const TUESDAY_AFTER_ITS_RUN = Date.parse('2026-11-24T15:00:00.000Z')
const FRIDAY_AFTER_ITS_RUN = Date.parse('2026-11-27T15:00:00.000Z')

test.each([
  ['not yet made', '2026-11-24'],
  ['made already', '2026-11-27'],
  ['never made before', null],
])('runs of days that are over are missed; today’s is %s', async (_what, lastDay) => {
  const { missedRuns } = absenceWith(lastDay)
  expect(await missedRuns(TUESDAY_AFTER_ITS_RUN, FRIDAY_AFTER_ITS_RUN)).toBe(2)
})

test('a run that was made in the half minute after the last note of being awake is not missed', async () => {
  const before = Date.parse('2026-11-24T13:59:45.000Z')
  expect(await absenceWith('2026-11-24').missedRuns(before, FRIDAY_AFTER_ITS_RUN)).toBe(2)
  expect(await absenceWith('2026-11-23').missedRuns(before, FRIDAY_AFTER_ITS_RUN)).toBe(3)
})
