import { expect, test } from 'vitest'
import { redact } from '../../src-main/core/office/redact'

test.each([
  ['texted +12025550101 twice', 'texted … twice'],
  ['(202) 555-0101', '(…'],
  ['0171 123 4567 / 030-1234567', '… / …'],
  ['+49 (0) 171 1234567', '…'],
  ['ask anna.berg@example.org today', 'ask …@… today'],
  ['Wrote “please stop” at noon', 'Wrote “…” at noon'],
  ['code 30034, 20 texts', 'code 30034, 20 texts'],
  ['2026-11-24T15:00:00.000Z started', '2026-11-24T15:00:00.000Z started'],
  ['SM0123456789abcdef0123456789abcdef unknown', 'SM0123456789abcdef0123456789abcdef unknown'],
  ['cde950ee-2b91-44ba-a5a3-9dcf4ccc8646 paused', 'cde950ee-2b91-44ba-a5a3-9dcf4ccc8646 paused'],
  ['one\nline', 'one ⏎ line'],
])('“%s” in a log is “%s”', (line, wanted) => {
  expect(redact(line)).toBe(wanted)
})

test('a line without end is cut, and takes no longer for it', () => {
  expect(redact('1'.repeat(1_000_000)).length).toBeLessThan(2_001)
  expect(redact(`${'a@'.repeat(500_000)}`).length).toBeLessThan(2_001)
})
