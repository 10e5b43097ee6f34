import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { fetchFile, importCsv, setUpOffice } from '../support/prepare'

let desk: Desk
beforeEach(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
})
afterEach(() => desk.close())

const HEAD = 'First Name,Last Name,Mobile Phone,Consent to alerts,Consent to marketing'
const people = async (...rows: string[]) => {
  await importCsv(desk.api, [HEAD, ...rows].join('\r\n'), { duplicates: 'add' })
  const { rows: all } = await desk.api.people.page({})
  return Object.fromEntries(all.map((row) => [row.name, row.id]))
}
const text = (recipientId: number, e164: string, more: Record<string, unknown> = {}) =>
  desk.api.messages.send({
    draftId: randomUUID(),
    recipientId,
    e164,
    body: 'The door code is 4711.',
    purpose: 'alerts',
    templateId: null,
    notBefore: null,
    ...more,
  })
const out = () =>
  desk.carrier
    .messages()
    .filter(({ direction, status }) => direction === 'outbound-api' && status !== 'canceled')
const A = '+12025550101'
const B = '+12025550102'

describe('one text', () => {
  test('a variable that was not written out is refused beside the message', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0101,yes,')
    await expect(text(ada, A, { body: 'Hi {{ first_name }}' })).rejects.toMatchObject({
      code: 'bad-input',
      field: 'body',
      message: '“{{ first_name }}” would be sent as it stands. Write what it stands for.',
    })
    expect((await desk.api.messages.page({})).total).toBe(0)
  })
  test('why a number is blocked is said as it is: START does not lift what was done by hand', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0101,yes,')
    const why = async () =>
      (await desk.api.messages.may({ recipientId: ada, e164: A, purpose: 'alerts' })).why
    await desk.api.suppressions.add({ number: A, detail: 'asked by phone' })
    expect(await why()).toContain('blocked by hand')
    expect((await desk.api.people.get({ id: ada })).missing[0]?.say).toContain('blocked by hand')
    desk.carrier.inbound({ from: A, to: '+12025550100', body: 'STOP' })
    await desk.until(async () => (await desk.api.suppressions.page({})).total === 2)
    expect(await why()).toContain('Only a START')
  })
  test('nobody archived is texted', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0101,yes,')
    await desk.api.people.archive({ ids: [ada], archived: true })
    expect(await desk.api.messages.may({ recipientId: ada, e164: A, purpose: 'alerts' })).toMatchObject({
      ok: false,
      reason: 'archived',
    })
    await expect(text(ada, A)).rejects.toMatchObject({ code: 'refused' })
  })
  test('an answer goes to the number that wrote, not to another one of the same person', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0101,,')
    await desk.api.people.addNumber({ id: ada, number: '202 555 0102', label: 'Work' })
    desk.carrier.inbound({ from: B, to: '+12025550100', body: 'When do you open?' })
    await desk.until(async () => (await desk.api.inbox.page({})).total === 1)
    const may = async (e164: string) =>
      (await desk.api.messages.may({ recipientId: ada, e164, purpose: 'conversation' })).ok
    expect(await may(B)).toBe(true)
    expect(await may(A)).toBe(false)
  })
  test('a text that waits for its time can be recalled, once', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0101,yes,')
    const { messageId } = await text(ada, A, { notBefore: '2026-11-24T18:00:00.000Z' })
    const state = async () => (await desk.api.messages.get({ id: messageId })).message.state
    await desk.until(async () => (await state()) === 'scheduled', 'the hand-over')
    await desk.api.messages.cancel({ id: messageId })
    expect(await state()).toBe('canceled')
    await expect(desk.api.messages.cancel({ id: messageId })).rejects.toMatchObject({ code: 'conflict' })
    desk.clock.jump('2026-11-24T20:00:00.000Z')
    await desk.clock.advance(60_000)
    expect(out()).toHaveLength(0)
  })
  test('what was typed comes back with a recall, without what was put around it', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0101,,yes')
    const notBefore = '2026-11-24T18:00:00.000Z'
    const { messageId } = await text(ada, A, { body: 'Half price today', purpose: 'marketing', notBefore })
    expect((await desk.api.messages.get({ id: messageId })).message.body).toContain('Larkfield Physio')
    expect(await desk.api.messages.cancel({ id: messageId })).toEqual({
      typed: { e164: A, body: 'Half price today', purpose: 'marketing', templateId: null, notBefore },
    })
  })
  test('a text held up by a pause says so', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0101,yes,')
    await desk.api.outbox.pause({})
    expect((await text(ada, A)).waits).toEqual(expect.any(String))
  })
})

describe('what there is to do about one record', () => {
  const todo = async (id: number) =>
    (await desk.api.people.todo({ id })).map(({ what, body, e164 }) => [what, body, e164])
  test('a failed text waits until another is on its way; another failure waits beside it', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0190,yes,')
    const OFF = '+12025550190'
    const failing = async (body: string, count: number) => {
      await text(ada, OFF, { body })
      await desk.until(async () => (await todo(ada)).length === count, body)
    }
    await failing('First', 1)
    await failing('Second', 2)
    expect(await todo(ada)).toEqual([
      ['failed', 'Second', OFF],
      ['failed', 'First', OFF],
    ])
    await text(ada, OFF, { body: 'Later', notBefore: '2026-11-25T18:00:00.000Z' })
    expect(await todo(ada)).toEqual([])
  })
  test('a doubtful reply waits for everybody who has the number, and for nobody else', async () => {
    const ids = await people(
      'Ada,Okafor,202 555 0101,yes,',
      'Ben,Okafor,202 555 0101,yes,',
      'Bea,Holt,202 555 0102,yes,',
    )
    desk.carrier.inbound({
      from: A,
      to: '+12025550100',
      body: 'I am away in March, please stop the reminders then',
    })
    await desk.until(async () => (await desk.api.outbox.state({})).doubtful === 1)
    for (const name of ['Ada Okafor', 'Ben Okafor'])
      expect(await todo(ids[name] ?? 0)).toEqual([
        ['opt-out', expect.stringContaining('please stop the reminders then'), A],
      ])
    expect(await todo(ids['Bea Holt'] ?? 0)).toEqual([])
    await desk.api.suppressions.decide({ e164: A, meant: 'stop' })
    expect(await todo(ids['Ada Okafor'] ?? 0)).toEqual([])
  })
})

describe('a number added at the desk', () => {
  test('joins the record as not asked, and is read like every other', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0101,yes,')
    expect(await desk.api.people.addNumber({ id: ada, number: '(202) 555-0102', label: '' })).toEqual({
      e164: B,
    })
    const { numbers } = await desk.api.people.get({ id: ada })
    expect(numbers.map(({ e164, primary, label }) => [e164, primary, label])).toEqual([
      [A, true, 'Mobile'],
      [B, false, 'Mobile'],
    ])
    expect(await desk.api.messages.may({ recipientId: ada, e164: B, purpose: 'alerts' })).toMatchObject({
      ok: false,
      reason: 'not-asked',
    })
    await expect(
      desk.api.people.addNumber({ id: ada, number: '202-555-0102', label: '' }),
    ).rejects.toMatchObject({ field: 'number' })
    await expect(desk.api.people.addNumber({ id: ada, number: '12', label: '' })).rejects.toMatchObject({
      field: 'number',
    })
  })
})

describe('a lead becomes a client', () => {
  test('with its history, and a note that says who did it', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0101,yes,')
    await desk.api.people.convert({ id: ada, kind: 'lead' })
    await text(ada, A)
    await desk.until(() => out().length === 1)
    // The text is noted on the record when its answer is written down.
    await desk.until(async () => (await desk.api.notes.list({ recipientId: ada })).rows.length === 2)
    await desk.api.people.convert({ id: ada, kind: 'client' })
    expect((await desk.api.people.get({ id: ada })).kind).toBe('client')
    expect((await desk.api.messages.page({ recipientId: ada })).total).toBe(1)
    expect((await desk.api.consent.history({ recipientId: ada })).length).toBeGreaterThan(0)
    expect((await desk.api.notes.list({ recipientId: ada })).rows[0]).toMatchObject({
      body: 'Was a lead, is a client from now on.',
      by: 'Anna Berg',
    })
  })
})

describe('two records become one', () => {
  const merged = async () => {
    const ids = await people('Ada,Okafor,202 555 0101,yes,no', 'Ada,Okafor-Lind,202 555 0102,yes,yes')
    const keepId = ids['Ada Okafor'] ?? 0
    const otherId = ids['Ada Okafor-Lind'] ?? 0
    await desk.api.people.tag({ ids: [otherId], add: ['Tuesday'], remove: [] })
    await desk.api.notes.add({ recipientId: otherId, body: 'Allergic to latex' })
    const list = await desk.api.lists.save({
      id: null,
      name: 'Group',
      kind: 'static',
      recordKind: 'client',
      conditions: null,
    })
    await desk.api.lists.addMembers({ id: list.id, recipientIds: [otherId] })
    await text(otherId, B, { body: 'From the other record' })
    await desk.until(() => out().length === 1)
    // The text is noted on the record when its answer is written down.
    await desk.until(async () => (await desk.api.notes.list({ recipientId: otherId })).rows.length === 2)
    return { keepId, otherId, listId: list.id }
  }

  test('everything of the other moves, and it is archived', async () => {
    const { keepId, otherId, listId } = await merged()
    expect(await desk.api.people.mergeCheck({ keepId, otherId })).toEqual({
      keep: 'Ada Okafor',
      other: 'Ada Okafor-Lind',
      numbers: ['(202) 555-0102'],
      tags: ['Tuesday'],
      notes: 2,
      messages: 1,
      lists: 1,
      refused: ['marketing'],
    })
    await desk.api.people.merge({ keepId, otherId })
    const kept = await desk.api.people.get({ id: keepId })
    expect(kept.numbers.map(({ e164, primary }) => [e164, primary])).toEqual([
      [A, true],
      [B, false],
    ])
    expect(kept.tags).toEqual(['Tuesday'])
    expect((await desk.api.messages.page({ recipientId: keepId })).total).toBe(1)
    expect((await desk.api.notes.list({ recipientId: keepId })).rows.map(({ body }) => body)).toEqual([
      'Merged with the record of Ada Okafor-Lind.',
      expect.stringContaining('Text'),
      'Allergic to latex',
    ])
    expect((await desk.api.people.page({ listId })).rows.map(({ id }) => id)).toEqual([keepId])
    expect((await desk.api.people.get({ id: otherId })).archived).toBe(true)
    await expect(desk.api.people.merge({ keepId, otherId })).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('a no on either side wins, and the ledger keeps every line', async () => {
    const { keepId, otherId } = await merged()
    const before = await desk.api.consent.history({ recipientId: otherId })
    await desk.api.people.merge({ keepId, otherId })
    const may = async (e164: string, purpose: 'alerts' | 'marketing') =>
      (await desk.api.messages.may({ recipientId: keepId, e164, purpose })).reason
    expect(await may(A, 'marketing')).toBe('refused')
    expect(await may(B, 'marketing')).toBe('refused')
    expect(await may(B, 'alerts')).toBe(null)
    expect(await desk.api.consent.history({ recipientId: otherId })).toEqual(before)
    const copies = (await desk.api.consent.history({ recipientId: keepId })).filter(({ source }) =>
      source.startsWith('merged from'),
    )
    expect(copies.map(({ purpose, state, number }) => `${purpose} ${state} ${number}`).toSorted()).toEqual([
      'alerts granted (202) 555-0102',
      'marketing refused (202) 555-0102',
    ])
  })

  test('a refusal of the record that goes reaches the numbers of the one that stays', async () => {
    const { keepId, otherId } = await merged()
    await desk.api.people.merge({ keepId: otherId, otherId: keepId })
    const may = async (e164: string) =>
      (await desk.api.messages.may({ recipientId: otherId, e164, purpose: 'marketing' })).reason
    expect(await may(A)).toBe('refused')
    expect(await may(B)).toBe('refused')
  })

  test('a text that waits for the other is stopped by a no of the one that stays', async () => {
    const ids = await people('Ada,Okafor,202 555 0101,no,', 'Ada,Okafor-Lind,202 555 0102,yes,')
    const keepId = ids['Ada Okafor'] ?? 0
    const otherId = ids['Ada Okafor-Lind'] ?? 0
    const { messageId } = await text(otherId, B, { notBefore: '2026-11-24T15:10:00.000Z' })
    await desk.api.people.merge({ keepId, otherId })
    await desk.until(
      async () => (await desk.api.messages.get({ id: messageId })).message.state === 'canceled',
    )
    expect(out()).toHaveLength(0)
  })
})

describe('evidence', () => {
  test('the consent history of one person as a file, blocks of numbers they had included', async () => {
    const { 'Ada Okafor': ada = 0 } = await people('Ada,Okafor,202 555 0101,yes,')
    await desk.api.suppressions.add({ number: A, detail: 'asked by phone' })
    const { numbers, account: _account, ...person } = await desk.api.people.get({ id: ada })
    expect(numbers).toHaveLength(1)
    await desk.api.people.save({
      ...person,
      numbers: [{ id: null, number: B, label: 'Mobile', primary: true }],
    })
    const lines = (await fetchFile(desk.api, await desk.api.consent.export({ recipientId: ada }))).split(
      '\r\n',
    )
    expect(lines[0]).toContain('Time (UTC),Name,Number,Purpose,State')
    expect(lines.find((line) => line.includes(',granted,'))).toContain("Ada Okafor,'+12025550101,alerts")
    expect(lines.find((line) => line.includes(',blocked,'))).toContain('asked by phone')
    expect(lines.at(-2)).toContain('Anna Berg')
  })
  test('people are exported by their ids', async () => {
    const ids = await people('Ada,Okafor,202 555 0101,yes,', 'Bea,Holt,202 555 0102,yes,')
    const file = await fetchFile(desk.api, await desk.api.people.export({ ids: [ids['Bea Holt'] ?? 0] }))
    expect(file).toContain('Bea')
    expect(file).not.toContain('Ada')
  })
  test('a doubtful opt-out is decided by its number', async () => {
    await people('Ada,Okafor,202 555 0101,yes,')
    desk.carrier.inbound({
      from: A,
      to: '+12025550100',
      body: 'I am moving away in March, please stop the reminders then',
    })
    await desk.until(async () => (await desk.api.suppressions.page({})).total === 1)
    await desk.api.suppressions.decide({ e164: A, meant: 'stop' })
    expect((await desk.api.suppressions.page({})).rows.map(({ cause }) => cause)).toEqual(['stop'])
    await expect(desk.api.suppressions.decide({ e164: A, meant: 'stop' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

describe('the opt-out line on a text to one person', () => {
  const LINE = 'Reply STOP to opt out'
  const bodies = async (rule: 'never' | 'once' | 'always') => {
    const { sending } = await desk.api.settings.get({})
    await desk.api.settings.saveSending({ ...sending, individualOptOut: rule })
    await importCsv(desk.api, 'First Name,Mobile Phone,Consent to alerts\nAda,202 555 0101,yes\n')
    const [ada] = await desk.api.people.find({ text: 'Ada' })
    const said: string[] = []
    for (const body of ['One', 'Two', 'Three']) {
      // The conversation of the third was a long time ago.
      if (body === 'Three')
        desk.app.testing.db.exec("UPDATE message SET created_at = '2026-10-01T10:00:00.000Z'")
      const may = await desk.api.messages.may({
        recipientId: ada?.id ?? 0,
        e164: '+12025550101',
        purpose: 'alerts',
      })
      const { messageId } = await desk.api.messages.send({
        draftId: crypto.randomUUID(),
        recipientId: ada?.id ?? 0,
        e164: '+12025550101',
        body,
        purpose: 'alerts',
        templateId: null,
        notBefore: null,
      })
      const { message } = await desk.api.messages.get({ id: messageId })
      // What the window counts is what leaves.
      expect(message.body.includes(LINE)).toBe(may.optOutLine === LINE)
      said.push(message.body)
    }
    return said
  }
  test.each([
    ['never', ['One', 'Two', 'Three']],
    ['once', [`One. ${LINE}`, 'Two', `Three. ${LINE}`]],
    ['always', [`One. ${LINE}`, `Two. ${LINE}`, `Three. ${LINE}`]],
  ] as const)('C7 %s', async (rule, expected) => {
    expect(await bodies(rule)).toEqual(expected)
  })
  test('C7 it is in the language of the office’s country for whoever said none', async () => {
    const { office, sending } = await desk.api.settings.get({})
    await desk.api.settings.saveOffice({ ...office, country: 'DE' })
    await desk.api.settings.saveSending({ ...sending, individualOptOut: 'always' })
    await importCsv(
      desk.api,
      'First Name,Mobile Phone,Consent to alerts,Language\nAda,+1 202 555 0101,yes,\nBea,+1 202 555 0102,yes,fr\n',
    )
    const lines = ['Ada', 'Bea'].map(async (name, i) => {
      const [found] = await desk.api.people.find({ text: name })
      const may = await desk.api.messages.may({
        recipientId: found?.id ?? 0,
        e164: `+1202555010${i + 1}`,
        purpose: 'alerts',
      })
      return may.optOutLine
    })
    expect(await Promise.all(lines)).toEqual(['Abmelden: STOP antworten', sending.optOut.fr])
  })
})
