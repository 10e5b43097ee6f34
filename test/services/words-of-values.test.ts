/** What people read for the values of their record: dates of their office's country, in the language of the text. */
import { afterEach, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { reviewForAll } from '../support/prepare'

let desk: Desk
afterEach(() => desk.close())

const openIn = async (country: string, zone: string) => {
  desk = await createDesk()
  const { api } = desk
  const { office } = await api.settings.get({})
  await api.settings.saveOffice({ ...office, country, zone })
  await api.bulk.acknowledgeDuty({ country })
  const field = async (label: string, type: 'date' | 'date-time' | 'yes-no' | 'text') =>
    (await api.fields.save({ id: null, label, type, choices: [] })).key
  const [day, visit, parking, note] = [
    await field('Day', 'date'),
    await field('Visit', 'date-time'),
    await field('Parking', 'yes-no'),
    await field('Remark', 'text'),
  ]
  await api.people.save({
    id: null,
    kind: 'client',
    firstName: 'Ada',
    lastName: 'Okafor',
    email: '',
    language: null,
    accountId: null,
    tags: [],
    custom: { [day]: '2026-12-05', [visit]: '2026-12-05T14:30', [parking]: false, [note]: '2026-12-05' },
    numbers: [],
  })
  return { day, visit, parking, note }
}

test.each([
  ['US', 'America/New_York', '12/5/2026 2:30 PM December 5, 2026 December 5, 2026 at 2:30 PM no 2026-12-05'],
  ['GB', 'Europe/London', '05/12/2026 14:30 5 December 2026 5 December 2026 at 14:30 no 2026-12-05'],
  [
    'CA',
    'America/Toronto',
    '2026-12-05 2:30 p.m. December 5, 2026 December 5, 2026 at 2:30 p.m. no 2026-12-05',
  ],
])('an office in %s: the meter measures what is sent', async (country, zone, text) => {
  const { day, visit, parking, note } = await openIn(country, zone)
  const body = `{{ custom.${visit} | date }} {{ custom.${visit} | date: "time" }} {{ custom.${day} }} {{ custom.${visit} }} {{ custom.${parking} }} {{ custom.${note} }}`
  expect(
    await desk.api.templates.meter({ recordKind: 'client', body, bulk: false, language: 'en' }),
  ).toMatchObject({ people: 1, missing: 0, longestText: text })
})

test('the language of the text says yes and no, and the months', async () => {
  const { day, parking } = await openIn('DE', 'Europe/Berlin')
  const body = `Parkplatz am {{ custom.${day} }}: {{ custom.${parking} }}`
  expect(
    await desk.api.templates.meter({ recordKind: 'client', body, bulk: false, language: 'de' }),
  ).toMatchObject({ longestText: 'Parkplatz am 5. Dezember 2026: nein' })
})

test('a review shows the text as it leaves', async () => {
  const { visit } = await openIn('GB', 'Europe/London')
  const [person] = await desk.api.people.find({ text: 'Ada' })
  const id = person?.id ?? 0
  await desk.api.people.addNumber({ id, number: '07700 900123', label: '' })
  await desk.api.consent.record({
    recipientIds: [id],
    purpose: 'alerts',
    state: 'granted',
    basis: 'written',
    source: 'form',
    wording: 'Yes, remind me',
  })
  const { reviewId } = await reviewForAll(desk.api, `See you on {{ custom.${visit} | date: "weekday" }}`)
  const rows = await desk.api.bulk.rows({ reviewId, tab: 'will', limit: 10 })
  expect(rows.rows.map(({ text }) => text)).toEqual([expect.stringContaining('Saturday 5 December')])
})
