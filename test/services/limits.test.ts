/** What is too long is refused by name, and what is held for a session is bounded (fault 10). */
import { afterEach, expect, test } from 'vitest'
import { createFiles } from '../../src-main/services/files'
import { createDesk, type Desk } from '../support/desk'
import { createFakeClock } from '../support/fake-clock'
import { effort, heldWhile } from '../support/effort'
import { fetchFile, importCsv, upload } from '../support/prepare'
import { say } from '#shared/phrases/say'

let desk: Desk | null = null
afterEach(async () => {
  await desk?.close()
  desk = null
})

const MAPPING = { options: { kind: 'client' as const, duplicates: 'skip' as const, consent: null, tag: '' } }
const check = async (api: Desk['api'], name: string, content: string) => {
  const uploadId = await upload(api, name, content)
  const { columns } = await api.imports.read({ uploadId })
  const mapping = columns.map(({ index, guess, label }) => ({ column: index, target: guess, label }))
  const { counts } = await api.imports.dryRun({ uploadId, mapping, ...MAPPING })
  return { counts, rows: (await api.imports.rows({ uploadId, fate: null })).rows, uploadId }
}

test('fault 10: a row with a cell beyond its limit is rejected by name, and the others are imported', async () => {
  desk = await createDesk()
  const spaces = ' '.repeat(60_000)
  const work = check(
    desk.api,
    'people.csv',
    `First name,Mobile,Note\nAda,1${spaces}2,\nBob,2025550101,\nCleo,2025550102,${'n'.repeat(10_001)}\nDan,${'1; '.repeat(3_000)},\n`,
  )
  const { held } = await heldWhile(() => work)
  expect(held).toBeLessThan(500)
  const { rows, uploadId } = await work
  expect(rows.map(({ name, fate, why }) => [name, fate, why.slice(0, 60)])).toEqual([
    ['Ada', 'rejected', '“Mobile” has more than 10,000 characters here'],
    ['Bob', 'new', ''],
    ['Cleo', 'rejected', '“Note” has more than 10,000 characters here'],
    ['Dan', 'new', expect.stringContaining('1')],
  ])
  await desk.api.imports.run({ uploadId })
  expect(await fetchFile(desk.api, await desk.api.imports.rejected({ uploadId }))).toContain('Cleo')
})

test('fault 10: a card of too many entries is rejected by name', async () => {
  desk = await createDesk()
  const { rows } = await check(
    desk.api,
    'people.vcf',
    `BEGIN:VCARD\nVERSION:3.0\nFN:Ada Long\n${'X-A:1\n'.repeat(20_000)}END:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Bob Short\nTEL:+12025550101\nEND:VCARD\n`,
  )
  expect(rows).toMatchObject([
    { name: 'Ada Long', fate: 'rejected', why: expect.stringContaining('more than 500 entries') },
    { name: 'Bob Short', fate: 'new' },
  ])
})

test('fault 10: a heading that holds the whole file is refused with words for the file', async () => {
  desk = await createDesk()
  const uploadId = await upload(desk.api, 'people.csv', `${'h'.repeat(5_000)},Mobile\nAda,2025550101\n`)
  await expect(desk.api.imports.read({ uploadId })).rejects.toMatchObject({
    field: 'file',
    message: expect.stringContaining('column 1'),
  })
})

test('fault 10: the meter counts a body of 250 fields, and one of spaces, at once', async () => {
  desk = await createDesk()
  const { key } = await desk.api.fields.save({ id: null, label: 'Room', type: 'text', choices: [] })
  await importCsv(
    desk.api,
    [
      'First name,Mobile,Room',
      ...Array.from({ length: 10 }, (_, i) => `P${i},202555010${i},${'x y '.repeat(400)}${i}`),
    ].join('\n'),
  )
  const meter = (body: string) =>
    desk?.api.templates.meter({ recordKind: 'client', body, bulk: false, language: 'en' })
  const bodies = [
    Array.from({ length: 200 }, () => `{{custom.${key}}}`).join(' '),
    Array.from({ length: 250 }, (_, i) => `{{custom.a${i}}}`).join(' '),
    `${' '.repeat(3_900)}.`,
    `a${' \t'.repeat(1_900)}.`,
  ]
  for (const body of bodies) {
    const { held } = await heldWhile(async () => meter(body))
    expect(held, body.slice(0, 20)).toBeLessThan(200)
  }
})

test('fault 10: uploads are bounded, need content, and are let go once they are read', () => {
  const clock = createFakeClock('2026-11-24T15:00:00.000Z')
  let id = 0
  const files = createFiles(
    clock,
    () => String((id += 1)),
    () => ({ zone: 'UTC', decimals: 'point' }),
    say,
  )
  const caller = { user: null }
  const start = (size: number) =>
    (files.handlers.start({ name: 'a', size }, caller) as { uploadId: string }).uploadId
  const put = (uploadId: string, index: number, text: string) =>
    files.handlers.chunk({ uploadId, index, base64: Buffer.from(text).toString('base64') }, caller)
  const first = start(3)
  expect(() => put(first, 0, '')).toThrow(/grew/)
  void put(first, 0, 'abc')
  for (let i = 0; i < 6; i += 1) start(1)
  expect(() => files.take(first)).toThrow(/not held any more/)
  const second = start(300 * 1024 * 1024)
  start(150 * 1024 * 1024)
  expect(() => put(second, 0, 'a')).toThrow(/not held any more/)
  const third = start(1)
  void put(third, 0, 'a')
  expect(files.take(third).bytes).toHaveLength(1)
  expect(() => files.take(third)).toThrow(/not held any more/)
  const offer = files.offer('a.csv', 'text/csv', 'x')
  files.release()
  expect(() => files.handlers.read({ downloadId: offer.downloadId, index: 0 }, caller)).toThrow()
  expect(effort(() => start(1))).toBeLessThan(50)
})
