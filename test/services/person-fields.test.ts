/** Every plain field goes the whole way of a record: what its entry in the table says of it holds, and nothing more. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FIELDS } from '#shared/people/conditions'
import {
  FIELD_KEYS,
  type FieldKey,
  fieldOf,
  fieldsOf,
  type FieldType,
  fieldsWhere,
  labelOf,
  type SomeValues,
  valuesOf,
} from '#shared/people/person-fields'
import { say } from '#shared/phrases/say'
import { foreignFields } from '#shared/text/foreign-fields'
import { VARIABLES } from '#shared/text/template'
import { RECORD_KINDS } from '#shared/values'
import { createDesk, type Desk } from '../support/desk'
import { fetchFile, importCsv, setUpOffice, upload } from '../support/prepare'

/** As a file writes it, as it is kept, as a text says it; and another value. */
type Sample = { written: string; kept: string; said: string; other: string }
const same = (kept: string, other: string): Sample => ({ written: kept, kept, said: kept, other })
const SAMPLES: Record<Exclude<FieldType, 'choice'>, Sample> = {
  text: same('Zephyrine', 'Quillon'),
  email: same('zed@example.com', 'quill@example.com'),
  date: same('2025-03-14', '2024-01-20'),
  language: { written: 'French', kept: 'fr', said: 'français', other: 'es' },
  zone: same('Europe/Paris', 'Asia/Tokyo'),
}
const sampleOf = (key: FieldKey): Sample => {
  const { type, choices = [] } = fieldOf(key)
  return type === 'choice' ? same(choices[0] ?? '', choices[1] ?? '') : SAMPLES[type]
}
const filed = fieldsWhere(({ headings }) => headings !== null)
const every = (which: 'kept' | 'other', keys: readonly FieldKey[] = FIELD_KEYS): SomeValues =>
  Object.fromEntries(keys.map((key) => [key, sampleOf(key)[which]]))

let desk: Desk
beforeEach(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
})
afterEach(() => desk.close())

let serial = 0
const save = async (firstName: string, more: Partial<Parameters<Desk['api']['people']['save']>[0]> = {}) => {
  serial += 1
  const number = `202 555 0${100 + (serial % 100)}`
  const { id } = await desk.api.people.save({
    id: null,
    kind: 'client',
    firstName,
    lastName: '',
    tags: [],
    custom: {},
    numbers: [{ id: null, number, label: 'Mobile', primary: true }],
    ...more,
  })
  return id
}
const read = (id: number) => desk.api.people.get({ id })
const idOf = async (name: string) => (await desk.api.people.find({ text: name }))[0]?.id ?? 0

test('the walk is not empty: each way of the table has a field, and each field has ways', () => {
  expect(FIELD_KEYS.length).toBeGreaterThan(2)
  const ways = [
    'searched',
    'condition',
    'variable',
    'headings',
    'card',
    'exported',
    'detail',
    'noted',
  ] as const
  for (const way of ways)
    expect(
      fieldsWhere((field) => Boolean(field[way])),
      way,
    ).not.toEqual([])
  for (const key of FIELD_KEYS) {
    const { kept, other } = sampleOf(key)
    expect([key, kept === '', other === kept]).toEqual([key, false, false])
    expect(key).toMatch(/^[a-z][a-z0-9_]*$/)
    expect(fieldOf(key).kinds).not.toEqual([])
  }
})

test('a file brings it to a new record, and to one that lacks it; what is there stays', async () => {
  expect(filed).not.toEqual([])
  const csv = (cells: readonly string[]) =>
    `First name,Mobile,${filed.map((key) => say(labelOf(key))).join(',')}\nAda,202 555 0111,${cells.join(',')}\n`
  await importCsv(desk.api, csv(filed.map((key) => sampleOf(key).written)))
  const id = await idOf('Ada')
  expect(await read(id)).toMatchObject(every('kept', filed))
  await importCsv(desk.api, csv(filed.map((key) => sampleOf(key).other)), { duplicates: 'merge' })
  expect(await read(id)).toMatchObject(every('kept', filed))
  await save('Bea', { numbers: [{ id: null, number: '202 555 0112', label: 'Mobile', primary: true }] })
  await importCsv(
    desk.api,
    csv(filed.map((key) => sampleOf(key).written)).replace('Ada,202 555 0111', 'Bea,202 555 0112'),
    { duplicates: 'merge' },
  )
  expect(await read(await idOf('Bea'))).toMatchObject(every('kept', filed))
})

test('two rows that are one person: what the second says differently goes to the note', async () => {
  const heads = filed.map((key) => say(labelOf(key))).join(',')
  const row = (which: 'written' | 'other') =>
    `Ada,202 555 0111,${filed.map((key) => sampleOf(key)[which]).join(',')}`
  await importCsv(desk.api, `First name,Mobile,${heads}\n${row('written')}\n${row('other')}\n`)
  const id = await idOf('Ada')
  expect(await read(id)).toMatchObject(every('kept', filed))
  const { rows } = await desk.api.notes.list({ recipientId: id })
  const note = rows.map(({ body }) => body).join('\n')
  for (const key of filed)
    expect([key, note.includes(sampleOf(key).other)]).toEqual([key, fieldOf(key).noted])
})

test('a card brings it', async () => {
  const carded = fieldsWhere(({ card }) => card !== null)
  const lines = carded.map((key) => `${fieldOf(key).card}:${sampleOf(key).kept}`)
  const card = ['BEGIN:VCARD', 'VERSION:4.0', 'N:Holt;Ada;;;', 'TEL:+12025550111', ...lines, 'END:VCARD', '']
  const uploadId = await upload(desk.api, 'a.vcf', card.join('\r\n'))
  const { columns } = await desk.api.imports.read({ uploadId })
  for (const key of carded) expect(columns.map(({ guess }) => guess)).toContain(key)
  const mapping = columns.map(({ index, guess, label }) => ({ column: index, target: guess, label }))
  const options = { kind: 'client' as const, duplicates: 'skip' as const, consent: null, tag: '' }
  await desk.api.imports.dryRun({ uploadId, mapping, options })
  await desk.api.imports.run({ uploadId })
  expect(await read(await idOf('Ada'))).toMatchObject(every('kept', carded))
})

test('saved, changed, left out and emptied', async () => {
  const id = await save('Ada', every('kept'))
  expect(await read(id)).toMatchObject(every('kept'))
  await save('Ada', { id })
  expect(valuesOf(await read(id))).toEqual(every('kept'))
  await save('Ada', { id, ...every('other') })
  expect(valuesOf(await read(id))).toEqual(every('other'))
  for (const key of FIELD_KEYS) {
    const seen = '2026-01-01T00:00:00.000Z'
    await expect(save('Ada', { id, seen, [key]: sampleOf(key).kept })).rejects.toThrow(say(labelOf(key)))
  }
})

test('a saved search and the search box find it, the table shows it and is sorted by it', async () => {
  const ada = await save('Ada', every('kept'))
  const bea = await save('Bea', every('other'))
  const none = await save('Cy')
  const { rows } = await desk.api.people.page({})
  expect(rows.map((row) => valuesOf(row))).toEqual(
    await Promise.all([ada, bea, none].map(async (id) => valuesOf(await read(id)))),
  )
  for (const key of FIELD_KEYS) {
    const { kept, other } = sampleOf(key)
    const field = FIELDS.find((one) => one.field === key)
    expect([key, field?.label]).toEqual([key, fieldOf(key).condition ? say(labelOf(key)) : undefined])
    const found = async (op: string, value: string | null) => {
      const conditions = { join: 'all' as const, of: [{ field: key, op, value }] }
      return (await desk.api.people.ids({ conditions })).ids
    }
    if (field?.type === 'date') expect([key, ...(await found('before', kept))]).toEqual([key, bea])
    else if (field) expect([key, ...(await found('is', kept))]).toEqual([key, ada])
    if (field) expect([key, ...(await found('empty', null))]).toEqual([key, none])
    const { ids } = await desk.api.people.ids({ search: kept })
    expect([key, ...ids]).toEqual([key, ...(fieldOf(key).searched ? [ada] : [])])
    const sorted = await desk.api.people.page({ sort: key })
    expect([key, ...sorted.rows.map((row) => row.id)]).toEqual([
      key,
      ...(kept < other ? [ada, bea] : [bea, ada]),
      none,
    ])
  }
})

test('a text says it, of the record and of the account where the table says so', async () => {
  const account = await save('Holt Bakery', { kind: 'account', ...every('kept', fieldsOf('account')) })
  await save('Ada', { accountId: account, ...every('kept') })
  const { values } = await desk.api.templates.record({ recordKind: 'client', offset: 0 })
  for (const key of FIELD_KEYS) {
    const { variable, kinds, foreign } = fieldOf(key)
    for (const kind of RECORD_KINDS) {
      const names: readonly string[] = VARIABLES[kind]
      const offered = variable !== null && kinds.includes(kind)
      expect([key, kind, names.includes(key)]).toEqual([key, kind, offered])
    }
    const body = (name: string) =>
      desk.api.templates.meter({ recordKind: 'client', body: `<{{ ${name} }}>`, bulk: false })
    const said = (name: string, is: boolean) => ({ [name]: is ? sampleOf(key).said : undefined })
    const own = said(key, variable !== null)
    const theirs = said(`account_${key}`, variable === 'account')
    expect({ [key]: values[key], [`account_${key}`]: values[`account_${key}`] }).toEqual({
      ...own,
      ...theirs,
    })
    for (const [name, words] of Object.entries({ ...own, ...theirs }))
      if (words) expect(await body(name)).toMatchObject({ people: 1, missing: 0, longestText: `<${words}>` })
    for (const name of foreign?.split(' ') ?? [])
      expect(foreignFields(`{${name}}`, VARIABLES.client)[0]?.mend).toBe(`{{ ${key} }}`)
  }
})

test('of two records that become one the first value stays, and what it lacks comes from the other', async () => {
  const full = await save('Ada', every('kept'))
  const other = await save('Ada', every('other'))
  await desk.api.people.merge({ keepId: full, otherId: other })
  expect(valuesOf(await read(full))).toEqual(every('kept'))
  const empty = await save('Ada')
  await desk.api.people.merge({ keepId: empty, otherId: full })
  expect(valuesOf(await read(empty))).toEqual(every('kept'))
})

test('the export of people and everything about a person have it, and the export can be imported', async () => {
  const id = await save('Ada', every('kept'))
  const file = await fetchFile(desk.api, await desk.api.people.export({}))
  const [heads = '', line = ''] = file.split(/\r?\n/)
  const exported = fieldsWhere((field) => field.exported)
  const at = (key: FieldKey) => heads.split(',').indexOf(say(labelOf(key)))
  for (const key of FIELD_KEYS) expect([key, at(key) >= 0]).toEqual([key, exported.includes(key)])
  for (const key of exported) expect(line.split(',')[at(key)]).toBe(sampleOf(key).kept)
  const { record } = JSON.parse(
    await fetchFile(desk.api, await desk.api.privacy.export({ id, format: 'json' })),
  )
  expect(record).toMatchObject(every('kept'))
  const next = await createDesk()
  try {
    await setUpOffice(next.api)
    await importCsv(next.api, file)
    const [row] = (await next.api.people.page({})).rows
    expect(row).toMatchObject(
      every(
        'kept',
        exported.filter((key) => filed.includes(key)),
      ),
    )
  } finally {
    await next.close()
  }
})
