/** What a planned send waits for: replies read, the first texts arrived, and the text of one person before it. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { reservedNumber } from '../support/reserved-numbers'
import {
  desk,
  HOUR,
  open,
  FAILING,
  many,
  send,
  get,
  outgoing,
  pause,
  closeAfterEach,
} from './send-guards-fixture'

closeAfterEach()

describe('the fresh-inbox gate', () => {
  test('while replies cannot be read no send to many begins; one person’s text does', async () => {
    await open(many(3))
    await desk.until(async () => (await desk.api.session.carrier({})).ok, 'the carrier')
    // Lists fail, sends work: a key that may send only.
    const { credentials } = desk.carrier.account
    desk.carrier.account.credentials = credentials.map((one) => ({ ...one, denied: ['messages.read'] }))
    await desk.clock.advance(3 * 60_000)
    await pause(30)
    const sendId = await send()
    await desk.clock.advance(60_000)
    await pause(30)
    expect(outgoing()).toHaveLength(0)
    const id = (await desk.api.people.page({})).rows[0]?.id ?? 0
    await desk.api.messages.send({
      draftId: randomUUID(),
      recipientId: id,
      e164: reservedNumber(0).replace(/[^+\d]/g, ''),
      body: 'One to one',
      purpose: 'alerts',
      templateId: null,
      notBefore: null,
    })
    await desk.until(() => outgoing().length === 1, 'the one text')
    desk.carrier.account.credentials = credentials
    await desk.until(async () => (await get(sendId)).states.delivered === 3, 'the send', 10 * 60_000)
  })
})

describe('the canary brake', () => {
  test('the first twenty fail in a cluster: the others wait for a person, who may resume', async () => {
    // Numbers of the practice carrier that fail as undelivered.
    await open(many(60, (i) => (i < 6 ? (FAILING[i] ?? null) : null)))
    const sendId = await send()
    await desk.until(async () => (await get(sendId)).pausedBy === 'canary', 'the brake')
    expect(outgoing()).toHaveLength(20)
    expect((await get(sendId)).why).toMatch(/of the first 20 texts failed, so the others wait/)
    await desk.clock.advance(10 * 60_000)
    expect(outgoing()).toHaveLength(20)
    await desk.api.sends.resume({ sendId })
    await desk.until(async () => (await get(sendId)).phase === 'done', 'the others')
    expect(outgoing()).toHaveLength(60)
  })
  test('they arrive: the others follow by themselves', async () => {
    await open(many(60))
    const sendId = await send()
    await desk.until(() => outgoing().length === 20, 'the first')
    await desk.until(async () => (await get(sendId)).phase === 'done', 'the others')
    expect(outgoing()).toHaveLength(60)
    expect(new Set(outgoing().map(({ to }) => to)).size).toBe(60)
  })
})

describe('whose turn it is', () => {
  const answer = async (i: number, body: string) =>
    desk.api.messages.send({
      draftId: randomUUID(),
      recipientId: (await desk.api.people.page({})).rows[i]?.id ?? 0,
      e164: reservedNumber(i).replace(/[^+\d]/g, ''),
      body,
      purpose: 'alerts',
      templateId: null,
      notBefore: null,
    })
  test('one person’s text goes before a long send that began long ago', async () => {
    await open(many(60), {}, { rate: 1, canary: false })
    await send()
    await desk.until(() => outgoing().length === 5, 'the first of many')
    await answer(59, 'See you at four.')
    const before = outgoing().length
    await desk.until(() => outgoing().some(({ body }) => body.startsWith('See you at four.')), 'the answer')
    expect(outgoing().length - before).toBeLessThan(5)
  })
  test('texts that wait for the end of others with the same words hide nothing behind them', async () => {
    await open(many(60), {}, { canary: false })
    // Fifty whose end is unknown for an hour, and the same words to the same people. The waits between breaks are random.
    desk.carrier.setBehaviour({ dropAnswer: { times: 50 }, listLagMs: HOUR })
    const first = await send()
    const resume = async () => {
      if ((await desk.api.outbox.state({})).reason?.action === 'resume') await desk.api.outbox.resume({})
    }
    await desk.until(
      async () => {
        await resume()
        return outgoing().length === 60
      },
      'the first send',
      40 * 60_000,
    )
    const twins = await send()
    const other = await send('alerts', 'Other words, {{ first_name }}')
    await desk.until(async () => {
      await resume()
      return (await get(other)).gone === 60
    }, 'the send behind them')
    expect((await get(first)).states.unknown).toBe(50)
    expect((await get(twins)).states.queued).toBe(50)
    expect((await get(twins)).why).toBe('The same text to this number has no known end yet')
  })
})
