/** Job A: a messy file of an office in each of ten countries becomes a delivered bulk text, without rewriting the file. */
import type { Locator } from '@playwright/test'
import { go } from './composer'
import { expect, test } from './fixture'

const MOST_STEPS = 15

type Office = {
  country: string
  zone: string
  /** Ten in the morning there. */
  at: string
  separator: string
  headings: string[]
  /** Mobiles as the country writes them, from 1; nobody has them. */
  mobile: (n: number) => string
  landline: string
  birthday: string
  /** "Surname, First" of somebody with accents. */
  accented: string
  /** How two numbers are joined. */
  or: string
}

const two = (n: number) => String(n).padStart(2, '0')
const OFFICES: Office[] = [
  {
    country: 'US',
    zone: 'America/New_York',
    at: '2026-11-24T15:00:00.000Z',
    separator: ',',
    headings: ['Name', 'Cell', 'Date of birth', 'Notes'],
    mobile: (n) => `(202) 555-01${two(n)}`,
    landline: '(202) 555-0160 ext 4',
    birthday: '11/29/1980',
    accented: 'Peña, José',
    or: ' or ',
  },
  {
    country: 'CA',
    zone: 'America/Toronto',
    at: '2026-11-24T15:00:00.000Z',
    separator: ',',
    headings: ['Client', 'Mobile phone', 'Birthday', 'Comments'],
    mobile: (n) => `416-555-01${two(n)}`,
    landline: '416-555-0160 x12',
    birthday: '1980-11-29',
    accented: 'Lévesque, Zoé',
    or: ' / ',
  },
  {
    country: 'GB',
    zone: 'Europe/London',
    at: '2026-11-24T10:00:00.000Z',
    separator: ',',
    headings: ['Surname, first name', 'Mobile no', 'DOB', 'Notes'],
    mobile: (n) => `07700 9001${two(n)}`,
    landline: '020 7946 0123',
    birthday: '29/11/1980',
    accented: 'O’Neill, Siân',
    or: ' or ',
  },
  {
    country: 'IE',
    zone: 'Europe/Dublin',
    at: '2026-11-24T10:00:00.000Z',
    separator: ',',
    headings: ['Name', 'Mobile', 'Date of birth', 'Notes'],
    mobile: (n) => `020 91 0${two(n)}00`,
    landline: '01 234 5678',
    birthday: '29/11/1980',
    accented: 'Ní Bhriain, Sinéad',
    or: ' or ',
  },
  {
    country: 'AU',
    zone: 'Australia/Perth',
    at: '2026-11-24T02:00:00.000Z',
    separator: ',',
    headings: ['Patient', 'Mobile', 'DOB', 'Notes'],
    mobile: (n) => `0443 000 0${two(n)}`,
    landline: '(08) 6123 4567',
    birthday: '29/11/80',
    accented: 'Müller, Zoë',
    or: ' or ',
  },
  {
    country: 'NZ',
    zone: 'Pacific/Auckland',
    at: '2026-11-23T21:00:00.000Z',
    separator: ',',
    headings: ['Name', 'Mobile', 'Birthday', 'Notes'],
    mobile: (n) => `023 0000 0${two(n)}`,
    landline: '04 499 1234',
    birthday: '29/11/1980',
    accented: 'Tūhoe, Hēmi',
    or: ' / ',
  },
  {
    country: 'DE',
    zone: 'Europe/Berlin',
    at: '2026-11-24T09:00:00.000Z',
    separator: ';',
    headings: ['Name', 'Handy', 'Geburtsdatum', 'Bemerkung'],
    mobile: (n) => `0161 00000 0${two(n)}`,
    landline: '030 23125000',
    birthday: '29.11.1980',
    accented: 'Größl, Jürgen',
    or: ' oder ',
  },
  {
    country: 'FR',
    zone: 'Europe/Paris',
    at: '2026-11-24T09:00:00.000Z',
    separator: ';',
    headings: ['Nom', 'Portable', 'Date de naissance', 'Remarques'],
    mobile: (n) => `06 39 98 00 ${two(n)}`,
    landline: '01 99 00 12 34',
    birthday: '29/11/1980',
    accented: 'Lefèvre, Zoé',
    or: ' ou ',
  },
  {
    country: 'ES',
    zone: 'Europe/Madrid',
    at: '2026-11-24T09:00:00.000Z',
    separator: ';',
    headings: ['Nombre', 'Móvil', 'Fecha de nacimiento', 'Notas'],
    mobile: (n) => `790 00 00 ${two(n)}`,
    landline: '912 34 56 78',
    birthday: '29/11/1980',
    accented: 'Núñez Ibáñez, Íñigo',
    or: ' o ',
  },
  {
    country: 'IN',
    zone: 'Asia/Kolkata',
    at: '2026-11-24T04:30:00.000Z',
    separator: ',',
    headings: ['Name', 'Mobile', 'DOB', 'Notes'],
    mobile: (n) => `55555 000${two(n)}`,
    landline: '022 2345 6789',
    birthday: '29-11-1980',
    accented: 'D’Souza, Zoë',
    or: ', ',
  },
]

/** 25 rows as an office has them: two numbers in a cell, surname first, a landline, a duplicate, an empty row, an accent, birthdays. */
const messy = ({ separator, headings, mobile, landline, birthday, accented, or }: Office): string => {
  const cell = (text: string) => (text.includes(separator) || text.includes('"') ? `"${text}"` : text)
  const rows: string[][] = Array.from({ length: 18 }, (_, i) => [
    `Surname${i}, First${i}`,
    mobile(i + 1),
    i % 3 === 0 ? birthday : '',
    i === 4 ? 'likes mornings' : '',
  ])
  rows.push([accented, mobile(30), birthday, ''])
  rows.push(['Webb, Ann', `${mobile(31)}${or}${mobile(32)}`, '', ''])
  rows.push(['York, Ben', landline, '', ''])
  rows.push(['', '', '', ''])
  rows.push(['Surname0, First0', mobile(1), '', 'twice in the file'])
  rows.push(['Zane, Cy', `${mobile(33)} (mum)`, '', ''])
  rows.push(['Abel, Di', 'n/a', birthday, ''])
  return [headings, ...rows].map((row) => row.map(cell).join(separator)).join('\r\n')
}

for (const office of OFFICES) {
  test.describe(office.country, () => {
    test.use({ firstRun: true, startAt: office.at, carrierOptions: { behaviour: { pace: 0.1 } } })
    test(`job A: an office in ${office.country} texts everybody in its own messy file`, async ({
      office: { page, api, carrier },
    }) => {
      await api.session.setUp({
        officeName: 'Larkfield',
        country: office.country,
        zone: office.zone,
        userName: 'Anna Berg',
        pin: null,
      })
      await api.session.finishFirstRun({})
      const { sending } = await api.settings.get({})
      await api.settings.saveSending({ ...sending, holdSeconds: 1, rate: 400 })
      let steps = 0
      const click = async (what: Locator) => {
        steps += 1
        await what.click()
      }
      const type = async (what: Locator, text: string) => {
        steps += 1
        await what.fill(text)
      }
      await go(page, 'import')
      await expect(page.getByRole('heading', { name: 'Import people' })).toBeVisible()
      steps += 1
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(messy(office)) })
      await click(page.getByText('Everybody in this file agreed'))
      await type(page.getByRole('textbox', { name: /kept/ }), 'Intake forms')
      await click(page.getByRole('button', { name: 'Check every line' }))
      await click(page.getByRole('button', { name: /^Import \d+ people/ }))
      await expect(page.getByRole('heading', { level: 1, name: /23 records added/ })).toBeVisible()
      await click(page.getByRole('link', { name: 'Send', exact: true }))
      await click(page.getByRole('checkbox', { name: /^Everyone/ }))
      await click(page.getByRole('button', { name: 'Next: the message' }))
      await click(
        page
          .getByRole('radiogroup', { name: 'Where the message comes from' })
          .getByText('Write a message here'),
      ).catch(() => undefined)
      await type(
        page.getByRole('textbox', { name: 'Message' }),
        'Hi {{ first_name }}, we open at nine tomorrow.',
      )
      await click(page.getByRole('button', { name: 'Next: review' }))
      const duty = page.getByRole('checkbox', { name: 'I know this duty, and this text keeps to it.' })
      await click(duty)
      await click(page.getByRole('button', { name: /^Send \d+ texts?$/ }))
      await expect(page.getByRole('heading', { level: 2, name: /^All \d+ have left/ })).toBeVisible({
        timeout: 60_000,
      })
      expect(steps).toBeLessThanOrEqual(MOST_STEPS)

      const out = carrier.messages().filter(({ direction }) => direction === 'outbound-api')
      // Eighteen, the accent, Ann and Cy; neither the landline nor who has no number.
      expect(out).toHaveLength(21)
      expect(new Set(out.map(({ to }) => to)).size).toBe(21)
      const first = office.accented.split(', ')[1] ?? ''
      expect(out.some(({ body }) => body.includes(`Hi ${first},`))).toBe(true)
      expect(out.some(({ body }) => body.includes('Hi First0,'))).toBe(true)
      const person = async (text: string) =>
        api.people.get({ id: (await api.people.find({ text }))[0]?.id ?? 0 })
      expect(Object.values((await person('Surname3')).custom)).toEqual(['1980-11-29'])
      expect((await person('Webb')).numbers).toHaveLength(2)
      expect((await person('York')).numbers[0]?.line).toBe('landline')
      await expect.poll(async () => (await api.messages.page({})).totals.delivered).toBe(21)
    })
  })
}
