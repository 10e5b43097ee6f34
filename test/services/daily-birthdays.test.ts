/** Daily sends for dates that come round each year, such as birthdays. */
import { describe, expect, test } from 'vitest'
import {
  desk,
  open,
  template,
  outgoing,
  field,
  search,
  appointments,
  daily,
  shown,
  closeAfterEach,
} from './daily-fixture'

closeAfterEach()

describe('birthdays', () => {
  test('whoever has one today gets a text, each year once; 29 February on the 28th where there is none', async () => {
    await open({}, '2027-02-27T15:00:00.000Z')
    const key = await field('Birthday')
    await appointments(key, [
      ['Ada', '202 555 0101', '1980-02-28'],
      ['Bea', '202 555 0102', '1984-02-29'],
      ['Cid', '202 555 0103', '1990-03-01'],
    ])
    const list = await search(key, 'yearly-today')
    const { id: templateId } = await template('Happy birthday, {{ first_name }}')
    const { id } = await daily(list.id, templateId, 'Birthdays')
    const got = () => outgoing().map(({ body }) => /birthday, (\w+)/.exec(body)?.[1])
    const on = async (day: string, names: string[]) => {
      desk.clock.jump(`${day}T14:00:00.000Z`)
      await desk.clock.advance(31_000)
      await desk.until(async () => (await shown(id)).lastDay === day && got().length >= names.length, day)
      expect(got()).toEqual(names)
    }
    await on('2027-02-28', ['Ada', 'Bea'])
    await desk.restart()
    await on('2027-03-01', ['Ada', 'Bea', 'Cid'])
    await on('2028-02-28', ['Ada', 'Bea', 'Cid', 'Ada'])
    await on('2028-02-29', ['Ada', 'Bea', 'Cid', 'Ada', 'Bea'])
    await on('2028-03-01', ['Ada', 'Bea', 'Cid', 'Ada', 'Bea', 'Cid'])
  })

  test('within the next days, over the new year: once for each birthday, and again a year later', async () => {
    await open({}, '2026-12-28T15:00:00.000Z')
    const key = await field('Birthday')
    await appointments(key, [['Ada', '202 555 0101', '1980-01-02']])
    const list = await search(key, 'yearly-within-next', 4)
    const { id: templateId } = await template('Hi {{ first_name }}')
    const { id } = await daily(list.id, templateId, 'Birthdays')
    for (const [day, texts] of [
      ['2026-12-29', 1],
      ['2026-12-30', 1],
      ['2027-01-02', 1],
      ['2027-01-03', 1],
      ['2027-12-28', 1],
      ['2027-12-29', 2],
      ['2028-01-01', 2],
    ] as const) {
      desk.clock.jump(`${day}T14:00:00.000Z`)
      await desk.clock.advance(31_000)
      await desk.until(async () => (await shown(id)).lastDay === day && outgoing().length >= texts, day)
      expect(outgoing()).toHaveLength(texts)
    }
  })

  test('a search finds exactly those whose date comes round, whatever the year', async () => {
    await open()
    // A birthday lies in the past; other dates that come round need not.
    const key = await field('Anniversary')
    const dates = ['1980-11-24', '2030-11-24', '1980-11-25', '1955-12-01', '1980-11-23', '1996-02-29']
    await appointments(
      key,
      dates.map((date, i) => [`P${i}`, `202 555 01${String(i).padStart(2, '0')}`, date]),
    )
    const count = async (op: string, value: number | null = null) =>
      (
        await desk.api.lists.count({
          recordKind: 'client',
          conditions: { join: 'all', of: [{ field: `custom.${key}`, op, value }] },
        })
      ).count
    expect([
      await count('yearly-today'),
      await count('yearly-tomorrow'),
      await count('yearly-in-days', 7),
      await count('yearly-within-next', 7),
      // 28 February 2027 is 96 days away.
      await count('yearly-in-days', 95),
      await count('yearly-in-days', 96),
      await count('yearly-within-next', 366),
      await count('today'),
    ]).toEqual([2, 1, 1, 4, 0, 1, 6, 0])
  })
})
