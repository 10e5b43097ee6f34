import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { fetchFile, importCsv, setUpOffice, upload } from '../support/prepare'
import { holds } from '../support/properties'

let desk: Desk
beforeEach(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
})
afterEach(() => desk.close())
const record = async (name: string) =>
  desk.api.people.get({ id: (await desk.api.people.find({ text: name }))[0]?.id ?? 0 })
const dryRun = async (content: string | Uint8Array, duplicates: 'skip' | 'merge' | 'add' = 'skip') => {
  const uploadId = await upload(desk.api, 'people.csv', content)
  const { columns, ...read } = await desk.api.imports.read({ uploadId })
  const mapping = columns.map(({ index, guess, label }) => ({ column: index, target: guess, label }))
  const result = await desk.api.imports.dryRun({
    uploadId,
    mapping,
    options: { kind: 'client', duplicates, consent: null, tag: '' },
  })
  return {
    uploadId,
    read,
    columns,
    ...result,
    rows: (await desk.api.imports.rows({ uploadId, limit: 500 })).rows,
  }
}

describe('files from elsewhere', () => {
  test('a Google export: several numbers, labels, groups, a line break in a cell', async () => {
    const csv = [
      'First Name,Middle Name,Last Name,Phonetic First Name,Organization Name,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Formatted',
      'Ada,M.,Okafor,,Riverside,,"Likes, mornings",,* myContacts ::: VIP,* Home,ada@example.com,Home,(202) 555-0102,* Mobile,+1 202 555 0101 ::: 202-555-0103,"12 Main St\nTown"',
    ].join('\r\n')
    await importCsv(desk.api, csv)
    const ada = await record('Ada')
    expect(ada).toMatchObject({
      firstName: 'Ada M.',
      lastName: 'Okafor',
      email: 'ada@example.com',
      tags: ['VIP'],
    })
    expect(ada.numbers.map(({ e164, label, primary }) => [e164, label, primary])).toEqual([
      ['+12025550101', 'Mobile', true],
      ['+12025550102', 'Home', false],
      ['+12025550103', 'Mobile', false],
    ])
    expect((await desk.api.notes.list({ recipientId: ada.id })).rows[0]?.body).toBe('Likes, mornings')
  })
  test('an Outlook export: fax and pager are not taken for mobiles', async () => {
    const csv =
      "First Name,Last Name,E-mail Address,Home Phone,Mobile Phone,Pager,Home Fax,Business Phone,Business Fax,Assistant's Phone\nBea,Holt,bea@example.com,202 555 0111,202 555 0112,202 555 0113,202 555 0114,202 555 0115,202 555 0116,202 555 0117"
    await importCsv(desk.api, csv)
    expect((await record('Bea')).numbers.map(({ e164, label }) => [e164, label])).toEqual([
      ['+12025550112', 'Mobile'],
      ['+12025550111', 'Home'],
      ['+12025550113', 'Pager'],
      ['+12025550114', 'Home fax'],
      ['+12025550115', 'Work'],
      ['+12025550116', 'Work fax'],
    ])
  })
  const text = 'Name;Téléphone;Langue\r\nZoë Müller;202 555 0121;français\r\n'
  test.each([
    ['UTF-8', Buffer.from(text, 'utf8')],
    ['UTF-8', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text, 'utf8')])],
    ['UTF-16 LE', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['UTF-16 BE', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()])],
    ['UTF-16 LE', Buffer.from(text, 'utf16le')],
    ['Windows-1252', Buffer.from(text, 'latin1')],
  ])('%s with semicolons', async (encoding, bytes) => {
    const { read } = await dryRun(bytes)
    expect(read).toMatchObject({ encoding, delimiter: 'semicolon', rows: 1 })
    await importCsv(desk.api, bytes)
    expect(await record('Zoë')).toMatchObject({ name: 'Zoë Müller', language: 'fr' })
  })
  test('tabs', async () => {
    expect((await dryRun('Name\tPhone\nAda\t202 555 0101\n')).read.delimiter).toBe('tab')
  })
  test('the headings tell what divides the cells, however many semicolons are in the rows', async () => {
    const { read, counts } = await dryRun('Name,Phone,Tags\nAda,,a;b;c\nBea,,d;e;f,\nCara,g;h;i\n')
    expect(read).toMatchObject({ delimiter: 'comma', rows: 3 })
    expect(counts).toMatchObject({ new: 3, rejected: 0 })
    expect((await dryRun('Colour;Name\nred, blue;Ada\nred, green;Bea\n')).read.delimiter).toBe('semicolon')
    // No heading that is known: the rows tell.
    const uploadId = await upload(desk.api, 'people.csv', 'Foo;Bar\n1,2;3\n4;5\n')
    expect((await desk.api.imports.read({ uploadId })).delimiter).toBe('semicolon')
  })
  test.each([
    ['an empty file', '', /empty/],
    ['headings only', 'Name,Phone\n', /no people/],
    ['a spreadsheet', Buffer.from('PK\x03\x04 and more'), /Save as, CSV/],
    ['a picture', Buffer.from([0, 1, 2, 3, 0, 255, 0, 0, 9, 0]), /not text|no people/],
  ])('%s gets a clear message', async (_name, content, message) => {
    await expect(dryRun(content)).rejects.toMatchObject({
      message: expect.stringMatching(message),
      field: 'file',
    })
  })
  test('no column of names: said beside the mapping', async () => {
    await expect(dryRun('Phone\n202 555 0101')).rejects.toMatchObject({ field: 'mapping' })
  })
  const samples = 'test/support/contact-samples/csv-spectrum'
  test('awkward CSV files keep every row', async () => {
    for (const file of readdirSync(samples)) {
      const bytes = readFileSync(`${samples}/${file}`)
      const expected =
        Papa.parse<string[]>(bytes.toString('utf8'), { skipEmptyLines: 'greedy' }).data.length - 1
      if (expected === 0) continue
      const uploadId = await upload(desk.api, file, bytes)
      expect((await desk.api.imports.read({ uploadId })).rows, file).toBe(expected)
    }
  })
})

describe('every row has a fate', () => {
  const CSV =
    'First Name,Mobile Phone\nAda,202 555 0101\nAda,(202) 555-0101\nBea,202 555 0101\nCarl,12\n,202 555 0104\nDora,\n'
  test('and the reason beside it', async () => {
    const { counts, rows } = await dryRun(CSV)
    expect(counts).toEqual({ new: 4, merge: 0, add: 0, join: 1, skip: 0, rejected: 1 })
    expect(rows.map(({ line, fate }) => [line, fate])).toEqual([
      [2, 'new'],
      [3, 'join'],
      [4, 'new'],
      [5, 'new'],
      [6, 'rejected'],
      [7, 'new'],
    ])
    expect(rows[1]?.why).toBe('The same person as line 2: joined with it')
    expect(rows[2]?.why).toBe('May be the same as line 2 of this file')
    expect(rows[3]?.why).toMatch(/^Without 12: /)
    expect(rows[4]?.why).toBe('No name')
  })
  test('a dry run writes nothing', async () => {
    await dryRun(CSV)
    expect((await desk.api.people.counts({})).client).toBe(0)
  })
  test('rejected rows come as a CSV, with formulas made harmless', async () => {
    const { uploadId } = await dryRun('First Name,Mobile Phone\n,=HYPERLINK("x")\n')
    const csv = await fetchFile(desk.api, await desk.api.imports.rejected({ uploadId }))
    expect(csv).toContain(`"'=HYPERLINK`)
    expect(csv.split('\r\n')[0]).toContain('Reason')
  })
  test('a hostile name is text, in the table and in the file', async () => {
    await importCsv(desk.api, 'First Name,Mobile Phone\n<img src=x onerror=alert(1)>,202 555 0101\n')
    expect((await desk.api.people.page({})).rows[0]?.name).toBe('<img src=x onerror=alert(1)>')
  })
  test('no row is lost silently, whatever the file holds', async () => {
    await holds(
      fc.asyncProperty(
        fc.array(fc.array(fc.string({ maxLength: 20 }), { minLength: 2, maxLength: 4 }), {
          minLength: 1,
          maxLength: 20,
        }),
        async (cells) => {
          const csv = Papa.unparse([
            ['Name', 'Phone', 'Email', 'Tags'],
            ...cells.map((row) => ['Somebody', ...row]),
          ])
          const { uploadId, read, counts } = await dryRun(csv)
          const total = Object.values(counts).reduce((n, count) => n + count, 0)
          expect(total).toBe(read.rows)
          expect((await desk.api.imports.rows({ uploadId, limit: 500 })).total).toBe(read.rows)
        },
      ),
      40,
    )
  })
  test('bytes of any kind neither hang nor crash it', async () => {
    await holds(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        await dryRun(bytes).catch((error: { code?: string }) => expect(error.code).toBe('bad-input'))
      }),
      60,
    )
    expect(desk.log).toEqual([])
  })
})

describe('people already here', () => {
  test('skip, merge and add', async () => {
    await importCsv(desk.api, 'First Name,Last Name,Mobile Phone\nAda,Okafor,202 555 0101\n')
    const more =
      'First Name,Last Name,Mobile Phone,Home Phone,E-mail\nAda,Okafor,202 555 0101,202 555 0109,ada@example.com\n'
    expect((await dryRun(more, 'skip')).counts.skip).toBe(1)
    await importCsv(desk.api, more, { duplicates: 'merge' })
    expect((await desk.api.people.counts({})).client).toBe(1)
    expect(await record('Ada')).toMatchObject({
      email: 'ada@example.com',
      numbers: [
        { e164: '+12025550101', primary: true },
        { e164: '+12025550109', primary: false },
      ],
    })
    await importCsv(desk.api, more, { duplicates: 'add' })
    expect((await desk.api.people.counts({})).client).toBe(2)
  })
  test('an import is taken back whole: new ones go, merged ones are as before', async () => {
    await importCsv(desk.api, 'First Name,Mobile Phone\nAda,202 555 0101\n')
    const { importId } = await importCsv(
      desk.api,
      'First Name,Mobile Phone,Home Phone\nAda,202 555 0101,202 555 0102\nBea,202 555 0103,\n',
      { duplicates: 'merge' },
    )
    expect((await desk.api.people.counts({})).client).toBe(2)
    expect(await desk.api.imports.undo({ id: importId })).toEqual({ removed: 1, restored: 1, kept: 0 })
    expect((await record('Ada')).numbers.map((number) => number.e164)).toEqual(['+12025550101'])
    expect(await desk.api.people.find({ text: 'Bea' })).toEqual([])
    await expect(desk.api.imports.undo({ id: importId })).rejects.toThrow(/already/)
  })
  test('consent comes from its column, else it is not asked', async () => {
    await importCsv(
      desk.api,
      'First Name,Mobile Phone,Consent to alerts,Marketing\nAda,202 555 0101,yes,no\nBea,202 555 0102,,maybe\n',
    )
    const { rows } = await desk.api.people.page({})
    expect(rows.map(({ name, alerts, marketing }) => [name, alerts, marketing])).toEqual([
      ['Ada', 'granted', 'refused'],
      ['Bea', 'none', 'none'],
    ])
    const history = await desk.api.consent.history({ recipientId: rows[0]?.id ?? 0 })
    expect(history.map((entry) => entry.source)).toEqual([
      'Imported from people.csv, line 2',
      'Imported from people.csv, line 2',
    ])
  })
  test('a consent cell that cannot be read is never a yes, whatever is said for the whole file', async () => {
    const csv = [
      'First Name,Mobile Phone,Consent to alerts',
      'Yes,202 555 0101,ja',
      'No,202 555 0102,nein',
      'Thanks,202 555 0103,no thanks',
      'Gone,202 555 0104,withdrawn',
      'Odd,202 555 0105,ask Maria',
      'Empty,202 555 0106,',
    ].join('\n')
    const uploadId = await upload(desk.api, 'people.csv', csv)
    const { columns } = await desk.api.imports.read({ uploadId })
    const mapping = columns.map(({ index, guess, label }) => ({ column: index, target: guess, label }))
    const consent = { purposes: ['alerts' as const], basis: 'written', source: 'Intake forms' }
    await desk.api.imports.dryRun({
      uploadId,
      mapping,
      options: { kind: 'client', duplicates: 'skip', consent, tag: '' },
    })
    const odd = (await desk.api.imports.rows({ uploadId })).rows.find((row) => row.name === 'Odd')
    expect(odd?.why).toBe('consent “ask Maria” not understood: not asked')
    await desk.api.imports.run({ uploadId })
    const { rows } = await desk.api.people.page({ sort: 'number' })
    expect(rows.map(({ name, alerts }) => [name, alerts])).toEqual([
      ['Yes', 'granted'],
      ['No', 'refused'],
      ['Thanks', 'refused'],
      ['Gone', 'refused'],
      ['Odd', 'none'],
      ['Empty', 'granted'],
    ])
  })
  test('a cancelled import leaves nothing', async () => {
    const csv = ['First Name,Mobile Phone', ...Array.from({ length: 3000 }, (_, i) => `Person${i},`)].join(
      '\n',
    )
    const { uploadId } = await dryRun(csv)
    const run = desk.api.imports.run({ uploadId })
    await new Promise((resolve) => setImmediate(resolve))
    await desk.api.imports.cancel({ uploadId })
    await expect(run).rejects.toThrow(/taken back/)
    expect((await desk.api.people.counts({})).client).toBe(0)
  })
})
