/** Everybody selected ends once, as a text or as a reason, however numbers are shared. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidate, type Rules, startPlan } from '#core/sending/send-plan'
import { compile } from '#shared/text/template'
import type { E164 } from '#shared/values'
import { holds } from '../support/properties'
import { say } from '#shared/phrases/say'

const compilation = compile('Hi {{ first_name }}')
if (!compilation.ok) throw new Error(say(compilation.message))
const { template } = compilation

const rules = (each: Rules['each'], leaveOut: readonly number[] = []): Rules => ({
  purpose: 'alerts',
  template,
  each,
  plain: false,
  dressing: () => ({ officeName: '', optOutLine: '' }),
  leaveOut: new Set(leaveOut),
  style: { locale: 'en', timeZone: 'UTC' },
  unitPrice: (country) =>
    country === 'US' ? { micros: 8300, low: 8300, currency: 'USD', basis: 'list' } : null,
  now: 0,
})

const person = (id: number, firstName: string, number: number, country = 'US'): Candidate => ({
  id,
  kind: 'client',
  name: `${firstName} ${id}`,
  archived: false,
  zone: null,
  language: null,
  values: { first_name: firstName },
  numbers: [
    {
      e164: `+1202555010${number}` as E164,
      label: 'Mobile',
      primary: true,
      country,
      line: 'either',
      flagged: null,
      consent: 'granted',
      suppressedBy: null,
      heardAt: null,
    },
  ],
})

const planned = (each: Rules['each'], people: readonly Candidate[], leaveOut: readonly number[] = []) => {
  const plan = startPlan(rules(each, leaveOut))
  for (const one of people) plan.take([one])
  return plan.result()
}

test('either way of treating shared numbers says what the other would mean, and nobody is in it twice or lost', () => {
  const office = fc
    .array(fc.tuple(fc.constantFrom('Ada', 'Bea'), fc.integer({ min: 1, max: 4 })), { maxLength: 14 })
    .map((all) => all.map(([name, number], i) => person(i + 1, name, number)))
  holds(
    fc.property(office, fc.array(fc.integer({ min: 1, max: 14 })), (people, leaveOut) => {
      const [number, one] = (['number', 'person'] as const).map((each) => planned(each, people, leaveOut))
      for (const plan of [number, one]) {
        const ids = [...(plan?.will ?? []), ...(plan?.wont ?? [])].map(({ recipientId }) => recipientId)
        expect(ids.toSorted((a, b) => a - b)).toEqual(people.map(({ id }) => id))
        expect([plan?.perNumber, plan?.perPerson]).toEqual([number?.will.length, one?.will.length])
        const takers = people.filter(({ id }) => !leaveOut.includes(id))
        const by = Map.groupBy(takers, ({ numbers }) => numbers[0]?.e164)
        expect(plan?.shared).toEqual(
          [...by]
            .filter(([, all]) => all.length > 1)
            .map(([e164, all]) => ({ e164, recipientIds: all.map(({ id }) => id) })),
        )
      }
      // Nobody reads the same words twice on one phone.
      for (const plan of [number, one]) {
        const said = plan?.will.map(({ e164, text }) => `${e164} ${text}`) ?? []
        expect(new Set(said).size).toBe(said.length)
      }
    }),
    500,
  )
})

test('who shares a number is told with whom, and whether the words are the same', () => {
  const people = [person(1, 'Ada', 1), person(2, 'Bea', 1), person(3, 'Ada', 1), person(4, 'Bea', 1)]
  const whys = (each: Rules['each']) =>
    planned(each, people).wont.map(({ recipientId, why }) => [recipientId, say(why)])
  expect(whys('number')).toEqual([
    [2, 'Same number as Ada 1'],
    [3, 'Same number and text as Ada 1'],
    [4, 'Same number as Ada 1'],
  ])
  expect(whys('person')).toEqual([
    [3, 'Same number and text as Ada 1'],
    [4, 'Same number and text as Bea 2'],
  ])
})

test('a price is that of all segments, and unknown where the country’s is', () => {
  const { will } = planned('number', [
    person(1, 'Ada', 1),
    person(2, 'A'.repeat(200), 2),
    person(3, 'Ada', 3, 'XK'),
    person(4, 'Ada', 4),
  ])
  expect(will.map(({ units, price }) => [units, price?.micros ?? null])).toEqual([
    [1, 8300],
    [2, 16_600],
    [1, null],
    [1, 8300],
  ])
})
