/** Whom a row of a file is: one person is joined, two people stay two, and which numbers may be texted. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { reviewForAll, setUpOffice, upload } from '../support/prepare'
import { holds } from '../support/properties'

let desk: Desk
beforeEach(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
})
afterEach(() => desk.close())

type Kind = 'client' | 'lead' | 'staff' | 'account'
type Duplicates = 'skip' | 'merge' | 'add'
const take = async (
  content: string | Uint8Array,
  { kind = 'client', duplicates = 'merge' }: { kind?: Kind; duplicates?: Duplicates } = {},
  name = 'people.csv',
) => {
  const uploadId = await upload(desk.api, name, content)
  const { columns } = await desk.api.imports.read({ uploadId })
  const mapping = columns.map(({ index, guess, label }) => ({ column: index, target: guess, label }))
  await desk.api.imports.dryRun({
    uploadId,
    mapping,
    options: { kind, duplicates, consent: null, tag: '' },
  })
  const { rows } = await desk.api.imports.rows({ uploadId, limit: 500 })
  return { rows, ...(await desk.api.imports.run({ uploadId })) }
}
const everybody = async () => {
  const { rows } = await desk.api.people.page({ limit: 200 })
  return Promise.all(rows.map(({ id }) => desk.api.people.get({ id })))
}
const HEAD = 'First Name,Last Name,E-mail,Mobile,Home Phone\n'
const names = async () => (await everybody()).map(({ kind, name }) => `${kind} ${name}`).toSorted()

describe('two people with one e-mail address or number stay two', () => {
  test.each<[string, string, string[], RegExp]>([
    [
      'a family’s address',
      'Ann,Webb,family@example.com,202-555-0101,\nBen,Webb,family@example.com,202-555-0102,\n',
      ['client Ann Webb', 'client Ben Webb'],
      /May be the same as line 2/,
    ],
    [
      'an office’s address',
      'Ann,Webb,office@example.com,202-555-0101,\nCy,Zane,office@example.com,202-555-0102,\n',
      ['client Ann Webb', 'client Cy Zane'],
      /May be the same as line 2/,
    ],
    [
      'father and son',
      'John,Smith Sr.,,202-555-0101,\nJohn,Smith Jr.,,202-555-0101,\n',
      ['client John Smith Jr.', 'client John Smith Sr.'],
      /May be the same/,
    ],
    [
      'a shared number',
      'Ann,Webb,,202-555-0101,\nBen,Webb,,202-555-0101,\n',
      ['client Ann Webb', 'client Ben Webb'],
      /May be the same/,
    ],
    [
      'Anna and Ann',
      'Ann,Webb,a@example.com,,\nAnna,Webb,a@example.com,,\n',
      ['client Ann Webb', 'client Anna Webb'],
      /May be the same/,
    ],
  ])('%s', async (_what, rows, expected, why) => {
    const lines = rows.trim().split('\n')
    expect((await take(HEAD + rows)).rows.at(-1)?.why).toMatch(why)
    expect(await names()).toEqual(expected)
    // The same with the first of them in the address book already.
    await desk.close()
    desk = await createDesk()
    await setUpOffice(desk.api)
    await take(`${HEAD}${lines[0]}\n`)
    const { rows: second } = await take(`${HEAD}${lines[1]}\n`)
    expect(second[0]?.fate).toBe('new')
    expect(second[0]?.why).toMatch(/May be the same as .+ \(same (e-mail|number)\)/)
    expect(await names()).toEqual(expected)
  })
})

describe('one person in two rows is joined, and nothing is lost', () => {
  test.each([
    ['a second number', 'Ann,Webb,,202-555-0101,\nAnn,Webb,,202-555-0101,202-555-0102\n'],
    ['another case', 'Ann,Webb,,202-555-0101,\nANN,WEBB,ann@example.com,202-555-0101,\n'],
    ['another order', 'Ann,Webb,,202-555-0101,\nWebb,Ann,ann@example.com,202-555-0101,\n'],
    ['a title', 'Ann,Webb,a@example.com,202-555-0101,\nDr. Ann,Webb,a@example.com,202-555-0102,\n'],
    ['a middle name', 'Ann,Webb,,202-555-0101,\nAnn Mary,Webb,,202-555-0101,\n'],
    [
      'by e-mail in another case',
      'Ann,Webb,Ann@Example.com,202-555-0101,\nAnn,Webb,ann@example.com,202-555-0102,\n',
    ],
    [
      'three rows in a chain',
      'Ann,Webb,,202-555-0101,\nAnn,Webb,,202-555-0101,202-555-0102\nAnn,Webb,ann@example.com,,202-555-0102\n',
    ],
  ])('%s', async (_what, rows) => {
    for (const duplicates of ['skip', 'merge'] as const) {
      const { counts, rows: fates } = await take(HEAD + rows, { duplicates })
      if (duplicates === 'skip') {
        expect(counts).toMatchObject({ new: 1, join: rows.trim().split('\n').length - 1 })
        expect(fates[1]?.why).toMatch(/joined/)
      }
    }
    const all = await everybody()
    expect(all).toHaveLength(1)
    const digits = new Set(rows.match(/202-555-\d{4}/g))
    expect(new Set(all[0]?.numbers.map(({ e164 }) => e164))).toEqual(
      new Set([...digits].map((one) => `+1${one.replaceAll('-', '')}`)),
    )
  })
  test('tags, notes, a second e-mail address, fields and consent of both', async () => {
    await desk.api.fields.save({ id: null, label: 'Plan', type: 'text', choices: [] })
    await take(
      'First Name,Last Name,Mobile,E-mail,Tags,Notes,Plan,SMS consent\nAnn,Webb,202-555-0101,a@example.com,gold,likes mornings,A,yes\nAnn,Webb,202-555-0101,b@example.com,silver,allergic to latex,B,no\n',
    )
    const [ann, ...more] = await everybody()
    expect(more).toEqual([])
    expect(ann).toMatchObject({ email: 'a@example.com', tags: ['gold', 'silver'], custom: { plan: 'A' } })
    const { rows } = await desk.api.notes.list({ recipientId: ann?.id ?? 0 })
    for (const kept of ['likes mornings', 'allergic to latex', 'b@example.com', 'plan: B'])
      expect(rows[0]?.body).toContain(kept)
    // Who says no in one of two rows says no.
    expect(ann?.standing.find(({ purpose }) => purpose === 'alerts')?.state).toBe('refused')
  })
  test('the cards of found file 06 are one person with both numbers', async () => {
    const { counts } = await take(readFileSync('test/support/found/06-twin-in-file.vcf'), {}, '06.vcf')
    expect(counts).toMatchObject({ new: 1, join: 1 })
    const [ann] = await everybody()
    expect(ann).toMatchObject({ name: 'Ann Webb', email: 'ann@example.com' })
    expect(ann?.numbers.map(({ e164 }) => e164)).toEqual(['+12025550103', '+12025550104'])
    expect((await desk.api.notes.list({ recipientId: ann?.id ?? 0 })).rows[0]?.body).toBe('allergic to latex')
  })
  test('a joined row may show that the person is here already', async () => {
    await take(`${HEAD}Ann,Webb,,,202-555-0109\n`)
    await take(`${HEAD}Ann,Webb,a@example.com,202-555-0101,\nAnn,Webb,a@example.com,,202-555-0109\n`)
    const all = await everybody()
    expect(all.map(({ name, email, numbers }) => [name, email, numbers.length])).toEqual([
      ['Ann Webb', 'a@example.com', 2],
    ])
  })
})

test('what is no e-mail address becomes a note, and the record can be changed', async () => {
  const { rows: fates } = await take('First Name,Last Name,E-mail\nAnn,Webb,ann@@x\n')
  expect(fates[0]?.why).toBe('“ann@@x” is no e-mail address: kept as a note')
  const [ann] = await everybody()
  expect(ann?.email).toBe('')
  const { rows } = await desk.api.notes.list({ recipientId: ann?.id ?? 0 })
  expect(rows[0]?.body).toContain('E-mail: ann@@x')
})

describe('staff who are clients too', () => {
  test.each<[Kind, Kind, string[]]>([
    ['staff', 'client', ['client Ann Webb', 'staff Ann Webb']],
    ['client', 'staff', ['client Ann Webb', 'staff Ann Webb']],
    ['staff', 'lead', ['lead Ann Webb', 'staff Ann Webb']],
    ['lead', 'client', ['lead Ann Webb']],
    ['account', 'client', ['account Ann Webb', 'client Ann Webb']],
  ])('%s, then a file of %ss', async (first, then, expected) => {
    await take(`${HEAD}Ann,Webb,ann@example.com,202-555-0101,\n`, { kind: first })
    const { rows } = await take(`${HEAD}Ann,Webb,ann@example.com,202-555-0101,\n`, { kind: then })
    expect(await names()).toEqual(expected)
    if (first !== 'account') expect(rows[0]?.why).toMatch(/is here as a|Already here as a/)
  })
})

describe('faxes, pagers and landlines are kept and never texted', () => {
  test('found file 01: labels of a Google export', async () => {
    await take(readFileSync('test/support/found/01-google-fax-label.csv'))
    const review = await reviewForAll(desk.api, 'Hello')
    expect([review.will, review.reasons]).toEqual([1, [{ reason: 'landline', count: 2 }]])
    const all = await everybody()
    expect(
      all.map(({ name, numbers }) => [
        name,
        numbers.map(({ label, line, primary }) => `${label} ${line} ${primary}`),
      ]),
    ).toEqual([
      ['Fay Only', ['Work Fax fax false']],
      ['Gil Both', ['Home unknown true', 'Work Fax fax false']],
      ['Ike Page', ['Pager pager false']],
    ])
  })
  test('typed in Edit, a fax is not the number to text', async () => {
    const save = (numbers: { number: string; label: string; primary: boolean }[]) =>
      desk.api.people.save({
        id: null,
        kind: 'client',
        firstName: 'Ann',
        lastName: 'Webb',
        email: '',
        language: null,
        accountId: null,
        custom: {},
        tags: [],
        numbers: numbers.map((number) => ({ ...number, id: null })),
      })
    const { id } = await save([
      { number: '202-555-0101', label: 'Fax', primary: true },
      { number: '202-555-0102', label: 'Home', primary: false },
    ])
    const { numbers } = await desk.api.people.get({ id })
    expect(numbers.map(({ e164, primary }) => [e164, primary])).toEqual([
      ['+12025550102', true],
      ['+12025550101', false],
    ])
  })
})

test('every row ends as imported, joined or rejected by name, and every number of an imported row is somewhere', async () => {
  const first = fc.constantFrom('Ann', 'Ben', 'ann', 'Dr. Ann', 'Zoë')
  const last = fc.constantFrom('Webb', 'York', 'WEBB', '')
  const phone = fc.constantFrom('202-555-0101', '202-555-0102', '(202) 555-0101', '12', '')
  const email = fc.constantFrom('a@example.com', 'A@example.com', 'b@example.com', '')
  await holds(
    fc.asyncProperty(
      fc.array(fc.tuple(first, last, email, phone, phone), { minLength: 1, maxLength: 8 }),
      async (rows) => {
        const { counts, rows: fates } = await take(HEAD + rows.map((row) => row.join(',')).join('\n'))
        const { new: created, merge, add, join, skip, rejected } = counts
        expect(created + merge + add + join + skip + rejected).toBe(rows.length)
        for (const fate of fates.filter((one) => one.fate === 'rejected')) expect(fate.why).not.toBe('')
        const kept = new Set((await everybody()).flatMap(({ numbers }) => numbers.map(({ e164 }) => e164)))
        rows.forEach((row, i) => {
          if (fates[i]?.fate === 'rejected') return
          for (const cell of row.slice(3)) {
            const digits = cell.replace(/\D/g, '')
            if (digits.length === 10) expect(kept.has(`+1${digits}` as never)).toBe(true)
          }
        })
        // The same file again adds nobody.
        const before = (await everybody()).length
        await take(HEAD + rows.map((row) => row.join(',')).join('\n'))
        const keyless = rows.filter(
          (row) => row[2] === '' && row.slice(3).every((cell) => cell.length < 7),
        ).length
        expect((await everybody()).length - before).toBeLessThanOrEqual(keyless)
      },
    ),
    15,
  )
})
