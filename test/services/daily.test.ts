/** Daily sends, through the border: what is due, once for each person and date or hours before each visit, and what is refused. */
import { describe, expect, test } from 'vitest'
import { quietAll } from '../support/prepare'
import {
  desk,
  MINUTE,
  DAY,
  open,
  template,
  at,
  outgoing,
  search,
  remind,
  appointments,
  nextMorning,
  daily,
  shown,
  pass,
  sends,
  closeAfterEach,
} from './daily-fixture'

closeAfterEach()

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

    /** Looked at from noon on, as an office would that opens then. */
    const fromNoon = async (listId: number, templateId: number) => {
      await desk.api.daily.save({ id: null, name: 'R', listId, templateId, at: '14:00' })
      desk.app.testing.db.prepare("UPDATE daily_send SET at = '12:00'").run()
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
      await fromNoon(list.id, templateId)
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

    test('the office’s zone is changed in the middle of a look: the look goes on with the one it began with', async () => {
      let planning = () => {}
      await open({ quiet: { from: '14:00', to: '20:00' } }, '2026-11-24T17:10:00.000Z', {
        publish(event, payload) {
          if (event === 'job' && (payload as { job: string }).job === 'review') planning()
        },
      })
      const { key, list, templateId } = await visits(3)
      await appointments(key, [['Ada', '202 555 0101', '2026-11-24 13:30']])
      const { office } = await desk.api.settings.get({})
      planning = () => void desk.api.settings.saveOffice({ ...office, zone: 'America/Los_Angeles' })
      await fromNoon(list.id, templateId)
      await desk.until(async () => (await sends()).some(({ phase }) => phase !== 'writing'), 'the send')
      const [send] = await sends()
      expect((await desk.api.settings.get({})).office.zone).toBe('America/Los_Angeles')
      expect((await desk.api.sends.skipped({ sendId: send?.sendId ?? '' })).rows).toMatchObject([
        { name: 'Ada', reason: 'too-late', why: 'Too late: the quiet hours would let it leave after 13:30' },
      ])
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
