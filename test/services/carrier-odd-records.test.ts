/** Records that cannot be read, at the carrier or here, spoil nothing beside them. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { reviewForAll } from '../support/prepare'
import { reservedNumber } from '../support/reserved-numbers'
import {
  MINUTE,
  desk,
  open,
  send,
  states,
  outgoing,
  rows,
  noDoubles,
  change,
  closeAfterEach,
} from './odd-carrier-fixture'

closeAfterEach()

const ODD: [string, (row: Record<string, unknown>) => void][] = [
  ['an unknown status', (row) => void (row.status = 'teleported')],
  ['no date', (row) => Object.assign(row, { date_created: null, date_sent: null, date_updated: null })],
  [
    'an odd date',
    (row) => Object.assign(row, { date_created: 'Foo, 99 Bar 20x6', date_sent: 'x', date_updated: 7 }),
  ],
  ['no SID', (row) => void (row.sid = null)],
  [
    'numbers where words belong',
    (row) => Object.assign(row, { body: 7, to: 7, from: {}, price: 'x', num_media: 'x' }),
  ],
  ['no direction', (row) => void (row.direction = null)],
]
test.each(ODD)(
  'one record of a list with %s spoils nothing behind it: texts get their status, a STOP is read',
  async (_name, spoil) => {
    const tamper = await open(20)
    const sendId = await send()
    // Among the newest of every list there is one odd record that is no text of ours.
    tamper.after((asked, answered) => {
      if (!asked.isList) return undefined
      const body = structuredClone(answered.body) as { messages: Record<string, unknown>[] }
      const [first] = body.messages
      if (!first) return undefined
      const odd = { ...first, sid: `SM${'f'.repeat(32)}`, direction: 'inbound', from: '+12025559999' }
      spoil(odd)
      body.messages.unshift(odd)
      return { ...answered, body }
    })
    await desk.until(async () => (await states(sendId)).delivered === 20, 'the receipts')
    const [one] = outgoing()
    desk.carrier.inbound({ from: one?.to ?? '', to: one?.from ?? '', body: 'STOP' })
    await desk.until(
      async () => (await desk.api.suppressions.page({})).rows.some(({ e164 }) => e164 === one?.to),
      'the STOP',
      MINUTE,
    )
    expect(await desk.api.session.carrier({})).toMatchObject({ ok: true })
  },
)

test('a STOP whose record has no date that can be read is a STOP', async () => {
  const tamper = await open(3)
  tamper.after((asked, answered) =>
    asked.isList
      ? change(answered, (row) => {
          if (row.direction === 'inbound')
            Object.assign(row, { date_created: null, date_sent: null, date_updated: null })
        })
      : undefined,
  )
  const sender = (await desk.api.settings.get({})) && '+12025550100'
  desk.carrier.inbound({ from: reservedNumber(1), to: sender, body: 'STOP' })
  await desk.until(
    async () => (await desk.api.suppressions.page({})).rows.some(({ e164 }) => e164 === reservedNumber(1)),
    'the STOP',
    MINUTE,
  )
})

test('the same SID answered twice: the text becomes unknown, the rest goes on, and the disk is not blamed', async () => {
  const tamper = await open(12)
  let first: string | null = null
  let struck = 0
  tamper.after((asked, answered) => {
    if (!asked.isSend) return undefined
    const body = answered.body as Record<string, unknown>
    if (first === null) first = String(body.sid)
    else if (struck === 0) {
      struck += 1
      return { ...answered, body: { ...body, sid: first } }
    }
    return undefined
  })
  const sendId = await send()
  await desk.until(async () => (await states(sendId)).delivered === 12, 'all of them')
  expect(struck).toBe(1)
  expect((await desk.api.outbox.state({})).paused).toBe(false)
  noDoubles()
})

test('failed texts that never get a date of sending end all the same, however many are open', async () => {
  const tamper = await open(45)
  const alter = (row: Record<string, unknown>) => {
    if (row.direction === 'outbound-api')
      Object.assign(row, { status: 'failed', error_code: 30008, date_sent: null })
  }
  tamper.after((asked, answered) => {
    if (asked.method !== 'GET' || !asked.path.includes('/Messages')) return undefined
    if (!asked.isList) {
      const body = structuredClone(answered.body) as Record<string, unknown>
      alter(body)
      return { ...answered, body }
    }
    // Twilio's filter by date leaves out what has none.
    const byDate = asked.query.has('DateSent>')
    const body = structuredClone(answered.body) as { messages: Record<string, unknown>[] }
    for (const row of body.messages) alter(row)
    if (byDate) body.messages = body.messages.filter(({ date_sent: sent }) => sent !== null)
    return { ...answered, body }
  })
  const sendId = await send()
  await desk.until(async () => (await states(sendId)).failed === 45, 'the failures', 5 * MINUTE)
})

test('a value of one waiting text that cannot be read sets that text aside, and the others leave', async () => {
  await open(6)
  const review = await reviewForAll(desk.api, 'Hi', {
    notBefore: new Date(desk.clock.now() + 5 * MINUTE).toISOString(),
  })
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  const { db } = desk.app.testing
  const ids = (db.prepare('SELECT id FROM message ORDER BY id').all() as { id: number }[]).map(({ id }) => id)
  const spoil = (sql: string, id: number | undefined) =>
    db.prepare(`UPDATE message SET ${sql} WHERE id = ?`).run(id)
  spoil("zones = 'America/Nowhere\u0001'", ids[0])
  spoil("not_before = '2026-1X-24T15:00:00.000Z'", ids[1])
  spoil("not_before = 'x026-11-24T15:00:00.000Z'", ids[2])
  await desk.restart()
  await desk.until(async () => ((await states(sendId)).delivered ?? 0) >= 3, 'the others', 20 * MINUTE)
  const all = await rows(sendId)
  expect(all.filter(({ state }) => state === 'delivered').length).toBeGreaterThanOrEqual(3)
  expect(all.filter(({ why: said }) => said.startsWith('Set aside')).length).toBeGreaterThanOrEqual(2)
  expect((await desk.api.outbox.state({})).paused).toBe(false)
})
