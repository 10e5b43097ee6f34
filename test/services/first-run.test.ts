/** The first run of an office in any of ten countries: sample people of its own, and a bulk text delivered to them. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { expect, test } from 'vitest'
import { exampleNumber, samplePeople } from '#shared/people/sample-people'
import { parsePhone } from '#shared/phone/phone-number'
import { createDesk } from '../support/desk'

/** Ten in the morning there, on a Tuesday. */
const OFFICES: [string, string, string][] = [
  ['US', 'America/New_York', '2026-11-24T15:00:00.000Z'],
  ['CA', 'America/Toronto', '2026-11-24T15:00:00.000Z'],
  ['GB', 'Europe/London', '2026-11-24T10:00:00.000Z'],
  ['IE', 'Europe/Dublin', '2026-11-24T10:00:00.000Z'],
  ['AU', 'Australia/Perth', '2026-11-24T02:00:00.000Z'],
  ['NZ', 'Pacific/Auckland', '2026-11-23T21:00:00.000Z'],
  ['DE', 'Europe/Berlin', '2026-11-24T09:00:00.000Z'],
  ['FR', 'Europe/Paris', '2026-11-24T09:00:00.000Z'],
  ['ES', 'Europe/Madrid', '2026-11-24T09:00:00.000Z'],
  ['IN', 'Asia/Kolkata', '2026-11-24T04:30:00.000Z'],
]

test.each(OFFICES)('%s: from nothing to at least 50 delivered texts', async (country, zone, at) => {
  const desk = await createDesk({ setUp: false, at })
  const { api } = desk
  await api.session.setUp({ officeName: 'Larkfield', country, zone, userName: 'Anna Berg', pin: null })
  await api.imports.sample({})
  await api.session.finishFirstRun({})
  const [template] = await api.templates.list({})
  const who = { kind: 'client' as const, everyone: true, include: [], exclude: [], recipientIds: [] }
  const review = await api.bulk.review({
    reviewId: null,
    who,
    what: { templateId: template?.id ?? 0, body: '', purpose: 'alerts', language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
  })
  expect(review.will).toBeGreaterThanOrEqual(50)
  await api.bulk.acknowledgeDuty({ country })
  const sent = await api.bulk.send({ reviewId: review.reviewId, draftId: crypto.randomUUID() })
  const delivered = async () => ((await api.sends.get({ sendId: sent.sendId })).states.delivered ?? 0) >= 50
  await desk.until(delivered, '50 delivered')
  expect(desk.carrier.messages().length).toBeGreaterThanOrEqual(50)
  expect((await api.session.get({})).office.currency).toBe(
    { US: 'USD', CA: 'CAD', GB: 'GBP', AU: 'AUD', NZ: 'NZD', IN: 'INR' }[country] ?? 'EUR',
  )
  await desk.close()
})

test('the price of the office’s own country is known before its first text', async () => {
  const desk = await createDesk({ setUp: false })
  const { api } = desk
  await api.session.setUp({
    officeName: 'Praxis',
    country: 'DE',
    zone: 'Europe/Berlin',
    userName: 'Jörg Weiß',
    pin: null,
  })
  const known = async () => (await api.settings.get({})).twilio.prices.some(({ country }) => country === 'DE')
  await desk.until(known, 'a price')
  await desk.close()
})

test.each(OFFICES)('%s: sample numbers are of the country and nobody’s', (country) => {
  const { csv } = samplePeople(country)
  const rows = csv.trim().split('\r\n').slice(1)
  const numbers = rows.map((row) => row.split(',')[2] ?? '')
  expect(new Set(numbers).size).toBe(60)
  expect(new Set(rows.map((row) => row.split(',').slice(0, 2).join(' '))).size).toBe(60)
  for (const number of [...numbers, exampleNumber(country)]) {
    expect(parsePhone(number, country)).toMatchObject({ ok: true, e164: number, country })
    expect(
      parsePhoneNumberFromString(number)?.isValid() &&
        !/^\+(1\d{3}55501|44770090|336399|6149157)/.test(number),
    ).toBe(false)
  }
})
