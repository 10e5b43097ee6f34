/** Statement 24: a file is read in steps, in whatever it is written; nothing waits long behind it. */
import { expect, test } from 'vitest'
import { decodeText } from '../../src-preload/shared/files/text-file'
import { decodeFile } from '../../src-main/services/imports/decode'
import { readFile } from '../../src-main/services/imports/file'
import { mendUtf8, readUtf8 } from '../../src-main/services/imports/utf8'
import { createDesk } from '../support/desk'
import { effortOf, heldWhile, LARGER, measureGrowth } from '../support/effort'
import { importCsv, setUpOffice, upload } from '../support/prepare'
import { reservedNumber } from '../support/reserved-numbers'

const LINE = 'Zoë,2025550101,some note é\n'
const CSV = `First name,Mobile,Note\n${LINE.repeat(200_000)}`
const CARDS = 'BEGIN:VCARD\nVERSION:3.0\nFN:Zoë Long\nTEL:+12025550101\nEND:VCARD\n'.repeat(60_000)
const encoded = (text: string) =>
  (['utf8', 'latin1', 'utf16le'] as const).map((encoding): [string, Uint8Array] => [
    encoding,
    new Uint8Array(Buffer.from(encoding === 'utf16le' ? `\ufeff${text}` : text, encoding)),
  ])

/** Milliseconds of the processor that one step of long work may take (statement 24). */
const MOST_HELD = 50
/** All steps but one are within the bar: memory is cleared in one now and then. Without steps it is a second and more. */
const inSteps = async (work: () => Promise<unknown>) => {
  const { held, steps } = await heldWhile(work)
  expect(steps[1] ?? 0).toBeLessThanOrEqual(MOST_HELD)
  expect(held).toBeLessThanOrEqual(2 * MOST_HELD)
}

test.each([...encoded(CSV), ...encoded(CARDS)])(
  'a long file in %s is read in steps',
  async (_name, bytes) => {
    // Code that was never run is compiled first.
    await readFile('a', bytes.subarray(0, 4_000), async () => [])
    await inSteps(() => readFile('a', bytes, async () => []))
  },
)

test('a long file is checked, imported, exported and taken back in steps', async () => {
  const desk = await createDesk()
  try {
    await setUpOffice(desk.api)
    const read = async (people: number) => {
      const csv = [
        'First Name,Last Name,Mobile,E-mail,Consent,Note',
        ...Array.from(
          { length: people },
          (_, i) =>
            `Ann${i},Webb,${reservedNumber(i).replace('+1', '1 ')},a${i}@example.com,yes,no texts on Sunday ${i}`,
        ),
      ].join('\n')
      const uploadId = await upload(desk.api, 'people.csv', csv)
      const { columns } = await desk.api.imports.read({ uploadId })
      const mapping = columns.map(({ index, guess, label }) => ({ column: index, target: guess, label }))
      const options = { kind: 'client' as const, duplicates: 'merge' as const, consent: null, tag: '' }
      return { uploadId, mapping, options }
    }
    const small = await read(200)
    await desk.api.imports.dryRun(small)
    await desk.api.imports.undo({ id: (await desk.api.imports.run(small)).importId })
    const large = await read(10_000)
    let importId = 0
    await inSteps(() => desk.api.imports.dryRun(large))
    await inSteps(async () => {
      ;({ importId } = await desk.api.imports.run(large))
    })
    await inSteps(() => desk.api.people.export({ ids: null }))
    await inSteps(() => desk.api.imports.undo({ id: importId }))
  } finally {
    await desk.close()
  }
})

test('an import, and taking it back, grow with the number of people and no faster', async () => {
  const desk = await createDesk()
  try {
    await setUpOffice(desk.api)
    const csv = (people: number) =>
      [
        'First Name,Last Name,Mobile,E-mail,Consent',
        ...Array.from(
          { length: people },
          (_, i) => `Ann${i},Webb,${reservedNumber(i).replace('+1', '1 ')},a${i}@example.com,yes`,
        ),
      ].join('\n')
    /** Imports so many people and takes them back: what both computed. */
    const round = async (people: number) => {
      const file = csv(people)
      let importId = 0
      const taken = await effortOf(async () => {
        ;({ importId } = await importCsv(desk.api, file))
      })
      return { taken, back: await effortOf(() => desk.api.imports.undo({ id: importId })) }
    }
    // Code is compiled, statements are prepared.
    await round(500)
    for (const step of ['taken', 'back'] as const)
      expect(
        await measureGrowth(
          async () => (await round(1_500))[step],
          async () => (await round(1_500 * LARGER))[step],
        ),
        step,
      ).toMatchObject({ linear: true })
  } finally {
    await desk.close()
  }
})

const SHORT = `First name,Mobile,Note\n${LINE.repeat(25_000)}`
test('read in steps it is the same text, also where a step cuts a letter', async () => {
  for (const shift of [0, 1, 3])
    for (const [, bytes] of [
      ...encoded(`${'x'.repeat(shift)}${SHORT}😀`),
      ...encoded(`${'é'.repeat(shift)}${SHORT}`),
    ])
      expect(await decodeFile(bytes)).toEqual(decodeText(bytes, readUtf8, mendUtf8))
  const broken = new Uint8Array(Buffer.concat([Buffer.from(SHORT), Buffer.from([0xe9]), Buffer.from(SHORT)]))
  expect(await decodeFile(broken)).toEqual(decodeText(broken, readUtf8, mendUtf8))
  const mac = new Uint8Array(Buffer.from(SHORT.replaceAll('ë', '\u0091').replaceAll('é', '\u008e'), 'latin1'))
  expect(await decodeFile(mac)).toEqual(decodeText(mac, readUtf8, mendUtf8))
})
