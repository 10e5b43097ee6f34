import { describe, expect, test } from 'vitest'
import {
  conditionProblem,
  datesFound,
  hoursOf,
  isComparable,
  OPERATORS,
} from '../../src-preload/shared/people/conditions'
import { inWords } from '#shared/phrases/say'

const VISIT = { field: 'custom.visit', label: 'Visit', type: 'date-time' } as const
/** Noon of 24 November. */
const day = (n: number) => `2026-11-${24 + n}`
const hour = (n: number) => new Date(Date.UTC(2026, 10, 24, 12 + n)).toISOString().slice(0, 16)
const found = (op: string, value: number | null, at: string) =>
  datesFound([{ field: 'custom.visit', op, value }], () => at, day, hour)

test('M22 date-times are compared with hours, before and after', () => {
  const ops = OPERATORS['date-time'].map(({ op }) => op)
  expect(ops).toEqual(
    expect.arrayContaining(['within-hours', 'within-last-hours', 'before', 'after', 'tomorrow']),
  )
  expect(hoursOf({ field: '', op: 'within-hours', value: 3 })).toEqual({ from: 0, to: 3 })
  expect(hoursOf({ field: '', op: 'within-last-hours', value: 3 })).toEqual({ from: -3, to: 0 })
  expect(hoursOf({ field: '', op: 'tomorrow', value: null })).toBeNull()
})

describe('what somebody is found for', () => {
  test.each([
    ['within-hours', 2, '2026-11-24T14:00', ['2026-11-24T14:00']],
    ['within-hours', 2, '2026-11-24T14:01', []],
    ['within-hours', 2, '2026-11-24T11:59', []],
    ['within-last-hours', 1, '2026-11-24T11:00', ['2026-11-24T11:00']],
    // Two visits of one day are two; a date without a time is one.
    ['tomorrow', null, '2026-11-25T09:00', ['2026-11-25T09:00']],
    ['tomorrow', null, '2026-11-25T15:00', ['2026-11-25T15:00']],
    ['tomorrow', null, '2026-11-25', ['2026-11-25']],
    ['yearly-tomorrow', null, '1980-11-25', ['2026-11-25']],
    ['before', null, '2026-11-25T15:00', []],
  ])('%s %s: %s', (op, value, at, dates) => expect(found(op, value, at)).toEqual(dates))
})

test('a number of hours is a number, and no more than a year of them', () => {
  const problem = (value: number | string | null) =>
    inWords(conditionProblem({ field: VISIT.field, op: 'within-hours', value }, [VISIT]))
  expect(problem(null)).toBe('Fill in what to look for.')
  expect(problem('soon')).toBe('Type a number.')
  expect(problem(1.5)).toBe('Type a whole number of hours from 0 to 8,760.')
  expect(problem(9000)).toBe('Type a whole number of hours from 0 to 8,760.')
  expect(problem(2)).toBeNull()
  expect(isComparable(VISIT, { field: VISIT.field, op: 'within-hours', value: 9000 })).toBe(false)
  expect(isComparable(VISIT, { field: VISIT.field, op: 'within-hours', value: 1.5 })).toBe(false)
})
