/** What is exported and imported into an empty office is the same people. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { fetchFile, importCsv, setUpOffice } from '../support/prepare'
import { holds } from '../support/properties'
import { reservedNumber } from '../support/reserved-numbers'

/** Letters of several scripts, marks that divide cells, and beginnings that a spreadsheet would calculate. */
const letters = fc.constantFrom(
  ...'aäÖßéñłøğİıжשלعñ한字',
  ...'’\'"-.,;|/&()',
  ' ',
  '=',
  '+',
  '@',
  '\u00a0',
  '😀',
)
const words = (most: number) =>
  fc
    .array(letters, { minLength: 1, maxLength: most })
    .map((some) => some.join('').replace(/\s+/g, ' ').trim())
    // An apostrophe before what a spreadsheet would calculate is taken for protection.
    .filter((text) => text !== '' && !/'[=+@-]/.test(text))
const named = fc.record({ first: words(12), last: words(16) }).map(({ first, last }) => ({
  firstName: `P${first}`,
  lastName: last,
}))
const person = fc.record({
  name: named,
  email: fc.constantFrom('', 'a.b+c@example.com', 'ü@example.org', 'UPPER@Example.com'),
  language: fc.constantFrom('en' as const, 'fr' as const, 'es' as const, null),
  tags: fc.uniqueArray(fc.constantFrom('VIP', 'a b', 'Größe', '=1+1', '-x', 'Tom & Jo'), { maxLength: 3 }),
  labels: fc.uniqueArray(fc.constantFrom('Mobile', 'Home', 'Work', 'Mum', 'Büro'), {
    minLength: 1,
    maxLength: 3,
  }),
  height: fc.oneof(
    fc.constant(null),
    fc.integer({ min: -1000, max: 1_000_000 }),
    fc.integer({ min: -99_999, max: 99_999 }).map((n) => n / 100),
  ),
  since: fc.constantFrom(null, '1980-11-29', '2001-02-01', '2026-01-12'),
  glad: fc.constantFrom(null, true, false),
  remark: fc.oneof(fc.constant(null), words(20)),
  answer: fc.constantFrom(null, 'granted' as const, 'refused' as const),
  marketing: fc.constantFrom(null, 'granted' as const, 'refused' as const),
})
type Person = Parameters<Parameters<typeof person.map>[0]>[0]

const FIELDS = [
  { label: 'Height', type: 'number' },
  { label: 'Member since', type: 'date' },
  { label: 'Glad', type: 'yes-no' },
  { label: 'Remark', type: 'text' },
] as const

const openDesk = async (office: { country: string; zone: string; exportDecimals: 'point' | 'comma' }) => {
  const desk = await createDesk()
  await setUpOffice(desk.api)
  await desk.api.settings.saveOffice({ ...(await desk.api.settings.get({})).office, ...office })
  const keys: Record<string, string> = {}
  for (const { label, type } of FIELDS)
    keys[label] = (await desk.api.fields.save({ id: null, label, type, choices: [] })).key
  return { desk, keys }
}

const add = async ({ desk, keys }: { desk: Desk; keys: Record<string, string> }, some: Person[]) => {
  let serial = 0
  for (const one of some) {
    const custom = Object.fromEntries(
      Object.entries({
        Height: one.height,
        'Member since': one.since,
        Glad: one.glad,
        Remark: one.remark,
      }).map(([label, value]) => [keys[label] ?? '', value]),
    )
    const { id } = await desk.api.people.save({
      id: null,
      kind: 'client',
      ...one.name,
      email: one.email,
      language: one.language,
      tags: one.tags,
      custom,
      numbers: one.labels.map((label, i) => {
        serial += 1
        return { id: null, number: reservedNumber(serial), label, primary: i === 0 }
      }),
    })
    for (const [purpose, state] of [
      ['alerts', one.answer],
      ['marketing', one.marketing],
    ] as const)
      if (state)
        await desk.api.consent.record({
          recipientIds: [id],
          purpose,
          state,
          basis: 'written',
          source: 'Intake form',
          wording: '',
        })
  }
}

/** Everything that makes somebody who they are, without what is of this database alone. */
const peopleOf = async (desk: Desk) => {
  const { ids } = await desk.api.people.ids({})
  const found = []
  for (const id of ids) {
    const one = await desk.api.people.get({ id })
    found.push({
      kind: one.kind,
      first: one.firstName,
      last: one.lastName,
      email: one.email,
      language: one.language,
      account: one.account?.name ?? null,
      tags: one.tags.toSorted(),
      numbers: one.numbers
        .map(({ e164, label, primary }) => `${primary ? '* ' : ''}${label}: ${e164}`)
        .toSorted(),
      custom: Object.fromEntries(
        Object.entries(one.custom).filter(([, value]) => value !== null && value !== ''),
      ),
      consent: one.standing.map(({ purpose, state }) => `${purpose}: ${state}`).toSorted(),
    })
  }
  return found.toSorted((a, b) => (a.numbers.join() < b.numbers.join() ? -1 : 1))
}

test.each([
  { country: 'US', zone: 'America/New_York', exportDecimals: 'point' as const },
  { country: 'DE', zone: 'Europe/Berlin', exportDecimals: 'comma' as const },
])('import ∘ export = the same people, with a decimal $exportDecimals', async (office) => {
  await holds(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 8 }), async (some) => {
      const from = await openDesk(office)
      const to = await openDesk(office)
      try {
        await add(from, some)
        const file = await fetchFile(from.desk.api, await from.desk.api.people.export({}))
        await importCsv(to.desk.api, `\ufeff${file}`)
        expect(await peopleOf(to.desk)).toEqual(await peopleOf(from.desk))
      } finally {
        await from.desk.close()
        await to.desk.close()
      }
    }),
    5,
  )
})
