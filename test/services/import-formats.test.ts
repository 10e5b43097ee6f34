import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALL_OF_KIND, createDesk, type Desk } from '../support/desk'
import { fetchFile, importCsv, setUpOffice, upload } from '../support/prepare'
import { type Cell, sheetXml, workbook, workbookOf } from '../support/workbook'
import { heldWhile } from '../support/effort'
import { holds } from '../support/properties'

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
})
afterAll(() => desk.close())

type Kind = 'client' | 'lead' | 'staff' | 'account'
const check = async (name: string, content: string | Uint8Array, kind: Kind = 'client') => {
  const uploadId = await upload(desk.api, name, content)
  const read = await desk.api.imports.read({ uploadId })
  const mapping = read.columns.map(({ index, guess, label }) => ({ column: index, target: guess, label }))
  const options = { kind, duplicates: 'merge' as const, consent: null, tag: '' }
  const result = await desk.api.imports.dryRun({ uploadId, mapping, options })
  return { uploadId, read, ...result, rows: (await desk.api.imports.rows({ uploadId, limit: 500 })).rows }
}
const take = async (name: string, content: string | Uint8Array, kind: Kind = 'client') => {
  const checked = await check(name, content, kind)
  return { ...checked, ...(await desk.api.imports.run({ uploadId: checked.uploadId })) }
}
const record = async (name: string) =>
  desk.api.people.get({ id: (await desk.api.people.find({ text: name }))[0]?.id ?? 0 })
/** A workbook whose archive says that each part unpacks to so many bytes (APPNOTE.TXT 4.3.12: central directory). */
const claiming = (size: number) => {
  const bytes = Buffer.from(workbook([['Name'], ['Ada '.repeat(100)]]))
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4))
    bytes.writeUInt32LE(size, at + 24)
  return bytes
}
const sumOf = (counts: object) => Object.values(counts).reduce((n: number, count) => n + Number(count), 0)

describe('Excel workbooks', () => {
  test('numbers with their digits, dates as dates, blank lines and formulas', async () => {
    await desk.api.fields.save({ id: null, label: 'Visit', type: 'date', choices: [] })
    await desk.api.fields.save({ id: null, label: 'Called at', type: 'date-time', choices: [] })
    await desk.api.fields.save({ id: null, label: 'Insured', type: 'yes-no', choices: [] })
    const rows: Cell[][] = [
      [],
      ['Name', 'Mobile Phone', 'Visit', 'Called at', 'Insured', 'Company'],
      [
        'Excel One',
        { raw: '2025550101' },
        { raw: '46000', style: 'date' },
        { raw: '46000.5', style: 'date-time' },
        true,
        'Riverside',
      ],
      [],
      ['Excel Two', { raw: '2.025550102E9' }, '30.02.2026', null, null, 'riverside'],
      ['Excel Three', { raw: '4.14E11' }],
      ['Excel Four', { raw: '414000000000' }],
      ['Excel Five', { raw: '447700900123' }],
    ]
    const { read, rows: fates, counts, newAccounts } = await take('people.xlsx', workbook(rows))
    expect(read).toMatchObject({ format: 'xlsx', rows: 5, notes: [] })
    expect(counts).toMatchObject({ new: 5, rejected: 0 })
    expect(newAccounts).toBe(2)
    expect(fates.map(({ line }) => line)).toEqual([3, 5, 6, 7, 8])
    expect(fates[1]?.why).toBe(
      'Visit: “30.02.2026” is no day of the calendar. Write it as 11/29/1980: kept as a note',
    )
    expect(fates[2]?.why).toMatch(/A spreadsheet has shortened this number to 4\.14E11/)
    expect(fates[3]?.why).toMatch(/A spreadsheet has rounded this number to 414000000000/)
    const one = await record('Excel One')
    expect(one).toMatchObject({
      custom: { visit: '2025-12-09', called_at: '2025-12-09T12:00', insured: true },
      numbers: [{ e164: '+12025550101' }],
      account: { name: 'Riverside' },
    })
    expect((await record('Excel Two')).account).toEqual(one.account)
    expect((await record('Excel Five')).numbers[0]?.e164).toBe('+447700900123')
  })
  test('another sheet is named, not lost in silence', async () => {
    const { read } = await check(
      'two.xlsx',
      workbookOf({
        Empty: sheetXml([]),
        Clients: sheetXml([['Name'], ['Sheet Person']]),
        Staff: sheetXml([['Name'], ['Another Person']]),
      }),
    )
    expect(read.rows).toBe(1)
    expect(read.notes[0]).toContain('Only the sheet “Clients” is read, not “Staff”.')
  })
  test.each([
    [
      'a cell in the last corner',
      () =>
        workbookOf({
          A: '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
        }),
      /too large/,
    ],
    ['an archive that unpacks to 2 GB', () => claiming(0x7fffffff), /too large/],
    ['an archive that lies about its size', () => claiming(10), /not an Excel workbook/],
    ['another archive', () => zipSync({ 'readme.txt': new Uint8Array([65]) }), /not an Excel workbook/],
    ['an old workbook', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]), /old Excel/],
  ])('%s gets a clear message', async (_name, bytes, message) => {
    await expect(check('bad.xlsx', bytes())).rejects.toMatchObject({
      field: 'file',
      message: expect.stringMatching(message),
    })
  })
  test('whatever the cells hold, every row has a fate', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 15 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => ({ raw: String(n) })),
      fc
        .double({ min: -1e6, max: 3e6, noNaN: true })
        .map((n) => ({ raw: String(n), style: 'date' as const })),
      fc.boolean(),
      fc.constant(null),
    )
    await holds(
      fc.asyncProperty(
        fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 12 }),
        async (cells) => {
          const { read, counts } = await check(
            'fuzz.xlsx',
            workbook([
              ['Name', 'Phone', 'Email', 'Visit', 'Company'],
              ...cells.map((row) => ['Somebody', ...row]),
            ]),
          )
          expect(read.rows).toBe(cells.length)
          expect(sumOf(counts)).toBe(cells.length)
        },
      ),
      8,
    )
  })
  test('a workbook with flipped and missing bytes is read or refused', async () => {
    const whole = workbook([
      ['Name', 'Phone'],
      ['Ada', '202 555 0101'],
    ])
    await holds(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        const bytes = cut ? whole.slice(0, at) : Uint8Array.from(whole, (one, i) => (i === at ? byte : one))
        await check('broken.xlsx', bytes).catch((error: { code?: string }) =>
          expect(error.code).toBe('bad-input'),
        )
      }),
      12,
    )
    expect(desk.log).toEqual([])
  })
})

const card = (version: string, ...lines: string[]) =>
  ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD', ''].join('\r\n')

describe('vCards', () => {
  const sample = (name: string) => readFileSync(`test/support/contact-samples/ez-vcard/${name}`)
  test('the cards of real programs: every name, number and organisation', async () => {
    const all = Buffer.concat(['gmail-single.vcf', 'outlook-2003.vcf', 'rfc6350-example.vcf'].map(sample))
    const uploadId = await upload(desk.api, 'all.vcf', all)
    const read = await desk.api.imports.read({ uploadId })
    expect(read).toMatchObject({ format: 'vcard', rows: 3 })
    const cells = (heading: string) => read.columns.find((one) => one.heading === heading)?.samples
    expect(cells('First name')).toEqual(['Greg', 'John', 'Simon'])
    expect(cells('Last name')).toEqual(['Dartmouth', 'Doe', 'Perreault'])
    expect(cells('Account')).toEqual(['TheCompany', 'Company, The', 'Viagenie'])
    expect(cells('E-mail')).toEqual([
      'gdartmouth@hotmail.com',
      'jdoe@hotmail.com',
      'simon.perreault@viagenie.ca',
    ])
    expect(cells('Phone 1 - Label')).toEqual(['Mobile', 'Work', 'Work'])
    expect(cells('Phone 1 - Value')).toEqual(['555 555 1111', 'BusinessPhone', 'tel:+1-418-656-9254;ext=102'])
    expect(cells('Phone 2 - Label')).toEqual(['GRAND_CENTRAL', 'Home', 'Mobile'])
    expect(cells('Phone 2 - Value')).toEqual(['555 555 2222', 'HomePhone', 'tel:+1-418-262-6501'])
    expect(cells('Phone 3 - Label')).toEqual(['Mobile'])
    expect(cells('Note')?.[0]).toBe(
      "This is GMail's note field.\nIt should be added as a NOTE type.\nACustomField: CustomField",
    )
    expect(cells('Note')?.[1]).toBe('This is the note field!!\r\nSecond line\r\n\r\nThird line is empty')
    expect(cells('Language')).toEqual(['fr'])
    const checked = await check('all.vcf', all)
    expect(checked.rows.find(({ name }) => name.startsWith('Simon Perreault'))?.numbers).toEqual([
      '+14186569254',
      '+14182626501',
    ])
    // Placeholders for numbers are refused by name, and the fax is said to be left out.
    expect(checked.rows.find(({ name }) => name.startsWith('John'))?.why).toMatch(/BusinessPhone/)
  })
  test('2.1: quoted-printable in its charset, folded, a photo and an agent ignored', async () => {
    const text = [
      'BEGIN:VCARD',
      'VERSION:2.1',
      'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;Zo=EB',
      'TEL;CELL;PREF:202 555 0131',
      'TEL;FAX;WORK:202 555 0132',
      'TEL;PAGER:202 555 0133',
      'NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:caf=C3=A9 and a lo=',
      'ng line=0D=0Asecond',
      'PHOTO;ENCODING=BASE64;TYPE=JPEG:',
      ' TEL;CELL:202 555 0199',
      ` ${'QUJD'.repeat(30)}`,
      '',
      'AGENT:',
      'BEGIN:VCARD',
      'N:Agent;Secret',
      'TEL:202 555 0134',
      'END:VCARD',
      'ORG:Larkfield;Physio',
      'END:VCARD',
      '',
    ].join('\r\n')
    const { read, rows, counts } = await take('one.vcf', Buffer.from(text, 'latin1'))
    expect(read.rows).toBe(1)
    expect(counts.new).toBe(1)
    expect(rows[0]?.why).toBe('')
    const zoe = await record('Müller')
    expect(zoe).toMatchObject({ firstName: 'Zoë', lastName: 'Müller', account: { name: 'Larkfield' } })
    expect(zoe.numbers.map(({ e164, label, line, primary }) => [e164, label, line, primary])).toEqual([
      ['+12025550131', 'Mobile', 'unknown', true],
      ['+12025550132', 'Work fax', 'fax', false],
      ['+12025550133', 'Pager', 'pager', false],
    ])
    const { rows: notes } = await desk.api.notes.list({ recipientId: zoe.id })
    expect(notes[0]?.body).toBe('café and a long line\r\nsecond')
  })
  test('labels: Apple’s own, types of 4.0, the preferred first', async () => {
    await take(
      'labels.vcf',
      card(
        '4.0',
        'FN:Label Person',
        'TEL;VALUE=uri;TYPE="home,voice":tel:+1-202-555-0141',
        'item1.TEL;PREF=1:+12025550142',
        'item1.X-ABLabel:_$!<Mobile>!$_',
        'item2.TEL:+12025550143',
        'item2.X-ABLabel:Home fax',
        'TEL;TYPE=CELL:+1 202 555 0144',
      ),
    )
    expect((await record('Label Person')).numbers.map(({ e164, label }) => [e164, label])).toEqual([
      ['+12025550142', 'Mobile'],
      ['+12025550141', 'Home'],
      ['+12025550143', 'Home fax'],
      ['+12025550144', 'Mobile'],
    ])
  })
  test('broken cards and groups are listed with their reason and can be exported', async () => {
    const text =
      'hello\n' +
      card('3.0', 'FN:Good One', 'TEL:202 555 0151') +
      'BEGIN:VCARD\nVERSION:3.0\nFN:No End\n' +
      card('3.0', 'FN:Team', 'KIND:group') +
      card('3.0', 'TEL:202 555 0152')
    const { uploadId, rows, counts } = await check('broken.vcf', text)
    expect(rows.map(({ fate, why }) => [fate, why])).toEqual([
      ['rejected', 'This is outside of any card: BEGIN:VCARD is missing'],
      ['new', ''],
      ['rejected', 'This card has no end: END:VCARD is missing'],
      ['rejected', 'This card is a group, not a person'],
      ['rejected', 'No name'],
    ])
    expect(counts.rejected).toBe(4)
    const csv = await fetchFile(desk.api, await desk.api.imports.rejected({ uploadId }))
    expect(csv.split('\r\n')).toHaveLength(6)
    expect(csv).toContain('This card has no end')
    expect(csv).toContain('202 555 0152')
  })
  test('any properties, folded anywhere: no card is lost', async () => {
    const value = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/[\r\n]/g, ' '))
    const line = fc
      .tuple(
        fc.constantFrom(
          'FN',
          'N',
          'TEL;CELL',
          'TEL;TYPE="work,fax"',
          'NOTE;ENCODING=QUOTED-PRINTABLE',
          'item1.TEL',
          'ORG',
          'EMAIL;"',
          'PHOTO;BASE64',
          'X-ABLABEL',
          'AGENT',
        ),
        value,
      )
      .map(([name, text]) => `${name}:${text}`)
    await holds(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('2.1', '3.0', '4.0'), fc.array(line, { maxLength: 8 })), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.integer({ min: 3, max: 60 }),
        async (cards, width) => {
          const text = cards
            // A quoted-printable value that ends in = goes on in the next line, END:VCARD included: that is its form.
            .map(([version, lines]) =>
              card(
                version,
                ...lines
                  .map((one) => one.replace(/=+$/, ''))
                  .map((one) =>
                    version === '2.1' || /^AGENT:\s*$/.test(one)
                      ? one
                      : one.replace(new RegExp(`(.{${width}})(?=.)`, 'gsu'), '$1\r\n '),
                  ),
              ),
            )
            .join('')
          const { read, counts } = await check('fuzz.vcf', text)
          expect(read.rows).toBe(cards.length)
          expect(sumOf(counts)).toBe(cards.length)
        },
      ),
      60,
    )
  })
  test('bytes of any kind after a BEGIN neither hang nor crash it', async () => {
    await holds(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        const text = Buffer.concat([Buffer.from('BEGIN:VCARD\nVERSION:2.1\n'), bytes, Buffer.from('\n')])
        const { read, counts } = await check('noise.vcf', text)
        expect(sumOf(counts)).toBe(read.rows)
        expect(read.rows).toBeGreaterThan(0)
      }),
      60,
    )
    expect(desk.log).toEqual([])
  })
  test('a photo of 8 MB and 10,000 cards are read while the desk goes on', async () => {
    const photo = `PHOTO;ENCODING=b:${'QUJDREVG'.repeat(9)}\r\n${` ${'QUJDREVG'.repeat(9)}\r\n`.repeat(110_000)}`
    const cards = Array.from({ length: 10_000 }, (_, i) =>
      card('3.0', `FN:Many ${i}`, `TEL;TYPE=CELL:+1202555${String(i % 200).padStart(4, '0')}`),
    ).join('')
    const text = card('3.0', 'FN:Big Picture', photo.trimEnd()) + cards
    const uploadId = await upload(desk.api, 'large.vcf', text)
    const { held, turns } = await heldWhile(async () => {
      expect((await desk.api.imports.read({ uploadId })).rows).toBe(10_001)
    })
    expect(turns).toBeGreaterThan(5)
    // Decoding the bytes is one call; the bench holds the exact bar.
    expect(held).toBeLessThan(1000)
  })
})

describe('CSV', () => {
  test('a quotation mark that is never closed is named, not taken for one long row', async () => {
    const { rows } = await check(
      'quote.csv',
      'Name,Phone\nGood Quote,202 555 0161\n"Open,202 555 0162\nThird,202 555 0163\n',
    )
    expect(rows.map(({ fate, why }) => [fate, why])).toEqual([
      ['new', ''],
      ['rejected', 'A quotation mark is opened here and never closed: all that follows is in this line'],
    ])
    const long = `Name,Phone\nGood,1\n"Open,2\n${'x,1\n'.repeat(3_000_000)}`
    await expect(check('long.csv', long)).rejects.toMatchObject({
      field: 'file',
      message: expect.stringContaining('line 3'),
    })
  })
  test('cells beyond the headings are columns of their own', async () => {
    const { read } = await check('wide.csv', `Name\n${'Somebody\n'.repeat(300)}Late,202 555 0164\n`)
    expect(read.columns.map(({ heading }) => heading)).toEqual(['Name', 'Column 2'])
  })
})

test('accounts are imported as accounts, and an import of them is taken back', async () => {
  const csv =
    'Company,Phone,First Name,Last Name\nLinden School,202 555 0171,Mia,Stone\nOak Bakery,202 555 0172,,\n'
  const { counts, importId } = await take('accounts.csv', csv, 'account')
  expect(counts.new).toBe(2)
  const { rows } = await desk.api.people.page({ kind: 'account', search: 'Linden' })
  expect(rows[0]).toMatchObject({ name: 'Linden School', numberLabel: 'Office' })
  // Known by name: the second time nothing is new.
  expect((await check('accounts.csv', csv, 'account')).counts).toMatchObject({ new: 0, merge: 2 })
  const people = await importCsv(desk.api, 'Name,Company,Phone\nMia Stone,Linden School,202 555 0173\n')
  expect((await desk.api.imports.undo({ id: importId })).kept).toBe(1)
  await desk.api.imports.undo({ id: people.importId })
  expect(await desk.api.people.ids({ kind: 'client', search: 'Mia Stone', conditions: ALL_OF_KIND })).toEqual(
    { ids: [] },
  )
})
