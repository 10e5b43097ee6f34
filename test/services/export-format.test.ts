/** Exports, in the zone and the number format that the office chose; lists by first or last name. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { fetchFile, importCsv, setUpOffice } from '../support/prepare'

let desk: Desk
const choose = async (patch: Partial<Parameters<Desk['api']['settings']['saveOffice']>[0]>) => {
  const { office } = await desk.api.settings.get({})
  await desk.api.settings.saveOffice({ ...office, ...patch })
}
const listed = async () =>
  (
    await desk.api.people.page({
      kind: 'client',
    })
  ).rows.map(({ name }) => name)

beforeAll(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  await desk.api.fields.save({ id: null, label: 'Height', type: 'number', choices: [] })
  await importCsv(
    desk.api,
    [
      'First Name,Last Name,Mobile,Consent to alerts,Height',
      'Zoë,Ahrens,202-555-0101,yes,1.75',
      'Émile,Österberg,202-555-0102,yes,',
      'adam,van der Berg,202-555-0102,yes,1234.5',
      'Cher,,202-555-0103,yes,',
      'Anna,Ahrens,202-555-0102,yes,',
      '=1+1,Holt;-2,202-555-0104,yes,2',
    ].join('\n'),
  )
  const [first] = await desk.api.people.find({ text: 'Zoë' })
  await desk.api.messages.send({
    recipientId: first?.id ?? 0,
    e164: '+12025550101',
    templateId: null,
    body: 'See you; -1 at nine',
    purpose: 'alerts',
    notBefore: null,
    draftId: '00000000-0000-4000-8000-000000000001',
  })
})
afterAll(() => desk.close())

describe('an export', () => {
  const messages = async () => (await fetchFile(desk.api, await desk.api.messages.export({}))).split('\r\n')
  const everyone = async () =>
    (await fetchFile(desk.api, await desk.api.people.export({ kind: 'client' }))).split('\r\n')

  test('has times by the office’s clock, and the heading names the zone', async () => {
    const [head, row] = await messages()
    expect(head).toMatch(/^Time \(America\/New_York\),Direction,/)
    expect(row).toMatch(/^2026-11-24 10:00:\d\d,sent,Zoë Ahrens,'\+12025550101,/)
  })
  test('has times in UTC by choice', async () => {
    await choose({ exportZone: 'utc' })
    const [head, row] = await messages()
    expect(head).toMatch(/^Time \(UTC\),/)
    expect(row).toMatch(/^2026-11-24 15:00:\d\d,/)
    await choose({ exportZone: 'office', zone: 'Australia/Perth' })
    expect((await messages())[0]).toMatch(/^Time \(Australia\/Perth\),/)
    expect((await messages())[1]).toMatch(/^2026-11-24 23:00:\d\d,/)
  })
  test('has a decimal comma and semicolons by choice', async () => {
    expect((await everyone()).find((line) => line.includes('Zoë'))).toMatch(/,1\.75$/)
    await choose({ exportDecimals: 'comma' })
    const people = await everyone()
    expect(people[0]).toMatch(/^Kind;First name;Last name;.*;Height$/)
    expect(people.find((line) => line.includes('Zoë'))).toMatch(/;"1,75"$/)
    expect(people.find((line) => line.includes('van der'))).toMatch(/;"1234,5"$/)
    const [head, row] = await messages()
    expect(head).toMatch(/^Time \(Australia\/Perth\);Direction;/)
    expect(row).toMatch(/0,0\d{3}\s\$/)
    expect(row).toMatch(/;"See you;'-1 at nine"|;"See you; '-1 at nine"/)
  })
  test.each(['point', 'comma'] as const)(
    'lets nothing run as a formula with a decimal %s',
    async (decimals) => {
      await choose({ exportDecimals: decimals })
      const line = (await everyone()).find((one) => one.includes('1+1'))
      expect(line).toContain(decimals === 'comma' ? ';\'=1+1;"Holt;\'-2";' : ',\'=1+1,"Holt;\'-2",')
    },
  )
  test('with a comma is read again with the same numbers', async () => {
    await choose({ exportDecimals: 'comma', country: 'DE' })
    const file = await fetchFile(desk.api, await desk.api.people.export({ kind: 'client' }))
    const { importId } = await importCsv(desk.api, file, { duplicates: 'merge' })
    expect(importId).toBeGreaterThan(0)
    expect((await everyone()).find((line) => line.includes('van der'))).toMatch(/;"1234,5"$/)
    await choose({ country: 'US' })
  })
})

test('people, lists and the inbox are in the order of the last name where the office chooses so', async () => {
  const byFirst = [
    '=1+1 Holt;-2',
    'adam van der Berg',
    'Anna Ahrens',
    'Cher',
    'Émile Österberg',
    'Zoë Ahrens',
  ]
  const byLast = ['Anna Ahrens', 'Zoë Ahrens', 'Cher', '=1+1 Holt;-2', 'Émile Österberg', 'adam van der Berg']
  expect(await listed()).toEqual(byFirst)
  desk.carrier.inbound({ from: '+12025550102', to: '+12025550100', body: 'Who am I?' })
  await desk.until(async () => (await desk.api.inbox.page({})).total > 0)
  const shared = async () =>
    (await desk.api.inbox.thread({ e164: '+12025550102' })).people.map(({ name }) => name)
  expect(await shared()).toEqual(byFirst.filter((name) => /Anna|adam|Émile/.test(name)))
  await choose({ sortNames: 'last' })
  expect(await listed()).toEqual(byLast)
  expect(await shared()).toEqual(byLast.filter((name) => /Anna|adam|Émile/.test(name)))
  const ids = (await desk.api.people.ids({ kind: 'client' })).ids
  const rows = await desk.api.people.export({ ids })
  expect((await fetchFile(desk.api, rows)).split('\r\n').slice(1, 3).join()).toMatch(/Anna[^]*Zoë/)
  await desk.restart()
  expect(await listed()).toEqual(byLast)
})
