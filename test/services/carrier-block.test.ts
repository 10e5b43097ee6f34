/** X9: a block that the carrier set is lifted when the carrier accepts a text again, and by nothing else. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { importCsv, setUpOffice } from '../support/prepare'

const A = '+12025550101'
let desk: Desk
let ada: number
beforeEach(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  await importCsv(desk.api, 'First Name,Mobile Phone,Consent to alerts\r\nAda,202 555 0101,yes')
  ada = (await desk.api.people.page({})).rows[0]?.id ?? 0
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
})

const out = () => desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')
const blocks = async () => (await desk.api.suppressions.page({ offset: 0, limit: 10 })).rows
const text = (body = 'Hello') =>
  desk.api.messages.send({
    draftId: randomUUID(),
    recipientId: ada,
    e164: A,
    purpose: 'alerts',
    body,
    templateId: null,
    notBefore: null,
  })
const ask = async (patch: { draftId?: string; recipientId?: number } = {}) => {
  const [block] = await blocks()
  return desk.api.messages.askCarrier({
    id: block?.id ?? 0,
    draftId: randomUUID(),
    recipientId: ada,
    body: 'You can get our texts again.',
    reason: 'Told us at the desk',
    ...patch,
  })
}
const state = async (id: number) => (await desk.api.messages.get({ id })).message.state
/** The carrier refuses the next text because the person opted out there. */
const blocked = async () => {
  desk.carrier.setBehaviour({ failWith: [21610] })
  const { messageId } = await text()
  await desk.until(async () => (await state(messageId)) === 'rejected', 'the refusal')
  expect(await blocks()).toMatchObject([{ cause: 'carrier', e164: A, people: [{ id: ada }] }])
}

test('X9 accepted again: the block is lifted, by whom and why is in the history, and the next text leaves', async () => {
  await blocked()
  await expect(text()).rejects.toThrow(/opted out/)
  const { messageId } = await ask()
  await desk.until(async () => (await blocks()).length === 0, 'the lifted block')
  await desk.until(async () => (await state(messageId)) === 'delivered', 'the text')
  expect(JSON.stringify(await desk.api.consent.history({ recipientId: ada }))).toContain(
    'Accepted a text again: Told us at the desk',
  )
  const next = await text('And another')
  await desk.until(async () => (await state(next.messageId)) === 'delivered', 'the next text')
})

test('X9 refused again: the block stays, and asking once more needs another text', async () => {
  await blocked()
  desk.carrier.setBehaviour({ failWith: [21610] })
  const draftId = randomUUID()
  const { messageId } = await ask({ draftId })
  await desk.until(async () => (await state(messageId)) === 'rejected', 'the refusal')
  expect(await blocks()).toMatchObject([{ cause: 'carrier' }])
  // The same draft once more is the same text.
  expect((await ask({ draftId })).messageId).toBe(messageId)
  await expect(text()).rejects.toThrow(/opted out/)
  expect(out()).toHaveLength(0)
})

test('X9 accepted and then failed as opted out: blocked again', async () => {
  await importCsv(desk.api, 'First Name,Mobile Phone,Consent to alerts\r\nLate,202 555 0195,yes')
  const late = (await desk.api.people.page({ search: 'Late' })).rows[0]?.id ?? 0
  const send = { recipientId: late, e164: '+12025550195', purpose: 'alerts' as const, body: 'Hello' }
  await desk.api.messages.send({ ...send, draftId: randomUUID(), templateId: null, notBefore: null })
  await desk.until(async () => (await blocks()).length === 1, 'the block')
  await ask({ recipientId: late })
  await desk.until(async () => out().length === 2, 'the question')
  await desk.until(async () => {
    const [first, ...others] = await blocks()
    return (
      first?.cause === 'carrier' && others.length === 0 && out().every(({ status }) => status === 'failed')
    )
  }, 'the block that is back')
})

test('X9 a STOP of the person’s own, and a block by hand, are not asked away', async () => {
  await blocked()
  desk.carrier.inbound({ from: A, to: '+12025550100', body: 'STOP' })
  await desk.until(async () => (await blocks()).length === 2, 'the STOP')
  const carrier = (await blocks()).find(({ cause }) => cause === 'carrier')
  const stop = (await blocks()).find(({ cause }) => cause === 'stop')
  const question = { draftId: randomUUID(), recipientId: ada, body: 'Hello', reason: 'Told us' }
  await expect(desk.api.messages.askCarrier({ ...question, id: carrier?.id ?? 0 })).rejects.toThrow(
    /opted out/,
  )
  await expect(desk.api.messages.askCarrier({ ...question, id: stop?.id ?? 0 })).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(out()).toHaveLength(0)
})

test('X9 a STOP that comes while the question waits takes it out', async () => {
  await blocked()
  await desk.api.outbox.pause({})
  const { messageId } = await ask()
  desk.carrier.inbound({ from: A, to: '+12025550100', body: 'STOP' })
  await desk.until(async () => (await blocks()).some(({ cause }) => cause === 'stop'), 'the STOP')
  await desk.api.outbox.resume({})
  await desk.until(async () => (await state(messageId)) === 'canceled', 'the text taken out')
  expect(out()).toHaveLength(0)
})

test('X9 what the person told is forgotten with the person', async () => {
  await blocked()
  desk.carrier.setBehaviour({ failWith: [21610] })
  const { messageId } = await ask()
  await desk.until(async () => (await state(messageId)) === 'rejected', 'the refusal')
  const told = () =>
    desk.app.testing.db
      .prepare(
        "SELECT (SELECT count(*) FROM send WHERE review LIKE '%at the desk%') + (SELECT count(*) FROM fact WHERE value LIKE '%at the desk%') AS n",
      )
      .get()
  expect(told()).toEqual({ n: 1 })
  await desk.api.privacy.forget({ id: ada })
  expect(told()).toEqual({ n: 0 })
})
