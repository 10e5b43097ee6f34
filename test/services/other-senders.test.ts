/** Other programs that send through the same account. */
import { expect, test } from 'vitest'
import { reservedNumber } from '../support/reserved-numbers'
import { desk, open, send, states, outgoing, closeAfterEach } from './odd-carrier-fixture'

closeAfterEach()

/** Another program of the office sends through the same account. */
const sendElsewhere = async (from: string, to: string, body: string) => {
  const { sid, credentials } = desk.carrier.account
  const login = Buffer.from(`${credentials[0]?.username}:${credentials[0]?.password}`).toString('base64')
  const answer = await fetch(
    `${desk.carrier.baseUrl}/api.twilio.com/2010-04-01/Accounts/${sid}/Messages.json`,
    {
      method: 'POST',
      headers: { Authorization: `Basic ${login}`, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ From: from, To: to, Body: body }).toString(),
    },
  )
  expect(answer.status).toBe(201)
}

test('a program with a sender of its own on the account is shown once, and stops nothing', async () => {
  await open(3, { app: { practiceSender: { kind: 'number', number: '+12025550100' } } })
  const other = desk.carrier.account.numbers.find(({ number, sms }) => sms && number !== '+12025550100')
  await sendElsewhere(other?.number ?? '', reservedNumber(0), 'Your parcel is here')
  const sendId = await send()
  await desk.until(async () => (await states(sendId)).delivered === 3, 'the texts')
  expect((await desk.api.outbox.state({})).otherSenders).toMatchObject([{ sender: other?.number }])
  await desk.api.outbox.othersSeen({})
  await sendElsewhere(other?.number ?? '', reservedNumber(1), 'Another parcel')
  const again = await send('Hello again {{ first_name }}')
  await desk.until(async () => (await states(again)).delivered === 3, 'the next texts')
  expect((await desk.api.outbox.state({})).otherSenders).toEqual([])
})

test('a program that sends from our own number stops sending once, until a person says that it does', async () => {
  await open(3, { app: { practiceSender: { kind: 'number', number: '+12025550100' }, settleMs: 4_000 } })
  await sendElsewhere('+12025550100', reservedNumber(0), 'Your parcel is here')
  const sendId = await send()
  await desk.until(async () => (await desk.api.outbox.state({})).paused, 'the pause')
  expect((await desk.api.outbox.state({})).reason?.title).toBe(
    'Texts were sent that this database does not know',
  )
  expect(outgoing()).toHaveLength(1)
  await desk.until(async () => (await desk.api.outbox.state({})).reason?.action === 'resume', 'the lookup')
  expect(await desk.api.backups.restored({})).toMatchObject({ kind: 'carrier', others: 1 })
  await desk.api.outbox.shareSender({})
  await sendElsewhere('+12025550100', reservedNumber(1), 'Another parcel')
  const { rows: left } = await desk.api.messages.page({ decide: true, limit: 100 })
  await desk.api.messages.decideMany({ ids: left.map(({ id }) => id), decision: 'send-again' })
  await desk.api.outbox.resume({})
  await desk.until(async () => (await states(sendId)).delivered === 3, 'the texts')
  expect((await desk.api.outbox.state({})).paused).toBe(false)
  expect(outgoing()).toHaveLength(5)
})
