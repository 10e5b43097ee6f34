import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PRACTICE_PICTURE } from '../../src-main/adapters/practice/account'
import { createDesk, type Desk } from '../support/desk'
import { fetchFile, importCsv, reviewForAll, setUpOffice } from '../support/prepare'

let desk: Desk
beforeEach(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
})
afterEach(async () => {
  await desk.close()
})

const HEAD = 'First Name,Last Name,Mobile Phone,E-mail,Notes,Consent to alerts'
const CSV = `${HEAD}
Zaphira,Quillfeather,202 555 0141,zaphira@example.com,Likes marzipan,yes
Bea,Holt,202 555 0142,bea@example.com,,yes
`
const idOf = async (name: string) => (await desk.api.people.find({ text: name }))[0]?.id ?? 0
const delivered = async (id: number) =>
  (await desk.api.messages.page({ recipientId: id, limit: 500 })).rows.every(({ state }) =>
    ['delivered', 'reply'].includes(state),
  )
const say = (recipientId: number, e164: string, body: string, notBefore: string | null = null) =>
  desk.api.messages.send({
    draftId: crypto.randomUUID(),
    recipientId,
    e164,
    body,
    purpose: 'alerts',
    templateId: null,
    notBefore,
  })
/** Every file of the data folder but the practice carrier's own memory, as bytes. */
const bytes = () =>
  readdirSync(desk.dataDir)
    .filter((name) => name.startsWith('practice'))
    .map((name) => ({ name, text: readFileSync(path.join(desk.dataDir, name)).toString('latin1') }))
const WORDS = [
  'Zaphira',
  'zaphira',
  'Quillfeather',
  'quillfeather',
  '2025550141',
  'marzipan',
  'turquoise',
  'pineapple',
  'elderberry',
]
const whereIs = () =>
  bytes().flatMap(({ name, text }) =>
    WORDS.filter((word) => text.includes(word)).map((word) => `${word} in ${name}`),
  )

const fill = async () => {
  await importCsv(desk.api, CSV)
  const id = await idOf('Zaphira')
  await say(id, '+12025550141', 'Your turquoise scarf, Zaphira')
  desk.carrier.inbound({ from: '+12025550141', to: '+12025550100', body: 'A pineapple please' })
  await desk.api.notes.add({ recipientId: id, body: 'Elderberry: call Quillfeather, elderberry' })
  await desk.api.drafts.save({ key: `text:${id}`, body: JSON.stringify({ body: 'More turquoise' }) })
  const review = await reviewForAll(desk.api, 'Hi {{ first_name }}, we are open.')
  await desk.api.bulk.send({ reviewId: review.reviewId, draftId: crypto.randomUUID() })
  await desk.until(
    async () => (await desk.api.messages.page({ recipientId: id })).total === 3 && (await delivered(id)),
  )
  // The index of texts and the merges have run.
  await desk.clock.advance(5000)
  return id
}

describe('forgetting a person', () => {
  test('their bytes are gone from the database and its log, and from the carrier', async () => {
    const id = await fill()
    await desk.api.people.save({
      id,
      kind: 'client',
      firstName: 'Zaphira',
      lastName: 'Quillfeather-Ames',
      email: 'zaphira@example.com',
      language: null,
      tags: ['marzipan'],
      custom: {},
      numbers: [{ id: null, number: '202 555 0141', label: 'Mobile', primary: true }],
    })
    expect(whereIs().length).toBeGreaterThan(5)
    expect(await desk.api.privacy.check({ id })).toMatchObject({
      texts: 2,
      replies: 1,
      entries: 1,
      numbers: [{ national: '(202) 555-0141', sharedWith: [] }],
      notYet: [],
    })
    await desk.api.privacy.forget({ id })
    expect(whereIs()).toEqual([])
    expect(await desk.api.people.find({ text: 'Zaphira' })).toEqual([])
    expect(await desk.api.find.all({ text: 'turquoise' })).toEqual([])
    await expect(desk.api.people.get({ id })).rejects.toMatchObject({ code: 'not-found' })
    // Others and the counts stay.
    // The other's text is found, and the send to many itself.
    expect(
      (await desk.api.find.all({ text: 'open' })).map(({ group, hits }) => [group, hits.length]),
    ).toEqual([
      ['texts', 1],
      ['sends', 1],
    ])
    const { rows } = await desk.api.messages.page({})
    expect(rows.map(({ name, number, body, state }) => [name, number, body, state])).toContainEqual([
      '',
      '',
      '',
      'delivered',
    ])
    await desk.until(async () => (await desk.api.privacy.left({})).texts === 0, 'the redaction')
    const at = (number: string) =>
      desk.carrier.messages().filter(({ to, from }) => to === number || from === number)
    expect(at('+12025550141').map(({ body }) => body)).toEqual(['', '', ''])
    expect(at('+12025550142').map(({ body }) => body)).toEqual([
      expect.stringContaining('Hi Bea, we are open.'),
    ])
    expect(desk.log).toEqual([])
  })

  test('their pictures go at the carrier too, also when it cannot be reached at first', async () => {
    await importCsv(desk.api, CSV)
    const [hers, anothers] = ['+12025550141', '+12025550142']
    for (const from of [hers, anothers])
      desk.carrier.inbound({
        from,
        to: '+12025550100',
        body: 'See',
        media: [PRACTICE_PICTURE, PRACTICE_PICTURE],
      })
    await desk.until(async () => (await desk.api.inbox.page({})).total === 2, 'the pictures')
    const { items } = await desk.api.inbox.thread({ e164: hers })
    await desk.api.inbox.pictures({ id: items[0]?.id ?? 0 })
    const id = await idOf('Zaphira')
    const media = () => desk.carrier.messages().map((message) => [message.from, message.body, message.media])
    desk.carrier.setBehaviour({ refuseBefore: { probability: 1, of: 'all' } })
    await desk.api.privacy.forget({ id })
    await desk.clock.advance(1000)
    expect((await desk.api.privacy.left({})).texts).toBe(1)
    expect(media()).toEqual([
      [hers, 'See', 2],
      [anothers, 'See', 2],
    ])
    desk.carrier.setBehaviour({ refuseBefore: null })
    await desk.until(async () => (await desk.api.privacy.left({})).texts === 0, 'the deletion')
    expect(media()).toEqual([
      [hers, '', 0],
      [anothers, 'See', 2],
    ])
    expect(desk.app.testing.db.prepare('SELECT count(*) AS n FROM inbound_picture').get()).toEqual({ n: 0 })
  })

  test('ended in the middle, the next start goes on: nothing of them is left', async () => {
    const id = await fill()
    const { db } = desk.app.testing
    const last = db.prepare('SELECT max(id) AS id FROM message WHERE recipient_id = ?').get(id) as {
      id: number
    }
    db.exec(`CREATE TRIGGER broken BEFORE UPDATE OF body ON message WHEN OLD.id = ${last.id}
      BEGIN SELECT RAISE(ABORT, 'broken'); END`)
    await expect(desk.api.privacy.forget({ id })).rejects.toMatchObject({ code: 'unexpected' })
    // Half erased they may not be texted any more.
    expect((await desk.api.people.get({ id })).standing.map(({ state }) => state)).not.toContain('granted')
    db.exec('DROP TRIGGER broken')
    await desk.restart()
    await expect(desk.api.people.get({ id })).rejects.toMatchObject({ code: 'not-found' })
    expect(whereIs()).toEqual([])
  })

  test('a text that waits is cancelled; one on the way, or of unknown end, comes first', async () => {
    await importCsv(desk.api, CSV)
    const id = await idOf('Zaphira')
    await say(id, '+12025550141', 'Later', new Date(desk.clock.now() + 3_600_000).toISOString())
    expect((await desk.api.privacy.check({ id })).waiting).toBe(1)
    const { db } = desk.app.testing
    db.exec("UPDATE message SET state = 'unknown'")
    expect((await desk.api.privacy.check({ id })).notYet[0]).toMatch(/nobody knows yet/)
    await expect(desk.api.privacy.forget({ id })).rejects.toMatchObject({ code: 'conflict' })
    db.exec("UPDATE message SET state = 'queued'")
    await desk.api.privacy.forget({ id })
    await desk.clock.advance(2 * 3_600_000)
    expect(desk.carrier.messages().filter(({ direction }) => direction !== 'inbound')).toEqual([])
  })

  test('their no outlives them: the number is blocked again when it comes back, until its phone says START', async () => {
    await importCsv(desk.api, CSV)
    const id = await idOf('Zaphira')
    desk.carrier.inbound({ from: '+12025550141', to: '+12025550100', body: 'STOP' })
    await desk.until(async () => (await desk.api.suppressions.page({})).total === 1, 'the STOP')
    expect((await desk.api.privacy.check({ id })).keepsNo).toBe(true)
    await desk.api.privacy.forget({ id })
    expect((await desk.api.suppressions.page({})).total).toBe(0)
    expect(whereIs()).toEqual([])

    await importCsv(desk.api, CSV)
    const back = await idOf('Zaphira')
    expect((await desk.api.suppressions.page({})).rows[0]).toMatchObject({
      cause: 'stop',
      e164: '+12025550141',
    })
    await expect(say(back, '+12025550141', 'Hello?')).rejects.toMatchObject({ code: 'refused' })

    // Forgotten once more, and START arrives while nobody has the number.
    await desk.api.privacy.forget({ id: back })
    desk.carrier.inbound({ from: '+12025550141', to: '+12025550100', body: 'START' })
    await desk.until(
      async () => (await desk.api.messages.page({})).rows.some(({ body }) => body === 'START'),
      'the START',
    )
    await importCsv(desk.api, CSV)
    expect((await desk.api.suppressions.page({})).total).toBe(0)
  })

  test('a refusal of one purpose comes back as just that', async () => {
    await importCsv(desk.api, CSV)
    const id = await idOf('Zaphira')
    await desk.api.consent.refuse({
      recipientId: id,
      e164: '+12025550141',
      scope: 'person',
      purpose: 'marketing',
      reason: 'at the desk',
    })
    await desk.api.privacy.forget({ id })
    await importCsv(desk.api, CSV)
    const { standing } = await desk.api.people.get({ id: await idOf('Zaphira') })
    expect(standing.map(({ purpose, state }) => [purpose, state])).toEqual([
      ['conversation', 'none'],
      ['alerts', 'granted'],
      ['marketing', 'refused'],
    ])
  })

  test('a restored copy that still knows them forgets them again', async () => {
    const id = await fill()
    const file = path.join(desk.dataDir, 'practice.db')
    const copy = path.join(desk.dataDir, 'backup-of-practice')
    await desk.swap(() => copyFileSync(file, copy))
    expect(readFileSync(copy).toString('latin1')).toContain('Quillfeather')
    await desk.api.privacy.forget({ id })
    await desk.swap(() => {
      for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
      copyFileSync(copy, file)
      rmSync(copy)
    })
    await expect(desk.api.people.get({ id })).rejects.toMatchObject({ code: 'not-found' })
    expect(whereIs()).toEqual([])
    expect((await desk.api.people.find({ text: 'Bea' })).length).toBe(1)
  })

  test('a shared number stays with the others, and so does what came in from it', async () => {
    await importCsv(desk.api, `${CSV}Carl,Quill,202 555 0141,,,yes\n`)
    desk.carrier.inbound({ from: '+12025550141', to: '+12025550100', body: 'Who is it?' })
    await desk.until(async () => (await desk.api.inbox.page({})).total === 1, 'the text')
    const id = await idOf('Zaphira')
    expect(await desk.api.privacy.check({ id })).toMatchObject({
      replies: 0,
      numbers: [{ sharedWith: ['Carl Quill'] }],
    })
    await desk.api.privacy.forget({ id })
    expect((await desk.api.messages.page({})).rows[0]).toMatchObject({
      body: 'Who is it?',
      name: 'Carl Quill',
    })
  })

  test('the ledger keeps that something was said, and says that it was blanked', async () => {
    await importCsv(desk.api, CSV)
    const id = await idOf('Zaphira')
    await desk.api.privacy.forget({ id })
    expect(
      desk.app.testing.db
        .prepare(
          'SELECT e164, purpose, state, wording, source, forgotten_at IS NOT NULL AS gone FROM consent_entry WHERE recipient_id = ?',
        )
        .all(id),
    ).toEqual([{ e164: '', purpose: 'alerts', state: 'granted', wording: '', source: '', gone: 1 }])
  })
})

test('everything about a person in one file, to read and for machines', async () => {
  const id = await fill()
  await desk.api.notes.add({ recipientId: id, body: '<img src=x onerror=alert(1)>' })
  const dossier = JSON.parse(await fetchFile(desk.api, await desk.api.privacy.export({ id, format: 'json' })))
  expect(dossier).toMatchObject({
    office: 'Larkfield Physio',
    record: { firstName: 'Zaphira', email: 'zaphira@example.com' },
    numbers: [{ number: '+12025550141' }],
    consent: [{ purpose: 'alerts', state: 'granted' }],
  })
  expect(dossier.messages.map(({ text }: { text: string }) => text).toSorted()).toEqual([
    'A pineapple please',
    'Larkfield Physio: Hi Zaphira, we are open. Reply STOP to opt out',
    'Your turquoise scarf, Zaphira',
  ])
  const page = await fetchFile(desk.api, await desk.api.privacy.export({ id, format: 'html' }))
  expect(page).toContain('Likes marzipan')
  expect(page).not.toContain('<img')
})

test('an export is on no disk before the user saves it: it waits in memory', async () => {
  const id = await fill()
  const files = () => new Set(readdirSync(desk.dataDir, { recursive: true, encoding: 'utf8' }))
  const before = files()
  const offers = [
    await desk.api.consent.export({ recipientId: id }),
    await desk.api.privacy.export({ id, format: 'html' }),
    await desk.api.people.export({ kind: 'client' }),
    await desk.api.messages.export({ recipientId: id }),
  ]
  const firstLines = await Promise.all(
    offers.map(async (offer) => (await fetchFile(desk.api, offer)).split(/[\r\n]/)[0] ?? ''),
  )
  expect(firstLines.every((line) => line.length > 10)).toBe(true)
  expect(files()).toEqual(before)
  for (const { name, text } of bytes())
    expect(
      firstLines.filter((line) => text.includes(line)),
      name,
    ).toEqual([])
})
