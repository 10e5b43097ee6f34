/** Daily sends that do not work, are tried again, or are too late for their day. */
import { describe, expect, test } from 'vitest'
import {
  desk,
  MINUTE,
  open,
  template,
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
