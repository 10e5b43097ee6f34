import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PRACTICE_PICTURE } from '../../src-main/adapters/practice/account'
import { createDesk, type Desk } from '../support/desk'
import { importCsv, setUpOffice } from '../support/prepare'

let desk: Desk
beforeEach(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
})
afterEach(() => desk.close())

const OWN = '+12025550100'
const A = '+12025550101'
const B = '+12025550102'
const STRANGER = '+12025550177'
const people = async (...rows: string[]) => {
  await importCsv(desk.api, ['First Name,Last Name,Mobile Phone,Consent to alerts', ...rows].join('\r\n'), {
    duplicates: 'add',
  })
  return Object.fromEntries((await desk.api.people.page({})).rows.map((row) => [row.name, row.id]))
}
const texts = async () => (await desk.api.messages.page({ states: ['reply'] })).totals.replies
/** A text comes in, and is there. */
const hear = async (from: string, body: string, media?: { contentType: string; base64: string }[]) => {
  const before = await texts()
  const sid = desk.carrier.inbound({ from, to: OWN, body, ...(media ? { media } : {}) })
  await desk.until(async () => (await texts()) > before, `“${body}”`)
  return sid
}
const thread = (e164: string) => desk.api.inbox.thread({ e164 })
const list = async (view: 'open' | 'unread' | 'done' | 'all' = 'all', search = '') =>
  (await desk.api.inbox.page({ view, search })).rows.map(({ e164 }) => e164)
const unread = async () => (await desk.api.outbox.state({})).replies

describe('conversations', () => {
  test('stand unread first, then the newest in either direction; the badge counts them', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0101,yes', 'Bea,Holt,202 555 0102,yes')
    await hear(A, 'First')
    await hear(A, 'Second')
    await hear(B, 'Third')
    expect(await list()).toEqual([B, A])
    expect(await unread()).toBe(2)
    const { newest, unread: of } = await thread(B)
    expect(of).toBe(1)
    await desk.api.inbox.read({ e164: B, upTo: newest })
    expect(await list()).toEqual([A, B])
    expect(await list('unread')).toEqual([A])
    expect(await unread()).toBe(1)
    await desk.api.inbox.read({ e164: A, upTo: (await thread(A)).newest })
    expect(await list()).toEqual([B, A])
    await desk.clock.advance(60_000)
    await desk.api.messages.send({
      draftId: randomUUID(),
      recipientId: ada,
      e164: A,
      body: 'See you at ten',
      purpose: 'conversation',
      templateId: null,
      notBefore: null,
    })
    expect(await list()).toEqual([A, B])
    const { rows } = await desk.api.inbox.page({})
    expect(rows[0]?.last).toEqual({ direction: 'out', body: 'See you at ten', pictures: 0 })
    const { items } = await thread(A)
    expect(items.map((item) => [item.direction, item.body])).toEqual([
      ['in', 'First'],
      ['in', 'Second'],
      ['out', 'See you at ten'],
    ])
    // Whoever never wrote has no conversation, however much is sent.
    expect(await list()).not.toContain('+12025550103')
  })

  test('are done up to what was seen, open again by a new text, and the last done can be taken back', async () => {
    await hear(A, 'First')
    const { newest } = await thread(A)
    await hear(A, 'Came in meanwhile')
    await desk.api.inbox.markDone({ e164: A, upTo: newest, done: true })
    expect((await thread(A)).open).toBe(true)
    await desk.clock.advance(1000)
    await desk.api.inbox.markDone({ e164: A, upTo: (await thread(A)).newest, done: true })
    expect(await list('open')).toEqual([])
    expect(await list('done')).toEqual([A])
    expect(await unread()).toBe(0)
    await desk.api.inbox.markDone({ e164: A, upTo: (await thread(A)).newest, done: false })
    expect(await list('open')).toEqual([A])
    await desk.api.inbox.markDone({ e164: A, upTo: (await thread(A)).newest, done: true })
    await hear(A, 'Once more')
    expect(await list('open')).toEqual([A])
  })

  test('are found by name and by any part of a number, unknown people too', async () => {
    await people('Ada,Okafor,202 555 0101,yes')
    await hear(A, 'Hello')
    await hear(STRANGER, 'Hi')
    expect(await list('all', 'okaf')).toEqual([A])
    expect(await list('all', '(202) 555-0177')).toEqual([STRANGER])
    expect(await list('all', '0177')).toEqual([STRANGER])
    expect(await list('all', 'nobody')).toEqual([])
    expect(await list('all', '%_')).toEqual([])
  })

  test('show opt-outs as what they are, and who can lift them', async () => {
    await people('Ada,Okafor,202 555 0101,yes', 'Bea,Holt,202 555 0102,yes')
    await hear(A, 'STOP')
    await hear(B, 'I am moving away in March, please stop the reminders then')
    expect((await thread(A)).block).toMatchObject({ cause: 'stop' })
    expect((await thread(B)).block).toMatchObject({ cause: 'doubtful' })
    await desk.api.suppressions.decide({ e164: B, meant: 'not-stop' })
    expect((await thread(B)).block).toBeNull()
    await desk.api.suppressions.add({ number: B, detail: 'asked by phone' })
    expect((await thread(B)).block).toMatchObject({
      cause: 'manual',
      by: 'Anna Berg',
      detail: 'asked by phone',
    })
  })

  test('end with their texts: nothing of a deleted reply stays in the inbox', async () => {
    await hear(A, 'Hello')
    const { db } = desk.app.testing
    db.exec(`UPDATE inbound SET from_e164 = '' WHERE from_e164 = '${A}'`)
    expect(db.prepare('SELECT e164 FROM conversation').all()).toEqual([{ e164: '' }])
    db.exec('DELETE FROM inbound')
    expect(db.prepare('SELECT count(*) AS n FROM conversation').get()).toEqual({ n: 0 })
  })
})

describe('who is this?', () => {
  test('a number of one person asks nothing', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0101,yes')
    await hear(A, 'Hello')
    expect(await thread(A)).toMatchObject({ person: ada, asks: null })
  })

  test('a shared number asks; the answer files what was written, and can be taken back', async () => {
    const ids = await people('Ada,Okafor,202 555 0101,yes', 'Ben,Okafor,202 555 0101,yes')
    const { 'Ada Okafor': ada = 0, 'Ben Okafor': ben = 0 } = ids
    await hear(A, 'First')
    await hear(A, 'Second')
    const asked = await thread(A)
    expect(asked.person).toBeNull()
    const { asks } = asked
    if (!asks) throw new Error('nothing asked')
    await desk.api.inbox.file({ e164: A, ...asks, recipientId: ben })
    const filed = await thread(A)
    expect(filed).toMatchObject({ person: ben, asks: null })
    expect(filed.items.map((item) => item.direction === 'in' && item.filedUnder)).toEqual([
      'Ben Okafor',
      'Ben Okafor',
    ])
    // The next text may be somebody else's again.
    await hear(A, 'Third')
    const again = await thread(A)
    expect(again.asks).toEqual({ from: asked.newest + 1, upTo: asked.newest + 1 })
    await desk.api.inbox.file({ e164: A, ...(again.asks ?? asks), recipientId: ada })
    expect((await thread(A)).person).toBe(ada)
    await desk.api.inbox.file({ e164: A, ...(again.asks ?? asks), recipientId: null })
    expect((await thread(A)).items.map((item) => item.direction === 'in' && item.filedUnder)).toEqual([
      'Ben Okafor',
      'Ben Okafor',
      null,
    ])
    const rows = async (recipientId: number) =>
      (await desk.api.messages.page({ recipientId })).rows.map(({ body, name }) => `${name}: ${body}`)
    expect(await rows(ben)).toContain('Ben Okafor: First')
    expect(await rows(ada)).not.toContain('Ben Okafor: First')
  })

  test('nobody who does not have the number can be named', async () => {
    const { 'Bea Holt': bea = 0 } = await people('Bea,Holt,202 555 0102,yes')
    await hear(STRANGER, 'Hi')
    const { asks } = await thread(STRANGER)
    await expect(
      desk.api.inbox.file({ e164: STRANGER, from: asks?.from ?? 1, upTo: asks?.upTo ?? 1, recipientId: bea }),
    ).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a stranger becomes somebody: attached, not asked for texts, and answered for thirty days', async () => {
    const { 'Bea Holt': bea = 0 } = await people('Bea,Holt,202 555 0102,yes')
    await hear(STRANGER, 'Hi, this is Bea')
    expect(await thread(STRANGER)).toMatchObject({ people: [], person: null })
    await desk.api.people.addNumber({ id: bea, number: STRANGER, label: '' })
    const known = await thread(STRANGER)
    expect(known).toMatchObject({ person: bea, asks: null })
    expect(known.people[0]).toMatchObject({ alerts: 'none', marketing: 'none' })
    const may = (purpose: 'conversation' | 'alerts') =>
      desk.api.messages.may({ recipientId: bea, e164: STRANGER, purpose })
    expect(await may('alerts')).toMatchObject({ ok: false, reason: 'not-asked' })
    expect(await may('conversation')).toMatchObject({ ok: true })
    desk.clock.jump(new Date(desk.clock.now() + 31 * 86_400_000).toISOString())
    expect(await may('conversation')).toMatchObject({ ok: false, reason: 'not-asked' })
  })

  test('what was filed moves with a merge and outlives an undone import', async () => {
    const { 'Ada Okafor': ada = 0, 'Ada Old': old = 0 } = await people(
      'Ada,Okafor,202 555 0102,yes',
      'Ada,Old,202 555 0101,yes',
    )
    await hear(A, 'Hello')
    await desk.api.people.merge({ keepId: ada, otherId: old })
    expect(await thread(A)).toMatchObject({ person: ada, asks: null })
  })
})

describe('pictures', () => {
  test('are fetched on the first click, kept, and shown only if they are pictures', async () => {
    const video = { contentType: 'video/mp4', base64: 'AAAA' }
    const page = {
      contentType: 'image/png',
      base64: Buffer.from('<script>alert(1)</script>').toString('base64'),
    }
    await hear(A, '', [PRACTICE_PICTURE, video, page])
    const asked = () => desk.carrier.requests.filter((request) => request.includes('/Media/')).length
    expect(asked()).toBe(0)
    const { items } = await thread(A)
    expect(items[0]).toMatchObject({ body: '', pictures: 3 })
    const id = items[0]?.id ?? 0
    const [first, again] = await Promise.all([
      desk.api.inbox.pictures({ id }),
      desk.api.inbox.pictures({ id }),
    ])
    expect(first.pictures.map(({ type, file }) => [type, file !== null])).toEqual([
      ['image/png', true],
      ['video/mp4', false],
      ['image/png', false],
    ])
    expect(again.pictures).toHaveLength(3)
    // Two of them by content type, each asked of the API; never again afterwards.
    const before = asked()
    const file = first.pictures[0]?.file
    if (!file) throw new Error('no picture')
    const { base64 } = await desk.api.files.read({ downloadId: file.downloadId, index: 0 })
    expect(base64).toBe(PRACTICE_PICTURE.base64)
    await desk.restart()
    expect((await desk.api.inbox.pictures({ id })).pictures[0]?.file).not.toBeNull()
    expect(asked()).toBe(before)
    expect(before).toBe(2)
  })
})

test('after a reply the next ones are read as often as in a send', async () => {
  await people('Ada,Okafor,202 555 0101,yes')
  await hear(A, 'Are you open?')
  // At other moments between two looks.
  for (const [i, pause] of [1_000, 4_100, 7_300, 9_900].entries()) {
    await desk.clock.advance(pause)
    const begun = desk.clock.now()
    desk.carrier.inbound({ from: A, to: OWN, body: `And on day ${i}?` })
    await desk.until(async () => (await texts()) === i + 2)
    expect(desk.clock.now() - begun).toBeLessThanOrEqual(4_000)
  }
})

describe('notifications', () => {
  const arrived = () => desk.events.filter(({ event }) => event === 'arrived').map(({ payload }) => payload)
  test('say no more than that there is a text, unless switched on; never to a locked screen', async () => {
    await people('Ada,Okafor,202 555 0101,yes')
    await hear(A, 'My secret')
    expect(arrived()).toEqual([{ title: 'New text', body: '', e164: A }])
    await desk.api.settings.saveNotifications({ on: true, words: true })
    await hear(A, 'Not so secret')
    expect(arrived()[1]).toEqual({ title: 'Ada Okafor', body: 'Not so secret', e164: A })
    const me = (await desk.api.session.get({})).user
    await desk.api.users.save({
      id: me?.id ?? 1,
      name: 'Anna Berg',
      role: 'admin',
      pin: '123456',
      number: null,
    })
    await desk.api.session.lock({})
    desk.carrier.inbound({ from: A, to: OWN, body: 'While you were away' })
    await desk.until(() => arrived().length === 3)
    expect(arrived()[2]).toEqual({ title: 'New text', body: '', e164: null })
    await desk.api.session.signIn({ userId: me?.id ?? 1, pin: '123456' })
    await desk.api.settings.saveNotifications({ on: false, words: true })
    await hear(A, 'Quiet')
    expect(arrived()).toHaveLength(3)
  })
  test('come once for many texts', async () => {
    for (const body of ['One', 'Two', 'Three']) desk.carrier.inbound({ from: A, to: OWN, body })
    desk.carrier.inbound({ from: B, to: OWN, body: 'Four' })
    await desk.until(async () => (await texts()) === 4)
    // Told behind the reading of the replies.
    await desk.until(() => arrived().length > 0)
    expect(arrived()).toEqual([{ title: '4 new texts', body: '', e164: null }])
  })
})
