/** The live meter: what a text costs among everybody it can be written to, however many read the same. */
import { afterEach, expect, test } from 'vitest'
import type { Api } from '../../src-preload/contract'
import { createDesk, type Desk } from '../support/desk'
import { importCsv } from '../support/prepare'

let desk: Desk
afterEach(() => desk.close())

test('counts everybody, measures each wording, and says who has nothing to put in', async () => {
  desk = await createDesk()
  const zoe = `Zoë${'e'.repeat(60)}`
  await importCsv(
    desk.api,
    [
      'First name,Last name,Mobile',
      'Ada,One,2025550101',
      'Ada,Two,2025550102',
      'Ada,Three,2025550103',
      `${zoe},Four,2025550104`,
      ',Five,2025550105',
    ].join('\n'),
  )
  const meter = (body: string) =>
    desk.api.templates.meter({ recordKind: 'client', body, bulk: false, language: 'en' })
  expect(await meter('Hi {{ first_name }}, see you at ten.')).toEqual({
    people: 4,
    // The letter ë makes it UCS-2, 70 to a text: hers are two.
    units: 5,
    shortest: 1,
    longest: 2,
    longestText: `Hi ${zoe}, see you at ten.`,
    missing: 1,
  })
  // The same first name, another last name: another text.
  expect(await meter('Hi {{ last_name }}, see you at ten.')).toMatchObject({
    people: 5,
    units: 5,
    missing: 0,
  })
  expect(await meter('Hi {{ last_name }}, see you at ten.')).toMatchObject({
    longestText: 'Hi Three, see you at ten.',
  })
  expect(await meter('See you at ten.')).toMatchObject({
    people: 5,
    units: 5,
    longestText: 'See you at ten.',
  })
})

test('knows accounts, of themselves and of the people there, and the fields of the office', async () => {
  desk = await createDesk()
  const { key } = await desk.api.fields.save({ id: null, label: 'Room', type: 'text', choices: [] })
  const save = (kind: 'account' | 'client', name: string, accountId: number | null, room: string | null) =>
    desk.api.people.save({
      id: null,
      kind,
      firstName: name,
      lastName: '',
      email: kind === 'account' ? '' : `${name.toLowerCase()}@example.com`,
      language: null,
      accountId,
      tags: [],
      custom: room === null ? {} : { [key]: room },
      numbers: [],
    })
  const { id: school } = await save('account', 'Linden School', null, null)
  await save('account', 'Oak', null, null)
  await save('client', 'Ada', school, 'A1')
  await save('client', 'Ben', null, 'A1')
  const meter = async (recordKind: 'account' | 'client', body: string) => {
    const { people, missing, longestText } = await desk.api.templates.meter({ recordKind, body, bulk: false })
    return { people, missing, longestText }
  }
  expect(await meter('account', 'To {{ account_name }}')).toEqual({
    people: 2,
    missing: 0,
    longestText: 'To Linden School',
  })
  expect(await meter('client', '{{ full_name }} of {{ account_name }}')).toEqual({
    people: 1,
    missing: 1,
    longestText: 'Ada of Linden School',
  })
  expect(await meter('client', `Room {{ custom.${key} }}, {{ email | upcase }}`)).toMatchObject({
    people: 2,
    longestText: expect.stringMatching(/^Room A1, (ADA|BEN)@EXAMPLE.COM$/),
  })
  expect(await meter('client', `Room {{ custom.${key} }}`)).toMatchObject({
    people: 2,
    longestText: 'Room A1',
  })
})

test('measures the numbers, language and tags of a record, and those of its account, as a text says them', async () => {
  desk = await createDesk()
  const { key } = await desk.api.fields.save({ id: null, label: 'Open', type: 'yes-no', choices: [] })
  const save = (
    kind: 'account' | 'client',
    name: string,
    more: Partial<Parameters<Api['people']['save']>[0]>,
  ) =>
    desk.api.people.save({
      id: null,
      kind,
      firstName: name,
      lastName: '',
      email: '',
      language: null,
      accountId: null,
      tags: [],
      custom: {},
      numbers: [],
      ...more,
    })
  const number = (number: string, primary: boolean) => ({ id: null, number, label: 'Mobile', primary })
  const { id: school } = await save('account', 'Linden School', {
    email: 'school@example.com',
    custom: { [key]: true },
    numbers: [number('202 555 0110', true)],
  })
  await save('client', 'Ada', {
    accountId: school,
    language: 'es',
    tags: ['b', 'a'],
    numbers: [number('202 555 0101', false), number('202 555 0102', true)],
  })
  await save('client', 'Ben', {})
  const names = ['phone', 'language', 'tags', 'account_phone', 'account_email', `account.${key}`]
  const values = (await desk.api.templates.record({ recordKind: 'client', offset: 0 })).values
  expect(names.map((name) => values[name])).toEqual([
    '(202) 555-0102',
    'español',
    'a, b',
    '(202) 555-0110',
    'school@example.com',
    true,
  ])
  const ben = (await desk.api.templates.record({ recordKind: 'client', offset: 1 })).values
  for (const name of names) {
    expect(ben[name]).toBeNull()
    const found = await desk.api.templates.meter({ recordKind: 'client', body: `{{ ${name} }}`, bulk: false })
    expect(found).toMatchObject({
      people: 1,
      missing: 1,
      longestText: values[name] === true ? 'yes' : values[name],
    })
  }
})
