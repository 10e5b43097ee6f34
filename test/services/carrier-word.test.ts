/** X4: what the carrier said about a number, or does not say about a country, is a reason in the review. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PRACTICE_ACCOUNT } from '../../src-main/adapters/practice/account'
import { createDesk, type Desk } from '../support/desk'
import { importCsv, reviewForAll, sendToAll, setUpOffice } from '../support/prepare'

let desk: Desk
beforeEach(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api, { canary: false })
})
afterEach(() => desk.close())

const people = async (...rows: string[]) => {
  await importCsv(desk.api, ['First Name,Mobile Phone,Consent to alerts', ...rows].join('\r\n'))
  return Object.fromEntries((await desk.api.people.page({})).rows.map((row) => [row.name, row.id]))
}
const wont = async (body: string) => {
  const review = await reviewForAll(desk.api, body)
  const { rows } = await desk.api.bulk.rows({ reviewId: review.reviewId, tab: 'wont', limit: 500 })
  return { review, rows: rows.map(({ name, reason, why, mend }) => [name, reason, why, mend]) }
}
const sendUntilDone = async (body: string) => {
  const sendId = await sendToAll(desk.api, body)
  await desk.until(async () => (await desk.api.sends.get({ sendId })).phase === 'done', body)
}

describe('X4 what the carrier said about a number', () => {
  test.each([
    [30005, '202 555 0193', 'invalid-number', 'The carrier says this number is not in service'],
    [21211, '500 555 0001', 'invalid-number', 'The carrier says this is no valid number'],
    [30006, '202 555 0191', 'landline', 'The carrier says this is a landline'],
    [21614, '202 555 0181', 'landline', 'The carrier says this is a landline'],
  ] as const)(
    '%i of %s is remembered and shown in the review as %s, until a person clears it',
    async (code, number, reason, why) => {
      const e164 = `+1${number.replace(/ /g, '')}`
      const { Ada: ada = 0 } = await people(`Ada,${number},yes`, 'Bea,202 555 0102,yes')
      await sendUntilDone('First')
      await desk.until(
        async () => (await desk.api.people.get({ id: ada })).numbers[0]?.carrierSays === why,
        'what the carrier said',
      )
      const { review, rows } = await wont('Second')
      expect(review).toMatchObject({ will: 1, wont: 1, reasons: [{ reason, count: 1 }] })
      expect(rows).toEqual([['Ada', reason, why, 'change-number']])
      const before = await desk.api.people.get({ id: ada })
      expect(before.numbers[0]?.line).toBe(reason === 'landline' ? 'landline' : 'invalid')
      expect(before.missing[0]?.say).toContain(why)
      await desk.restart()
      expect((await wont('Third')).rows).toHaveLength(1)
      await desk.api.people.clearFlag({ id: ada, e164 })
      const after = await desk.api.people.get({ id: ada })
      expect(after.numbers[0]).toMatchObject({ line: 'unknown', carrierSays: null })
      expect((await desk.api.notes.list({ recipientId: ada })).rows[0]).toMatchObject({
        body: expect.stringContaining(`${why} (${code})`),
        by: 'Anna Berg',
      })
      expect((await wont('Fourth')).rows).toEqual([])
      // Cleared once is cleared; a number that is not there is refused.
      await desk.api.people.clearFlag({ id: ada, e164 })
      await expect(desk.api.people.clearFlag({ id: ada, e164: '+12025550199' })).rejects.toMatchObject({
        field: 'e164',
      })
    },
  )

  test('another mobile of the person is used instead', async () => {
    const { Ada: ada = 0 } = await people('Ada,202 555 0193,yes')
    await sendUntilDone('First')
    await desk.until(
      async () => (await desk.api.people.get({ id: ada })).numbers[0]?.line === 'invalid',
      'what the carrier said',
    )
    await desk.api.people.addNumber({ id: ada, number: '202 555 0103', label: 'Mobile' })
    await desk.api.consent.record({
      recipientIds: [ada],
      purpose: 'alerts',
      state: 'granted',
      basis: 'written',
      source: 'form',
      wording: '',
    })
    const review = await reviewForAll(desk.api, 'Second')
    const { rows } = await desk.api.bulk.rows({ reviewId: review.reviewId, tab: 'will' })
    expect(rows.map(({ number }) => number)).toEqual(['+12025550103'])
  })
})

describe('X4 a country without a price', () => {
  test('is a reason where the carrier says that it has none', async () => {
    // Numbers that Australia and Israel keep for drama and examples: a price, and none.
    await people('Ada,+61 491 570 156,yes', 'Gil,+972 50 234 5678,yes')
    const { review, rows } = await wont('Hello')
    expect(rows).toEqual([['Gil', 'no-price', 'The carrier has no price for this country', 'none']])
    expect(review.warnings.map(({ kind }) => kind)).not.toContain('no-price')
  })

  test('that could not be asked is no reason: the text leaves, and the review says that the cost is a guess', async () => {
    await desk.close()
    const login = PRACTICE_ACCOUNT.credentials[0] ?? { username: '', password: '' }
    desk = await createDesk({ carrier: { account: { credentials: [{ ...login, denied: ['pricing'] }] } } })
    await setUpOffice(desk.api)
    await people('Gil,+972 50 234 5678,yes')
    const { review, rows } = await wont('Hello')
    expect(rows).toEqual([])
    expect(review.warnings.map(({ kind }) => kind)).toContain('no-price')
  })
})
