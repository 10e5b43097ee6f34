import { describe, expect, test } from 'vitest'
import { inWords } from '#shared/phrases/say'
import { names } from '#shared/text/compose'
import { holdsAddress, isName, wayOutProblem } from '#core/sending/way-out'

const ok = (line: string, oneWay: boolean, country = 'US') =>
  wayOutProblem({ line, oneWay, names: [], country }) === null

describe('C7 the opt-out line offers a way out that works for the sender', () => {
  test.each([
    'Reply STOP to opt out',
    'Text stop to end',
    'STOP pour ne plus recevoir',
    'Responda STOP para no recibir',
    'Répondez ARRÊT',
    'Envía BAJA',
    'Unsubscribe: answer UNSUBSCRIBE',
  ])('an answer, for a sender that takes them only: %s', (line) => {
    expect([ok(line, false), ok(line, true)]).toEqual([true, false])
  })
  test.each([
    'Stop: larkfield.example/stop',
    'Stop at https://larkfield.example',
    'No more? www.larkfield.example',
    'No more: larkfield.example',
    'Write to stop@larkfield.example',
    'Call (202) 555-0100 to stop',
    'Call 202-555-0100',
    'Appelez le +33 1 99 00 12 34',
  ])('an address, for every sender: %s', (line) => {
    expect([ok(line, false), ok(line, true)]).toEqual([true, true])
  })
  test.each([
    '',
    '   ',
    'Have a nice day',
    'We open in the end of May 2026',
    'Nonstop offers until 2026-12-25',
    'See you at 10.30',
    'Nonstop, e.g. at night',
  ])('nothing of the kind, for none: “%s”', (line) => {
    expect([ok(line, false), ok(line, true)]).toEqual([false, false])
  })
  test('a number without its country is read as one of the office’s', () => {
    expect(ok('Call 020 7946 0018', true, 'GB')).toBe(true)
    expect(ok('Call 020 7946 0018', true, 'US')).toBe(false)
    expect(holdsAddress('Call 202 555 0100', 'ZZ')).toBe(false)
  })
  test('a Messaging Service that may send from a name needs an address as well, and the name is told', () => {
    const problem = (line: string) =>
      inWords(wayOutProblem({ line, oneWay: false, names: ['Larkfield'], country: 'US' }))
    expect(problem('Reply STOP to opt out')).toContain('“Larkfield”')
    expect(problem('Call 202 555 0100 to stop')).toBeNull()
  })
  test('a sender with a letter is a name', () => {
    expect(['Larkfield', '3Mobile', '+12025550100', '12345'].map(isName)).toEqual([true, true, false, false])
  })
})

test('C7 an office is named by its words, not by a part of another word', () => {
  expect(names('Also today', 'Al')).toBe(false)
  expect(names('Hi from Al!', 'Al')).toBe(true)
  expect(names('also AL', 'Al')).toBe(true)
  expect(names('Chez Élan: bonjour', 'elan')).toBe(true)
  expect(names('anything', '')).toBe(false)
})
