/** The legal duty that is shown before the first text to many (B9), by the office's country. */
import { describe, expect, test } from 'vitest'
import { inWords } from '#shared/phrases/say'
import { dutyOf } from '../../src-main/core/sending/duty'

describe.each(['US', 'CA', 'GB', 'AU', 'DE', 'FR', 'ES', 'IE', 'NO', 'NZ', 'IN', 'XX'])('%s', (country) => {
  test('a law or rule, at least three points, and where it stands', () => {
    const duty = inWords(dutyOf(country))
    expect(duty.title.length).toBeGreaterThan(5)
    expect(duty.points.length).toBeGreaterThanOrEqual(3)
    expect(duty.address).toMatch(/^https:\/\//)
  })
})
test('members of the EU and the EEA share one', () => {
  for (const country of ['FR', 'ES', 'IE', 'NO', 'IS']) expect(dutyOf(country)).toEqual(dutyOf('DE'))
})
test('the states that add to the law of the US are named', () =>
  expect(inWords(dutyOf('US')).points.join(' ')).toMatch(/Texas.*Sunday.*noon/))
