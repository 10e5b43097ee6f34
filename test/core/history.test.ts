/** Whether this database is the one that its account's texts were sent from. */
import { describe, expect, test } from 'vitest'
import {
  compareGenerations,
  isAnotherHistory,
  judge,
  sameWords,
  type UnknownText,
} from '../../src-main/core/sending/history'

describe('the parts of a data folder belong together', () => {
  const g = (database: string | null, current: string | null, next: string | null, file: string | null) =>
    compareGenerations({ database, journal: { current, next }, file })
  test.each([
    ['nothing yet', g(null, null, null, null), 'first'],
    ['all of the last start', g('b', 'b', 'b', 'b'), 'same'],
    ['cut short after the journal', g('a', 'a', 'b', 'a'), 'same'],
    ['cut short after the database', g('b', 'a', 'b', 'a'), 'same'],
    ['cut short after the file', g('b', 'a', 'b', 'b'), 'same'],
    ['the very first start cut short after the journal', g(null, null, 'a', null), 'same'],
    ['the very first start cut short after the database', g('a', null, 'a', null), 'same'],
    ['an older database', g('a', 'c', 'c', 'c'), 'copy'],
    ['an older journal', g('c', 'a', 'a', 'c'), 'copy'],
    ['an older file', g('c', 'c', 'c', 'a'), 'copy'],
    ['no journal', g('c', null, null, 'c'), 'copy'],
    ['no file', g('c', 'c', 'c', null), 'copy'],
    ['no generation in the database', g(null, 'c', 'c', 'c'), 'copy'],
    ['a database alone', g('c', null, null, null), 'copy'],
  ])('%s', (_name, found, wanted) => {
    expect(found).toBe(wanted)
  })
})

const text = (change: Partial<UnknownText> = {}): UnknownText => ({
  sid: 'SM1',
  to: '+12025550101',
  body: 'Hi',
  createdAt: 1_000_000,
  ownSender: true,
  ...change,
})
const attempt = (id: number, claimedAt: number | null = 1_000_000) => ({
  id,
  e164: '+12025550101',
  body: 'Hi',
  claimedAt,
})
const waiting = (id: number) => ({ id, e164: '+12025550101', body: 'Hi' })

describe('a text that the carrier lists and nobody here knows', () => {
  test('is explained by a request whose answer was lost', () => {
    expect(judge([text()], [attempt(1)], [waiting(7)]).explained).toHaveLength(1)
  })
  test('each request explains one text: the second was sent by another history', () => {
    const found = judge([text(), text({ sid: 'SM2' })], [attempt(1)], [waiting(7)])
    expect(found.explained).toHaveLength(1)
    expect(found.matched).toEqual([{ text: text({ sid: 'SM2' }), messageId: 7 }])
    expect(isAnotherHistory(found, { othersUseOurSenders: true })).toBe(true)
  })
  test('is not explained by a request that was made long after it', () => {
    expect(judge([text()], [attempt(1, 1_000_000 + 11 * 60_000)], []).unexplained).toHaveLength(1)
  })
  test('from our own sender with other words stops sending, unless a person said that another program uses it', () => {
    const found = judge([text({ body: 'Other words' })], [], [waiting(7)])
    expect(found.unexplained).toHaveLength(1)
    expect(isAnotherHistory(found, { othersUseOurSenders: false })).toBe(true)
    expect(isAnotherHistory(found, { othersUseOurSenders: true })).toBe(false)
  })
  test('from a sender of another program is shown and stops nothing', () => {
    const found = judge([text({ body: 'Other words', ownSender: false })], [], [waiting(7)])
    expect(found.foreign).toHaveLength(1)
    expect(isAnotherHistory(found, { othersUseOurSenders: false })).toBe(false)
  })
  test('from a foreign sender, but with the words and number of a waiting text, stops sending', () => {
    const found = judge([text({ ownSender: false })], [], [waiting(7)])
    expect(isAnotherHistory(found, { othersUseOurSenders: true })).toBe(true)
  })
})

test.each([
  ['Hi', 'Hi', true],
  ['Sent from your Twilio trial account - Hi', 'Hi', true],
  ['"Hi" - it\'s 5...', '“Hi” – it’s 5…', true],
  ['', 'Hi', true],
  ['Hi', 'Ho', false],
  ['Hi!', 'Hi', false],
  ['Sent from your Twilio trial account - Ho', 'Hi', false],
])('“%s” at the carrier against “%s” here: %s', (carrier, ours, wanted) => {
  expect(sameWords(carrier, ours)).toBe(wanted)
})
