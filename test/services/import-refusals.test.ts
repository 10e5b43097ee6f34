/** No file lifts a no: what the desk, a text or the carrier said outlives every import, and taking one back restores the ledger. */
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { setUpOffice } from '../support/prepare'
import { holds } from '../support/properties'

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
})
afterAll(() => desk.close())

let serial = 0
/** A number of its own for each test. */
let number = ''
let name = ''
beforeEach(() => {
  serial += 1
  number = `${202 + Math.floor(serial / 99)}-555-01${String(serial % 99).padStart(2, '0')}`
  name = `Ann${String.fromCharCode(65 + (serial % 26))}${serial}`
})

type How = Partial<{
  duplicates: 'skip' | 'merge' | 'add'
  kind: 'client' | 'lead' | 'staff'
  everyone: boolean
  modifiedAt: number
}>
const take = async (csv: string, how: How = {}) => {
  const bytes = Buffer.from(csv, 'utf8')
  const { uploadId } = await desk.api.files.start({
    name: 'last year.csv',
    size: bytes.length,
    modifiedAt: how.modifiedAt ?? null,
  })
  await desk.api.files.chunk({ uploadId, index: 0, base64: bytes.toString('base64') })
  const { columns } = await desk.api.imports.read({ uploadId })
  const mapping = columns.map(({ index, guess, label }) => ({ column: index, target: guess, label }))
  const checked = await desk.api.imports.dryRun({
    uploadId,
    mapping,
    options: {
      kind: how.kind ?? 'client',
      duplicates: how.duplicates ?? 'merge',
      consent: how.everyone
        ? { purposes: ['alerts', 'marketing'], basis: 'written', source: 'Intake forms' }
        : null,
      tag: '',
    },
  })
  const { rows } = await desk.api.imports.rows({ uploadId, limit: 500 })
  return { checked, rows, ...(await desk.api.imports.run({ uploadId })) }
}
const people = async (search = name) =>
  (await desk.api.people.page({ search, limit: 50 })).rows.map(({ id }) => id)
const file = (more = '', cells = '') =>
  `First Name,Last Name,Mobile,SMS consent${more}\n${name},Webb,${number},yes${cells}\n`
const add = async () => {
  await take(file())
  return (await people())[0] ?? 0
}
const refuse = (id: number, purpose: 'alerts' | 'marketing' | null = null) =>
  desk.api.consent.refuse({
    recipientId: id,
    e164: `+1${number.replaceAll('-', '')}`,
    scope: 'person',
    purpose,
    reason: 'said no at the desk',
  })
const alerts = async (id: number) =>
  (await desk.api.people.get({ id })).standing.find(({ purpose }) => purpose === 'alerts')?.state

describe('a refusal at the desk outlives', () => {
  const ways: [string, () => Promise<Awaited<ReturnType<typeof take>>>][] = [
    ['the same file, merged', () => take(file())],
    ['the same file, added once more', () => take(file(), { duplicates: 'add' })],
    [
      'consent said for the whole file',
      () => take(`First Name,Last Name,Mobile\n${name},Webb,${number}\n`, { everyone: true }),
    ],
    [
      'another spelling of the name',
      () => take(`Name,Mobile,SMS consent\nDr. ${name.toUpperCase()} Webb,${number},yes\n`),
    ],
    [
      'first and last name the other way round',
      () => take(`First Name,Last Name,Mobile,SMS consent\nWebb,${name},${number},yes\n`),
    ],
    [
      'a typing error in the last name',
      () => take(`First Name,Last Name,Mobile,SMS consent\n${name},Wehb,${number},yes\n`),
    ],
    ['a new number beside the old one', () => take(file(',Home Phone', ',202-555-0199'))],
    ['a file of leads', () => take(file(), { kind: 'lead' })],
    ['a file of staff', () => take(file(), { kind: 'staff' })],
    ['two rows that both say yes', () => take(`${file()}${name},Webb,${number},yes\n`)],
    ['a row that says yes and one that says no', () => take(`${file()}${name},Webb,${number},no\n`)],
    ['a file of tomorrow', () => take(file(), { modifiedAt: desk.clock.now() + 86_400_000 })],
  ]
  test.each(ways)('%s', async (_what, again) => {
    const id = await add()
    expect(await alerts(id)).toBe('granted')
    await refuse(id)
    const { rows, checked } = await again()
    for (const one of await people()) expect(await alerts(one)).not.toBe('granted')
    expect(await alerts(id)).toBe('refused')
    expect(rows.some(({ why }) => /Stays refused/.test(why))).toBe(true)
    expect(checked.answersKept).toBeGreaterThan(0)
  })
  test('a record that was archived, and one whose import was taken back', async () => {
    const id = await add()
    await refuse(id)
    await desk.api.people.archive({ ids: [id], archived: true })
    await take(file())
    for (const one of await people()) expect(await alerts(one)).not.toBe('granted')

    number = '212-555-0101'
    name = 'Taken'
    const { importId } = await take(file())
    await refuse((await people())[0] ?? 0)
    await desk.api.imports.undo({ id: importId })
    expect(await people()).toEqual([])
    await take(file())
    expect(await alerts((await people())[0] ?? 0)).toBe('none')
  })
  test('a number that moved to somebody else by e-mail', async () => {
    await take(
      `First Name,Last Name,Mobile,E-mail,SMS consent\n${name},Webb,${number},${name}@example.com,yes\n`,
    )
    const [id = 0] = await people()
    await refuse(id)
    await take(
      `First Name,Last Name,Mobile,E-mail,SMS consent\n${name},Webb,212-555-0102,${name}@example.com,yes\n`,
    )
    await desk.api.people.get({ id })
    const history = await desk.api.consent.history({ recipientId: id })
    expect(history.filter(({ state }) => state === 'granted')).toHaveLength(1)
  })
  test('but another person at the number may have said yes', async () => {
    await refuse(await add())
    await take(`First Name,Last Name,Mobile,SMS consent\nBernard,Webb,${number},yes\n`)
    expect(await alerts((await people('Bernard'))[0] ?? 0)).toBe('granted')
  })
  test('a no about marketing says nothing about alerts', async () => {
    const id = await add()
    await refuse(id, 'marketing')
    await take(file(',Marketing', ',yes'))
    const { standing } = await desk.api.people.get({ id })
    expect(standing.map(({ purpose, state }) => [purpose, state])).toEqual([
      ['conversation', 'none'],
      ['alerts', 'granted'],
      ['marketing', 'refused'],
    ])
  })
})

test('an opt-out by text or by hand is not lifted, and the row says so', async () => {
  await desk.api.suppressions.add({ number, detail: 'rang us' })
  const { rows } = await take(file())
  expect(rows[0]?.why).toMatch(/has opted out/)
  const [id = 0] = await people()
  expect(await alerts(id)).toBe('blocked')
  expect(await desk.api.consent.history({ recipientId: id })).toMatchObject([{ state: 'blocked' }])
})

test('a yes given at the desk after the file was written stays, its no is not taken over', async () => {
  const id = await add()
  await desk.clock.advance(3_600_000)
  await desk.api.consent.record({
    recipientIds: [id],
    purpose: 'alerts',
    state: 'granted',
    basis: 'written',
    source: 'signed form',
    wording: '',
  })
  const no = `First Name,Last Name,Mobile,SMS consent\n${name},Webb,${number},no\n`
  const { rows } = await take(no, { modifiedAt: desk.clock.now() - 3_000_000 - 600_000 })
  expect(rows[0]?.why).toMatch(/later answer/)
  expect(await alerts(id)).toBe('granted')
  await take(no, { modifiedAt: desk.clock.now() })
  expect(await alerts(id)).toBe('refused')
})

test('taking an import back restores what the ledger meant, entry by entry', async () => {
  const id = await add()
  const { importId } = await take(`First Name,Last Name,Mobile,SMS consent\n${name},Webb,${number},no\n`)
  expect(await alerts(id)).toBe('refused')
  await desk.api.imports.undo({ id: importId })
  expect(await alerts(id)).toBe('granted')
  // What was said after the import stays when it is taken back.
  const second = await take(`First Name,Last Name,Mobile,Marketing\n${name},Webb,${number},yes\n`)
  await refuse(id)
  await desk.api.imports.undo({ id: second.importId })
  const { standing } = await desk.api.people.get({ id })
  expect(standing.map(({ state }) => state)).toEqual(['refused', 'refused', 'refused'])
  // And the file can be imported again after it was taken back.
  number = '212-555-0150'
  name = 'Again'
  const third = await take(file())
  await desk.api.imports.undo({ id: third.importId })
  await take(file())
  expect(await alerts((await people())[0] ?? 0)).toBe('granted')
})

test('whatever files follow, nobody who said no is granted by one of them', async () => {
  const cell = fc.constantFrom('yes', 'ja', 'x', '', 'opt in', 'no', 'maybe')
  await holds(
    fc.asyncProperty(
      fc.array(fc.record({ cell, add: fc.boolean(), other: fc.boolean(), everyone: fc.boolean() }), {
        minLength: 1,
        maxLength: 4,
      }),
      async (files) => {
        serial += 1
        number = `${203 + Math.floor(serial / 99)}-555-01${String(serial % 99).padStart(2, '0')}`
        name = `Prop${serial}`
        const id = await add()
        await refuse(id)
        const runs: number[] = []
        for (const one of files) {
          const { importId } = await take(
            `First Name,Last Name,Mobile,SMS consent\n${name},${one.other ? '' : 'Webb'},${number},${one.cell}\n`,
            { duplicates: one.add ? 'add' : 'merge', everyone: one.everyone },
          )
          runs.push(importId)
        }
        for (const one of await people()) expect(await alerts(one)).not.toBe('granted')
        for (const run of runs.toReversed()) await desk.api.imports.undo({ id: run })
        expect(await alerts(id)).toBe('refused')
      },
    ),
    12,
  )
})

describe('a no in words, beside the number or in the note, is a refusal though the file says yes', () => {
  const cells: [string, (n: string) => string][] = [
    ['in brackets after the number', (n) => `${name},Webb,${n} (no texts),yes,`],
    ['after the number', (n) => `${name},Webb,${n} do not text,yes,`],
    ['in another language', (n) => `${name},Webb,${n} - keine SMS,yes,`],
    ['in the note', (n) => `${name},Webb,${n},yes,Does not want texts. Please do not text`],
    ['in the note, short', (n) => `${name},Webb,${n},yes,No SMS`],
    ['in the note, as a mark', (n) => `${name},Webb,${n},yes,OPTED OUT`],
  ]
  test.each(cells)('%s', async (_what, row) => {
    const { rows } = await take(`First Name,Last Name,Mobile,SMS consent,Note\n${row(number)}\n`)
    expect(rows[0]?.why).toMatch(/asks for no texts/)
    const [id = 0] = await people()
    expect(await alerts(id)).toBe('refused')
  })
  test.each(['Prefers texts after 5', 'stopped by in May', 'Cancel', 'No sugar', 'Call before texting'])(
    'but not %s',
    async (note) => {
      await take(`First Name,Last Name,Mobile,SMS consent,Note\n${name},Webb,${number},yes,${note}\n`)
      const [id = 0] = await people()
      expect(await alerts(id)).toBe('granted')
    },
  )
})

describe('under a heading that says who wants no texts', () => {
  const under = async (heading: string, cell: string) => {
    await take(`First Name,Last Name,Mobile,${heading}\n${name},Webb,${number},${cell}\n`, { everyone: true })
    const [id = 0] = await people()
    return alerts(id)
  }
  test.each([
    ['Do not text', 'yes'],
    ['Do not text', 'x'],
    ['Opted out', 'TRUE'],
    ['Opted out', '2025-03-01'],
    ['Opt-out date', '03/01/2025'],
    ['Unsubscribed', '1'],
    ['No SMS', 'asked at the desk'],
    ['Keine SMS', 'ja'],
  ])('%s: %s is a refusal, whatever is said for the whole file', async (heading, cell) =>
    expect(await under(heading, cell)).toBe('refused'),
  )
  test.each([
    ['Do not text', 'no'],
    ['Opted out', 'FALSE'],
    ['Unsubscribed', '0'],
    ['Opt-out date', ''],
    ['No SMS', 'n/a'],
  ])('%s: %s is none', async (heading, cell) => expect(await under(heading, cell)).toBe('granted'))
})
