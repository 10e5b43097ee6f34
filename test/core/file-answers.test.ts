/** What an answer in a file may do to the ledger: never lift a no, never overrule a later answer. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerFromFile, type HeldAnswer } from '../../src-main/core/files/file-answers'
import { holds } from '../support/properties'

const FILE_AT = 1_000
const held = (more: Partial<HeldAnswer> = {}): HeldAnswer => ({
  state: 'none',
  at: null,
  refused: false,
  blocked: false,
  ...more,
})

describe('a yes in a file', () => {
  test.each<[string, Partial<HeldAnswer>, string]>([
    ['nothing is known: recorded', {}, 'record'],
    ['granted already: known', { state: 'granted', at: 5 }, 'known'],
    ['refused here: the refusal stays', { state: 'refused', at: 5 }, 'refused'],
    ['refused at another number of theirs: the refusal stays', { refused: true }, 'refused'],
    [
      'granted here, refused elsewhere: the refusal stays',
      { state: 'granted', at: 5, refused: true },
      'refused',
    ],
    ['the number opted out: the opt-out stays', { blocked: true }, 'opted-out'],
    [
      'opted out and granted before: the opt-out stays',
      { state: 'granted', at: 5, blocked: true },
      'opted-out',
    ],
  ])('%s', (_name, more, expected) => expect(answerFromFile('granted', held(more), FILE_AT)).toBe(expected))
})
describe('a no in a file', () => {
  test.each<[string, Partial<HeldAnswer>, string]>([
    ['nothing is known: recorded', {}, 'record'],
    ['refused already: known', { state: 'refused', at: 5 }, 'known'],
    ['granted before the file: recorded', { state: 'granted', at: 900 }, 'record'],
    ['granted at the same moment: recorded', { state: 'granted', at: FILE_AT }, 'record'],
    ['granted after the file was written: the later answer stays', { state: 'granted', at: 1_001 }, 'later'],
    ['granted, nobody knows when: recorded', { state: 'granted', at: null }, 'record'],
    ['opted out as well: recorded', { blocked: true }, 'record'],
  ])('%s', (_name, more, expected) => expect(answerFromFile('refused', held(more), FILE_AT)).toBe(expected))
})
test('no file lifts a refusal or an opt-out, whatever its date', () =>
  holds(
    fc.property(
      fc.constantFrom('none', 'granted', 'refused' as const),
      fc.option(fc.integer({ min: 0, max: 2_000 })),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 0, max: 2_000 }),
      (state, at, refused, blocked, fileAt) => {
        const result = answerFromFile(
          'granted',
          { state: state as HeldAnswer['state'], at, refused, blocked },
          fileAt,
        )
        if (refused || blocked || state === 'refused') expect(['refused', 'opted-out']).toContain(result)
      },
    ),
  ))
