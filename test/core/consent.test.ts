/** Who may be texted, and what a reply does to the block of its number. */
import { describe, expect, test } from 'vitest'
import { effectOfReply, mayText, REPLY_WINDOW_MS, strongest } from '../../src-main/core/sending/consent'

const NOW = Date.parse('2026-11-24T15:00:00Z')
const facts = {
  purpose: 'alerts' as const,
  consent: 'granted' as const,
  suppressedBy: null,
  heardAt: null,
  individual: false,
  now: NOW,
}

describe('a text may go', () => {
  test.each([
    ['with consent', {}, true],
    ['not without being asked', { consent: 'none' as const }, false],
    ['not after a refusal', { consent: 'refused' as const }, false],
    ['not to a blocked number, whatever was agreed', { suppressedBy: 'manual' as const }, false],
    ['not while an opt-out is doubtful', { suppressedBy: 'doubtful' as const }, false],
    [
      'as an answer within thirty days',
      {
        purpose: 'conversation' as const,
        consent: 'none' as const,
        individual: true,
        heardAt: NOW - REPLY_WINDOW_MS + 1,
      },
      true,
    ],
    [
      'not as an answer after thirty days',
      {
        purpose: 'conversation' as const,
        consent: 'none' as const,
        individual: true,
        heardAt: NOW - REPLY_WINDOW_MS,
      },
      false,
    ],
    [
      'not as an answer to many',
      { purpose: 'conversation' as const, consent: 'none' as const, heardAt: NOW - 1 },
      false,
    ],
    [
      'not as an answer to somebody who never wrote',
      { purpose: 'conversation' as const, consent: 'none' as const, individual: true },
      false,
    ],
    [
      'not as an answer after a refusal',
      { purpose: 'conversation' as const, consent: 'refused' as const, individual: true, heardAt: NOW - 1 },
      false,
    ],
  ])('%s', (_name, change, wanted) => {
    expect(mayText({ ...facts, ...change }).ok).toBe(wanted)
  })
})

test('a person’s own STOP counts before every other block', () => {
  expect(strongest(['doubtful', 'manual', 'carrier', 'stop'])).toBe('stop')
  expect(strongest(['doubtful', 'manual'])).toBe('manual')
  expect(strongest([])).toBeNull()
})

describe('X9 a reply', () => {
  test.each([
    ['STOP blocks', 'stop', [], false, 'stop', []],
    ['STOP settles a doubt', 'stop', ['doubtful'], false, 'stop', ['doubtful']],
    ['START lifts what STOP set', 'start', ['stop'], false, null, ['stop']],
    ['START lifts nothing set by hand', 'start', ['manual'], false, null, []],
    ['YES lifts a STOP', 'yes', ['stop', 'carrier'], false, null, ['stop', 'carrier']],
    ['YES lifts nothing on a toll-free number', 'yes', ['stop', 'carrier'], true, null, []],
    ['START lifts on a toll-free number, too', 'start', ['stop'], true, null, ['stop']],
    ['a doubt holds a number that is free', 'doubtful', [], false, 'doubtful', []],
    ['a doubt adds nothing to a block', 'doubtful', ['stop'], false, null, []],
    ['HELP changes nothing', 'help', ['stop'], false, null, []],
  ] as const)('%s', (_name, meaning, active, tollFree, set, lift) => {
    expect(effectOfReply(meaning, active, { tollFree })).toEqual({ set, lift })
  })
})
