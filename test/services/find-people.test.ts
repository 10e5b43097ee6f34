/** People are found by a name with a typing error, another spelling, any number, and after they were archived. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { importCsv, setUpOffice } from '../support/prepare'

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  await importCsv(
    desk.api,
    [
      'First Name,Last Name,Mobile,Home Phone,Consent to alerts',
      'Jürgen,Müller,202-555-0101,202-555-0131,yes',
      'Anna,Schroeder,202-555-0102,,yes',
      'Lukas,Größl,202-555-0103,,yes',
      'Søren,Ødegård,202-555-0104,,yes',
      'Catherine,Castellanos,202-555-0105,,yes',
      'Łukasz,Wałęsa,202-555-0106,,yes',
      'Benjamin,Brightwater,202-555-0107,,yes',
      'Ann,Webb,202-555-0108,,yes',
    ].join('\n'),
  )
})
afterAll(() => desk.close())
const hits = async (text: string) =>
  (await desk.api.find.all({ text })).find(({ group }) => group === 'people')?.hits ?? []

describe('the name', () => {
  test.each([
    ['Muller', 'Jürgen Müller'],
    ['Mueller', 'Jürgen Müller'],
    ['Müller', 'Jürgen Müller'],
    ['Juergen Mueller', 'Jürgen Müller'],
    ['Schröder', 'Anna Schroeder'],
    ['Schroder', 'Anna Schroeder'],
    ['Groessl', 'Lukas Größl'],
    ['Grossl', 'Lukas Größl'],
    ['Soren', 'Søren Ødegård'],
    ['Soeren', 'Søren Ødegård'],
    ['Lukasz', 'Łukasz Wałęsa'],
    ['Casteltanos', 'Catherine Castellanos'],
    ['Castelanos', 'Catherine Castellanos'],
    ['Castellnaos', 'Catherine Castellanos'],
    ['Castellanoss', 'Catherine Castellanos'],
    ['Cathrine', 'Catherine Castellanos'],
    ['Brihgtwater', 'Benjamin Brightwater'],
    ['Brightwatre Benjamin', 'Benjamin Brightwater'],
    ['Benjmin Brightwater', 'Benjamin Brightwater'],
    ['Xebb', 'Ann Webb'],
    ['Wbeb', 'Ann Webb'],
  ])('%s: %s', async (text, name) => expect((await hits(text)).map(({ title }) => title)).toContain(name))
  test.each(['Zzzzzz', 'Qwertyuiop', 'Xq'])('%s is nobody', async (text) =>
    expect(await hits(text)).toEqual([]),
  )
})

test.each([
  ['202-555-0131', '(202) 555-0131'],
  ['0131', '(202) 555-0131'],
  ['+1 202 555 0131', '(202) 555-0131'],
  ['5550101', '(202) 555-0101'],
  ['0101', '(202) 555-0101'],
])('the number %s, and the hit shows which matched', async (text, shown) => {
  const [hit] = await hits(text)
  expect(hit?.title).toBe('Jürgen Müller')
  expect(hit?.detail).toContain(shown)
})

test('archived people are found and keep their name in the inbox', async () => {
  const [before] = await hits('Webb')
  const id = Number(before?.to.split('/').at(-1))
  desk.carrier.inbound({ from: '+12025550108', to: '+12025550100', body: 'See you' })
  await desk.until(
    async () => (await desk.api.inbox.page({ view: 'open' } as never)).total === 1,
    'the reply',
  )
  await desk.api.people.archive({ ids: [id], archived: true })
  expect(await hits('Webb')).toMatchObject([{ title: 'Ann Webb', tag: 'Client, archived' }])
  const { rows } = await desk.api.inbox.page({ view: 'open' } as never)
  expect(rows[0]?.people).toMatchObject([{ name: 'Ann Webb' }])
  expect((await desk.api.inbox.thread({ e164: '+12025550108' } as never)).people).toMatchObject([
    { name: 'Ann Webb' },
  ])
})
