import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Api } from '../../src-preload/contract'
import { randomUUID } from 'node:crypto'
import { createDesk, type Desk, PLAIN } from '../support/desk'
import { fetchFile, importCsv, setUpOffice } from '../support/prepare'

let desk: Desk
let all: number
beforeEach(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  all = (
    await desk.api.lists.save({
      id: null,
      name: 'All',
      kind: 'saved',
      recordKind: 'client',
      conditions: { join: 'all', of: [] },
    })
  ).id
})
afterEach(() => desk.close())

type Review = Parameters<Api['bulk']['review']>[0]
const review = (
  more: Partial<Pick<Review, 'reviewId'>> & {
    body?: string
    choices?: Partial<Review['choices']>
    exclude?: number[]
    purpose?: 'alerts' | 'marketing'
  } = {},
) =>
  desk.api.bulk.review({
    reviewId: more.reviewId ?? null,
    who: { kind: 'client', include: [all], exclude: more.exclude ?? [], recipientIds: [] },
    what: {
      templateId: null,
      body: more.body ?? 'Hi {{ first_name }}',
      purpose: more.purpose ?? 'alerts',
      language: 'en',
    },
    choices: { ...PLAIN, ...more.choices },
  })
const reasonsOf = async (reviewId: string) =>
  Object.fromEntries(
    (await desk.api.bulk.rows({ reviewId, tab: 'wont', limit: 500 })).rows.map((row) => [
      row.name,
      [row.reason, row.why, row.mend],
    ]),
  )
const person = async (name: string) => (await desk.api.people.find({ text: name }))[0]?.id ?? 0

describe('everyone is accounted for', () => {
  test('each reason is named, with what mends it', async () => {
    await importCsv(
      desk.api,
      [
        'First Name,Last Name,Mobile Phone,Home Phone,Consent to alerts',
        'Good,One,202 555 0101,,yes',
        'No,Number,,,yes',
        'Not,Asked,202 555 0102,,',
        'Said,No,202 555 0103,,no',
        'Sent,Stop,202 555 0104,,yes',
        'Maybe,Stop,202 555 0105,,yes',
        'Same,Number,202 555 0101,,yes',
        ',Nameless,202 555 0106,,yes',
        'Long,Name,202 555 0107,,yes',
      ].join('\n'),
    )
    desk.carrier.inbound({ from: '+12025550104', to: '+12025550100', body: 'STOP' })
    desk.carrier.inbound({
      from: '+12025550105',
      to: '+12025550100',
      body: 'I would really like it if you could please stop these one day',
    })
    await desk.until(async () => (await desk.api.suppressions.page({})).total === 2, 'both opt-outs')
    const answer = await review({ choices: { leaveOut: [await person('Long')] } })
    expect(answer).toMatchObject({ selected: 9, will: 1, wont: 8 })
    expect(await reasonsOf(answer.reviewId)).toEqual({
      'No Number': ['no-number', 'No number', 'add-number'],
      'Not Asked': ['not-asked', 'Not asked yet', 'record-consent'],
      'Said No': ['refused', 'Has said no', 'record-consent'],
      'Sent Stop': ['suppressed', 'Sent STOP', 'none'],
      'Maybe Stop': ['held', 'May have opted out: a person must decide', 'open'],
      'Same Number': ['duplicate', 'Same number as Good One', 'per-person'],
      Nameless: ['missing-variable', 'Empty: first_name', 'fill-field'],
      'Long Name': ['left-out', 'Left out by you', 'put-back'],
    })
    const file = await fetchFile(desk.api, await desk.api.bulk.export({ reviewId: answer.reviewId }))
    expect(file.trim().split('\r\n')).toHaveLength(10)
  })

  test('a number with a landline prefix is passed over for the first mobile, and the carrier’s word counts', async () => {
    const save = (firstName: string, numbers: { number: string; label: string }[]) =>
      desk.api.people.save({
        id: null,
        kind: 'client',
        firstName,
        lastName: '',
        email: '',
        language: null,
        tags: [],
        custom: {},
        numbers: numbers.map((number, i) => ({ ...number, id: null, primary: i === 0 })),
      })
    // Numbers kept for drama in the United Kingdom: a London landline and a mobile.
    const { id } = await save('Ada', [
      { number: '+44 20 7946 0123', label: 'Home' },
      { number: '+44 7700 900123', label: 'Mobile' },
    ])
    await save('Bea', [{ number: '+44 20 7946 0124', label: 'Home' }])
    await desk.api.consent.record({
      recipientIds: [id, await person('Bea')],
      purpose: 'alerts',
      state: 'granted',
      basis: 'written',
      source: 'intake form',
      wording: '',
    })
    const answer = await review()
    const { rows } = await desk.api.bulk.rows({ reviewId: answer.reviewId, tab: 'will' })
    expect(rows.map(({ name, number, label }) => [name, number, label])).toEqual([
      ['Ada', '+447700900123', 'Mobile'],
    ])
    expect(await reasonsOf(answer.reviewId)).toEqual({
      Bea: ['landline', 'Only a landline', 'change-number'],
    })
  })

  test('mending a row recalculates it and keeps the choices', async () => {
    await importCsv(
      desk.api,
      'First Name,Mobile Phone,Consent to alerts\nAda,202 555 0101,yes\nBea,202 555 0102,\nCarl,202 555 0103,yes\n',
    )
    const first = await review({ choices: { leaveOut: [await person('Carl')] } })
    expect(first).toMatchObject({ will: 1, wont: 2 })
    await desk.api.consent.record({
      recipientIds: [await person('Bea')],
      purpose: 'alerts',
      state: 'granted',
      basis: 'verbal',
      source: 'by phone today',
      wording: 'yes please',
    })
    const second = await review({ reviewId: first.reviewId, choices: first.choices })
    expect(second).toMatchObject({
      reviewId: first.reviewId,
      will: 2,
      wont: 1,
      choices: { leaveOut: first.choices.leaveOut },
    })
  })

  test('exclude lists take people away, and no list at all is said beside the field', async () => {
    await importCsv(
      desk.api,
      'First Name,Mobile Phone,Consent to alerts,Tags\nAda,202 555 0101,yes,VIP\nBea,202 555 0102,yes,\n',
    )
    const { id } = await desk.api.lists.save({
      id: null,
      name: 'VIP',
      kind: 'saved',
      recordKind: 'client',
      conditions: { join: 'all', of: [{ field: 'tag', op: 'has', value: 'VIP' }] },
    })
    expect(await review({ exclude: [id] })).toMatchObject({ selected: 1, will: 1 })
    const none = desk.api.bulk.review({
      reviewId: null,
      who: { kind: 'client', include: [], exclude: [], recipientIds: [] },
      what: { templateId: null, body: 'x', purpose: 'alerts', language: 'en' },
      choices: PLAIN,
    })
    await expect(none).rejects.toMatchObject({ field: 'include' })
  })
})

describe('what it costs', () => {
  test('who costs double, why, and the one-click mend', async () => {
    // A text that fills one segment to the brim in GSM-7, and needs two in UCS-2.
    await importCsv(
      desk.api,
      'First Name,Mobile Phone,Consent to alerts\nAnna,202 555 0101,yes\nZofą,202 555 0102,yes\n',
    )
    const body =
      'Hi {{ first_name }}, we have moved your visit to Thursday at ten in the morning. Bring your card'
    const dear = await review({ body })
    expect(dear.warnings.find((warning) => warning.kind === 'double-price')).toMatchObject({ count: 1 })
    const { rows } = await desk.api.bulk.rows({ reviewId: dear.reviewId, tab: 'will' })
    expect(rows.map(({ name, units, costly }) => [name, units, costly])).toEqual([
      ['Anna', 1, []],
      ['Zofą', 2, ['ą']],
    ])
    const plain = await review({ reviewId: dear.reviewId, body, choices: { plain: true } })
    expect(plain.units).toBe(2)
    expect((await desk.api.bulk.rows({ reviewId: plain.reviewId, tab: 'will' })).rows[1]?.text).toContain(
      'Hi Zofa,',
    )
  })
  test('need, have and shortfall; a balance too low prevents sending', async () => {
    await importCsv(
      desk.api,
      'First Name,Mobile Phone,Consent to alerts\nAda,202 555 0101,yes\nBea,202 555 0102,yes\n',
    )
    desk.carrier.setBalance('0.01000')
    await desk.clock.advance(120_000)
    const poor = await review()
    expect(poor).toMatchObject({
      units: 2,
      cost: { micros: 16_600 },
      balance: { have: { micros: 10_000 }, short: { micros: 6_600 } },
    })
    expect(poor.balance.blocked).toMatch(/Top up at Twilio/)
    await expect(desk.api.bulk.send({ reviewId: poor.reviewId, draftId: randomUUID() })).rejects.toThrow(
      /too low/,
    )
    expect(desk.carrier.messages()).toEqual([])
    // Who tops up looks again at once.
    await desk.clock.advance(2000)
    desk.carrier.setBalance('5.00000')
    expect((await review()).balance).toMatchObject({
      have: { micros: 5_000_000 },
      short: null,
      blocked: null,
    })
  })
  test('a balance that runs out while sending pauses that send, and says how to go on', async () => {
    await importCsv(
      desk.api,
      [
        'First Name,Mobile Phone,Consent to alerts',
        ...Array.from({ length: 20 }, (_, i) => `P${i},202 555 0${101 + i},yes`),
      ].join('\n'),
    )
    const { sending } = await desk.api.settings.get({})
    await desk.api.settings.saveSending({ ...sending, rate: 0.2 })
    const answer = await review()
    const sendId = randomUUID()
    await desk.api.bulk.send({ reviewId: answer.reviewId, draftId: sendId })
    await desk.until(() => desk.carrier.messages().length >= 2, 'the first texts')
    desk.carrier.setBalance('0.02000')
    await desk.until(
      async () => (await desk.api.sends.get({ sendId })).phase === 'paused',
      'the pause',
      30 * 60_000,
    )
    expect((await desk.api.sends.get({ sendId })).why).toMatch(/balance is used up/)
    // At once: what was known a moment ago does not pause it again.
    desk.carrier.setBalance('50.00000')
    await desk.api.sends.resume({ sendId })
    await desk.until(
      async () => (await desk.api.sends.get({ sendId })).phase === 'done',
      'the end',
      30 * 60_000,
    )
    expect(desk.carrier.messages().filter((message) => message.direction === 'outbound-api')).toHaveLength(20)
  })
  test('the spending cap of the office blocks as well', async () => {
    await importCsv(desk.api, 'First Name,Mobile Phone,Consent to alerts\nAda,202 555 0101,yes\n')
    const { sending } = await desk.api.settings.get({})
    await desk.api.settings.saveSending({
      ...sending,
      funding: 'invoiced',
      cap: { micros: 1000, currency: 'USD' },
    })
    expect((await review()).balance.blocked).toMatch(/spending cap/)
  })
})

describe('warnings', () => {
  test('this very text a while ago; heard from you; shared numbers', async () => {
    await importCsv(
      desk.api,
      'First Name,Mobile Phone,Consent to alerts\nAda,202 555 0101,yes\nBea,202 555 0102,yes\nCarl,202 555 0102,yes\n',
    )
    const first = await review()
    expect(first.warnings.map(({ kind, count }) => [kind, count])).toEqual([['shared-numbers', 1]])
    expect([first.perNumber, first.perPerson]).toEqual([2, 3])
    const sendId = randomUUID()
    await desk.api.bulk.send({ reviewId: first.reviewId, draftId: sendId })
    await desk.until(async () => (await desk.api.sends.get({ sendId })).phase === 'done', 'the send')
    desk.clock.jump(new Date(desk.clock.now() + 12 * 60_000).toISOString())
    const again = await review()
    expect(again.warnings.find(({ kind }) => kind === 'same-text')).toMatchObject({
      count: 2,
      say: expect.stringMatching(/had this very text 1[23] minutes ago/),
    })
    const other = await review({ body: 'Something else' })
    expect(other.warnings.find(({ kind }) => kind === 'heard-recently')).toMatchObject({ count: 2 })
  })
  test('a keyword asked for as an answer', async () => {
    await importCsv(desk.api, 'First Name,Mobile Phone,Consent to alerts\nAda,202 555 0101,yes\n')
    expect(
      (await review({ body: 'Reply YES to confirm' })).warnings.find(({ kind }) => kind === 'keyword-asked')
        ?.say,
    ).toMatch(/YES/)
  })
  test('a conversation is never sent to many', async () => {
    await importCsv(desk.api, 'First Name,Mobile Phone,Consent to alerts\nAda,202 555 0101,yes\n')
    await expect(
      desk.api.bulk.review({
        reviewId: null,
        who: { kind: 'client', include: [all], exclude: [], recipientIds: [] },
        what: { templateId: null, body: 'x', purpose: 'conversation', language: 'en' },
        choices: PLAIN,
      }),
    ).rejects.toMatchObject({ field: 'purpose' })
  })
})

describe('one text to one person', () => {
  test('is allowed as an answer for thirty days, and sent once however often Send is pressed', async () => {
    await importCsv(desk.api, 'First Name,Mobile Phone\nAda,202 555 0101\n')
    const recipientId = await person('Ada')
    const text = {
      draftId: randomUUID(),
      recipientId,
      e164: '+12025550101',
      body: 'Yes, ten is fine',
      purpose: 'conversation' as const,
      templateId: null,
      notBefore: null,
    }
    await expect(desk.api.messages.send(text)).rejects.toThrow(/has not written to you/)
    desk.carrier.inbound({ from: '+12025550101', to: '+12025550100', body: 'Is ten all right?' })
    await desk.until(async () => (await desk.api.inbox.page({})).total === 1, 'the question')
    const presses = await Promise.all(Array.from({ length: 5 }, () => desk.api.messages.send(text)))
    expect(new Set(presses.map(({ messageId }) => messageId)).size).toBe(1)
    await desk.until(
      () => desk.carrier.messages().filter((message) => message.direction === 'outbound-api').length === 1,
      'the answer',
    )
    await desk.clock.advance(30_000)
    expect(desk.carrier.messages().filter((message) => message.direction === 'outbound-api')).toHaveLength(1)
    desk.clock.jump(new Date(desk.clock.now() + 31 * 86_400_000).toISOString())
    await expect(desk.api.messages.send({ ...text, draftId: randomUUID() })).rejects.toThrow(
      /has not written to you/,
    )
  })
  test('START lifts what STOP set, and nothing that was blocked by hand', async () => {
    await importCsv(
      desk.api,
      'First Name,Mobile Phone,Consent to alerts\nAda,202 555 0101,yes\nBea,202 555 0102,yes\n',
    )
    await desk.api.suppressions.add({ number: '202 555 0102', detail: 'asked at the desk' })
    for (const from of ['+12025550101', '+12025550102'])
      desk.carrier.inbound({ from, to: '+12025550100', body: 'Stop' })
    await desk.until(async () => (await desk.api.suppressions.page({})).total === 3, 'the stops')
    for (const from of ['+12025550101', '+12025550102'])
      desk.carrier.inbound({ from, to: '+12025550100', body: 'START' })
    await desk.until(async () => (await desk.api.suppressions.page({})).total === 1, 'the starts')
    const [left] = (await desk.api.suppressions.page({})).rows
    expect(left).toMatchObject({ e164: '+12025550102', cause: 'manual' })
    expect((await review()).will).toBe(1)
    // YES without a block is an answer like any other.
    desk.carrier.inbound({ from: '+12025550101', to: '+12025550100', body: 'yes' })
    await desk.until(
      async () => (await desk.api.messages.page({ states: ['reply'] })).totals.replies === 5,
      'the yes',
    )
    expect((await review()).will).toBe(1)
  })
})
