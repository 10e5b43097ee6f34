/** Daily sends, through the border: what is due, once for each person and date, and what happens when it does not work. */
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { quietAll, setUpOffice } from '../support/prepare'

let desk: Desk
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
})

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const open = async (sending: Parameters<typeof setUpOffice>[1] = {}, at?: string) => {
  desk = await createDesk(at === undefined ? {} : { at })
  await setUpOffice(desk.api, { canary: false, ...sending })
}
const template = (body: string) =>
  desk.api.templates.save({
    id: null,
    name: `T ${randomUUID()}`,
    recordKind: 'client',
    purpose: 'alerts',
    language: 'en',
    body,
  })
const at = (ms: number) => new Date(Math.ceil((desk.clock.now() + ms) / 1000) * 1000).toISOString()
const outgoing = () =>
  desk.carrier.messages().filter((one) => one.direction === 'outbound-api' && one.status !== 'canceled')
const field = async (label: string) =>
  (await desk.api.fields.save({ id: null, label, type: 'date', choices: [] })).key
const search = (key: string, op: string, value: number | null = null) =>
  desk.api.lists.save({
    id: null,
    name: `L ${randomUUID()}`,
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [{ field: `custom.${key}`, op, value }] },
  })
const remind = async (days = 1) => {
  const key = await field('Appointment')
  const list = await search(key, 'within-next', days)
  const { id: templateId } = await template('See you, {{ first_name }}')
  return { key, list, templateId }
}
const appointments = async (key: string, rows: readonly [name: string, number: string, date: string][]) => {
  for (const [firstName, number, date] of rows) {
    const { id } = await desk.api.people.save({
      id: null,
      kind: 'client',
      firstName,
      lastName: '',
      email: '',
      language: null,
      tags: [],
      custom: { [key]: date },
      numbers: [{ id: null, number, label: 'Mobile', primary: true }],
    })
    await desk.api.consent.record({
      recipientIds: [id],
      purpose: 'alerts',
      state: 'granted',
      basis: 'written',
      source: 'form',
      wording: 'Yes, remind me',
    })
  }
}
const nextMorning = async () => {
  desk.clock.jump(new Date(Math.floor(desk.clock.now() / DAY + 1) * DAY + 14 * HOUR).toISOString())
  await desk.clock.advance(31_000)
}

const daily = (listId: number, templateId: number, name = 'Reminders') =>
  desk.api.daily.save({ id: null, name, listId, templateId, at: '09:00' })
const shown = async (id: number) => {
  const found = (await desk.api.daily.list({})).find((one) => one.id === id)
  if (!found) throw new Error('no such daily send')
  return found
}
/** Lets time pass in looks of half a minute, as nothing happens between them. */
const pass = async (ms: number) => {
  for (let passed = 0; passed < ms; passed += 30_000) await desk.clock.advance(30_000)
}
const sends = async () => (await desk.api.sends.page({ offset: 0, limit: 50 })).rows

describe('a daily send', () => {
  test('once for each person and date, over days, restarts and a moved appointment', async () => {
    await open()
    const { key, list, templateId } = await remind(2)
    await appointments(key, [
      ['Ada', '202 555 0101', '2026-11-26'],
      ['Bea', '202 555 0102', '2026-11-27'],
    ])
    // 10:00 in New York now: today's hour has passed, so it begins tomorrow.
    const { id } = await desk.api.daily.save({
      id: null,
      name: 'Reminders',
      listId: list.id,
      templateId,
      at: '09:00',
    })
    await desk.clock.advance(120_000)
    expect(outgoing()).toHaveLength(0)
    await nextMorning()
    await desk.until(() => outgoing().length === 2, 'the first day')
    await desk.restart()
    await desk.clock.advance(120_000)
    // The next day Bea is still within two days, and had it already.
    await nextMorning()
    await desk.until(
      async () => (await desk.api.daily.list({}))[0]?.lastResult === 'Everyone on the list had it already',
      'the second day',
    )
    expect(outgoing()).toHaveLength(2)
    const bea = (await desk.api.people.find({ text: 'Bea' }))[0]?.id ?? 0
    const { numbers, kind, firstName, lastName, email, language, tags } = await desk.api.people.get({
      id: bea,
    })
    await desk.api.people.save({
      id: bea,
      kind,
      firstName,
      lastName,
      email,
      language,
      tags,
      custom: { [key]: '2026-11-28' },
      numbers: numbers.map((one) => ({
        id: one.id,
        number: one.e164,
        label: one.label,
        primary: one.primary,
      })),
    })
    await nextMorning()
    await desk.until(() => outgoing().length === 3, 'the moved appointment')
    expect(outgoing().map(({ to }) => to)).toEqual(['+12025550101', '+12025550102', '+12025550102'])
    expect(await desk.api.daily.list({})).toMatchObject([{ id, active: true, lastDay: '2026-11-27' }])
  })

  describe('hours before a visit', () => {
    const visits = async (hours: number) => {
      const { key } = await desk.api.fields.save({ id: null, label: 'Visit', type: 'date-time', choices: [] })
      const list = await search(key, 'within-hours', hours)
      const { id: templateId } = await template('See you soon, {{ first_name }}')
      return { key, list, templateId }
    }
    const move = async (key: string, to: string) => {
      const id = (await desk.api.people.find({ text: 'Ada' }))[0]?.id ?? 0
      const { numbers, kind, firstName, lastName, email, language, tags } = await desk.api.people.get({ id })
      await desk.api.people.save({
        id,
        kind,
        firstName,
        lastName,
        email,
        language,
        tags,
        custom: { [key]: to },
        numbers: numbers.map((one) => ({
          id: one.id,
          number: one.e164,
          label: one.label,
          primary: one.primary,
        })),
      })
    }

    test('each visit has its own text, hours before it: two of one day get two', async () => {
      await open()
      const { key, list, templateId } = await visits(2)
      // 10:00 in New York now.
      await appointments(key, [
        ['Ada', '202 555 0101', '2026-11-24 11:30'],
        ['Bea', '202 555 0102', '2026-11-24 18:00'],
      ])
      const { id } = await daily(list.id, templateId)
      await desk.until(() => outgoing().length === 1, 'the first visit')
      expect(await shown(id)).toMatchObject({ hourly: true, lastResult: '1 text', active: true })
      await pass(12 * MINUTE)
      expect(outgoing()).toHaveLength(1)
      // The second visit of the same day, entered after the first.
      await move(key, '2026-11-24 15:00')
      await pass(12 * MINUTE)
      expect(outgoing()).toHaveLength(1)
      desk.clock.jump('2026-11-24T18:02:00.000Z')
      await desk.until(() => outgoing().length === 2, 'the second visit')
      await desk.restart()
      await pass(12 * MINUTE)
      expect(outgoing().map(({ to }) => to)).toEqual(['+12025550101', '+12025550101'])
      desk.clock.jump('2026-11-24T21:05:00.000Z')
      await desk.until(() => outgoing().length === 3, 'somebody else, hours later')
      expect(outgoing().map(({ to }) => to)).toEqual(['+12025550101', '+12025550101', '+12025550102'])
    })

    test('a date and time is before or after another to the minute, or before or after a day', async () => {
      await open()
      const { key } = await visits(2)
      await appointments(key, [
        ['Ada', '202 555 0101', '2026-11-24 11:30'],
        ['Bea', '202 555 0102', '2026-11-25 18:00'],
      ])
      const names = async (op: string, value: string) =>
        (
          await desk.api.people.page({
            conditions: { join: 'all', of: [{ field: `custom.${key}`, op, value }] },
          })
        ).rows.map(({ name }) => name)
      expect(await names('before', '2026-11-24T11:31')).toEqual(['Ada'])
      expect(await names('before', '2026-11-24T11:30')).toEqual([])
      expect(await names('after', '2026-11-24T11:30')).toEqual(['Bea'])
      expect(await names('after', '2026-11-24')).toEqual(['Bea'])
      expect(await names('before', '2026-11-25')).toEqual(['Ada'])
    })

    test('a reminder that could leave only after the visit has begun is left out, with the reason', async () => {
      await open({ quiet: { from: '14:00', to: '20:00' } }, '2026-11-24T17:10:00.000Z')
      const { key, list, templateId } = await visits(3)
      await appointments(key, [
        ['Ada', '202 555 0101', '2026-11-24 13:30'],
        ['Bea', '202 555 0102', '2026-11-24 15:00'],
      ])
      const saved = await desk.api.daily.save({
        id: null,
        name: 'R',
        listId: list.id,
        templateId,
        at: '14:00',
      })
      // Looked at from noon on, as an office would that opens then.
      expect(saved.id).toBeGreaterThan(0)
      const db = desk.app.testing.db
      db.prepare("UPDATE daily_send SET at = '12:00'").run()
      await desk.until(async () => (await sends()).length === 1, 'the send')
      const [send] = await sends()
      const skipped = async () => (await desk.api.sends.skipped({ sendId: send?.sendId ?? '' })).rows
      await desk.until(async () => (await skipped()).length > 0, 'who was left out')
      expect(await skipped()).toMatchObject([
        { name: 'Ada', reason: 'too-late', why: 'Too late: the quiet hours would let it leave after 13:30' },
      ])
      desk.clock.jump('2026-11-24T19:00:30.000Z')
      await desk.until(() => outgoing().length === 1, 'the other reminder')
      expect(outgoing()[0]?.to).toBe('+12025550102')
    })
  })

  test('switched off it does nothing; a day on which the PC was off is not made up for', async () => {
    await open()
    const { key, list, templateId } = await remind(9)
    await appointments(key, [['Ada', '202 555 0101', '2026-11-30']])
    const { id } = await desk.api.daily.save({
      id: null,
      name: 'Reminders',
      listId: list.id,
      templateId,
      at: '09:00',
    })
    await desk.api.daily.setActive({ id, active: false })
    await nextMorning()
    await desk.clock.advance(60_000)
    expect(outgoing()).toHaveLength(0)
    await desk.api.daily.setActive({ id, active: true })
    await desk.swap(() => desk.clock.jump(at(3 * DAY)))
    await desk.until(() => outgoing().length === 1, 'one text, not three')
    await desk.clock.advance(120_000)
    expect(outgoing()).toHaveLength(1)
  })

  test('what cannot run is refused beside its field', async () => {
    await open()
    const { list, templateId } = await remind()
    const save = (more: Record<string, unknown>) =>
      desk.api.daily.save({ id: null, name: 'R', listId: list.id, templateId, at: '09:00', ...more })
    const { sending } = await desk.api.settings.get({})
    await desk.api.settings.saveSending({ ...sending, quiet: quietAll({ from: '08:00', to: '21:00' }) })
    await expect(save({ at: '23:00' })).rejects.toMatchObject({ field: 'at' })
    const fixed = await desk.api.lists.save({
      id: null,
      name: 'Fixed',
      kind: 'static',
      recordKind: 'client',
      conditions: null,
    })
    await expect(save({ listId: fixed.id })).rejects.toMatchObject({ field: 'listId' })
    await expect(save({ templateId: 999 })).rejects.toMatchObject({ field: 'templateId' })
  })
})

describe('when it does not work', () => {
  test('one whose template is broken says so and is tried again; the others leave', async () => {
    await open()
    const { key, list, templateId } = await remind()
    await appointments(key, [['Ada', '202 555 0101', '2026-11-26']])
    const { key: roomKey, id: roomId } = await desk.api.fields.save({
      id: null,
      label: 'Room',
      type: 'text',
      choices: [],
    })
    const { id: brokenTemplate } = await template(`See you in {{ custom.${roomKey} | default: "room 1" }}`)
    const { id: broken } = await daily(list.id, brokenTemplate, 'Broken')
    const { id: well } = await daily(list.id, templateId, 'Well')
    await desk.api.fields.archive({ id: roomId, archived: true })
    await nextMorning()
    await desk.until(() => outgoing().length === 1, 'the one that is well')
    expect(await shown(well)).toMatchObject({ lastResult: '1 text', trying: false })
    expect(await shown(broken)).toMatchObject({
      lastDay: '2026-11-25',
      lastResult: expect.stringMatching(/^Not sent: Nobody has “custom.room”/),
      trying: true,
    })
    expect(Date.parse((await shown(broken)).nextAt ?? '') - desk.clock.now()).toBeLessThanOrEqual(5 * MINUTE)
    await desk.restart()
    expect(await shown(broken)).toMatchObject({ lastDay: '2026-11-25', trying: true })
    await pass(30 * MINUTE)
    expect(desk.log.filter((line) => line.includes('daily send'))).toEqual([])
    expect(await sends()).toHaveLength(1)
    await desk.api.fields.archive({ id: roomId, archived: false })
    await pass(5 * MINUTE)
    await desk.until(() => outgoing().length === 2, 'the mended one')
    expect(await shown(broken)).toMatchObject({ lastDay: '2026-11-25', lastResult: '1 text', trying: false })
  })

  test('a search that asks for an archived field says so', async () => {
    await open()
    const { list, templateId } = await remind()
    const { id } = await daily(list.id, templateId)
    const fieldId = (await desk.api.fields.list({}))[0]?.id ?? 0
    await desk.api.fields.archive({ id: fieldId, archived: true })
    await nextMorning()
    expect((await shown(id)).lastResult).toMatch(/^Not sent: its search has to be changed. This field/)
  })

  test('a balance that could not be read, or is too low, is asked for again the same day; the next day begins anew', async () => {
    await open({ funding: 'prepaid' })
    const { key, list, templateId } = await remind(9)
    await appointments(key, [['Ada', '202 555 0101', '2026-11-30']])
    const { id } = await daily(list.id, templateId)
    desk.carrier.setBehaviour({ refuseBefore: { times: 1e9, of: 'all' } })
    await nextMorning()
    await desk.until(async () => (await shown(id)).trying, 'a try')
    expect(await shown(id)).toMatchObject({
      lastDay: '2026-11-25',
      lastResult: expect.stringMatching(/^Not sent: The balance could not be read/),
    })
    // Until its day is over: the next one is another day's.
    desk.clock.jump('2026-11-26T05:00:30.000Z')
    await desk.clock.advance(MINUTE)
    expect(await shown(id)).toMatchObject({
      lastDay: '2026-11-25',
      trying: false,
      nextAt: '2026-11-26T14:00:00.000Z',
    })
    desk.carrier.setBehaviour({ refuseBefore: null })
    desk.carrier.setBalance('0.00')
    desk.clock.jump('2026-11-26T14:00:00.000Z')
    await pass(MINUTE)
    await desk.until(async () => /balance is too low/.test((await shown(id)).lastResult), 'a low balance')
    desk.carrier.setBalance('20.00')
    await pass(6 * MINUTE)
    await desk.until(() => outgoing().length === 1, 'a text after the top-up')
    expect(await shown(id)).toMatchObject({ lastDay: '2026-11-26', lastResult: '1 text', trying: false })
    await pass(10 * MINUTE)
    expect(outgoing()).toHaveLength(1)
  })
})

describe('too late for its day', () => {
  const evening = (date: string) => `${date}T21:30:00.000-05:00`
  test('a PC turned on in the evening texts nobody the next morning; where it is day they get it', async () => {
    await open({ quiet: { from: '08:00', to: '21:00' } })
    const { key, list, templateId } = await remind(2)
    await appointments(key, [
      ['Ada', '202 555 0101', '2026-11-27'],
      ['Cal', '213 555 0102', '2026-11-26'],
    ])
    const { id } = await daily(list.id, templateId)
    await desk.swap(() => desk.clock.jump(evening('2026-11-25')))
    await desk.until(() => outgoing().length === 1, 'the one in California')
    expect(outgoing()[0]?.to).toBe('+12135550102')
    const { lastResult, lastSendId } = await shown(id)
    expect(lastResult).toBe('1 text, 1 too late for the day')
    const skipped = await desk.api.sends.skipped({ sendId: lastSendId ?? '', offset: 0, limit: 10 })
    expect(skipped.rows).toMatchObject([
      {
        name: 'Ada',
        reason: 'too-late',
        why: 'Too late for 2026-11-25: the quiet hours would let it leave on 2026-11-26',
      },
    ])
    // The search still finds Ada the next day, on which there is time.
    desk.clock.jump('2026-11-26T14:00:00.000Z')
    await desk.until(() => outgoing().length === 2, 'Ada')
    expect(await shown(id)).toMatchObject({ lastDay: '2026-11-26', lastResult: '1 text' })
  })

  test('for everybody: nobody is texted, the send says who and why, and no money is asked for', async () => {
    await open({ quiet: { from: '08:00', to: '21:00' }, funding: 'prepaid' })
    const { key, list, templateId } = await remind()
    await appointments(key, [['Ada', '202 555 0101', '2026-11-26']])
    const { id } = await daily(list.id, templateId)
    desk.carrier.setBalance('0.00')
    await desk.swap(() => desk.clock.jump(evening('2026-11-25')))
    await desk.until(async () => (await shown(id)).lastDay === '2026-11-25', 'the evening')
    const { lastResult, lastSendId, trying } = await shown(id)
    expect({ lastResult, trying }).toEqual({ lastResult: 'No text, 1 too late for the day', trying: false })
    expect(await desk.api.sends.get({ sendId: lastSendId ?? '' })).toMatchObject({
      phase: 'done',
      total: 0,
      skipped: 1,
    })
    desk.clock.jump('2026-11-26T13:30:00.000Z')
    await pass(MINUTE)
    expect(outgoing()).toHaveLength(0)
  })

  test('still waiting when its day is over, because sending was stopped: given up, in words', async () => {
    await open()
    const { key, list, templateId } = await remind()
    await appointments(key, [['Ada', '202 555 0101', '2026-11-26']])
    const { id } = await daily(list.id, templateId)
    await desk.api.outbox.pause({})
    await nextMorning()
    await desk.until(async () => (await shown(id)).lastResult === '1 text', 'the texts')
    desk.clock.jump('2026-11-26T13:00:00.000Z')
    await desk.api.outbox.resume({})
    const sendId = (await shown(id)).lastSendId ?? ''
    await desk.until(async () => (await desk.api.sends.get({ sendId })).phase === 'done', 'its end')
    expect(outgoing()).toHaveLength(0)
    const { rows } = await desk.api.messages.page({ sendId, offset: 0, limit: 10 })
    expect(rows).toMatchObject([{ state: 'expired', why: 'Too late: it was made for 2026-11-25' }])
    await expect(desk.api.sends.retry({ sendId })).rejects.toMatchObject({ code: 'conflict' })
  })
})

test('whom the day was too late for has the text the next day, while the search still finds them', async () => {
  await open()
  const { key, templateId } = await remind()
  await appointments(key, [['Ada', '202 555 0101', '2026-11-27']])
  const list = await search(key, 'within-next', 3)
  const { id } = await daily(list.id, templateId)
  await desk.api.outbox.pause({})
  await nextMorning()
  await desk.until(async () => (await shown(id)).lastResult === '1 text', 'the texts')
  const sendId = (await shown(id)).lastSendId ?? ''
  const tomorrow = '2026-11-26T20:00:00.000Z'
  await expect(desk.api.sends.retime({ sendId, notBefore: tomorrow })).rejects.toMatchObject({
    field: 'notBefore',
  })
  desk.clock.jump('2026-11-26T14:05:00.000Z')
  await desk.api.outbox.resume({})
  await desk.until(() => outgoing().length === 1, 'the text of the next day')
  await desk.until(async () => (await shown(id)).lastDay === '2026-11-26', 'its day')
  await pass(MINUTE)
  expect(outgoing()).toHaveLength(1)
})

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
