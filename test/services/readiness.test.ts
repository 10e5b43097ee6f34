/** "Ready to send?": read by itself and when asked, kept over a restart, and a send that carriers would refuse does not begin. */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { PRACTICE_ACCOUNT, type PracticeAccount } from '../../src-main/adapters/practice/account'
import { createDesk, type Desk } from '../support/desk'
import { reservedNumber } from '../support/reserved-numbers'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'

let desk: Desk
afterEach(() => desk.close())

const TOLL_FREE = { kind: 'number' as const, number: '+18005550199' }
const open = async (account: Partial<PracticeAccount>, sender?: { kind: 'number'; number: string }) => {
  desk = await createDesk({
    carrier: { account },
    ...(sender ? { app: { practiceSender: sender } } : {}),
  })
  await setUpOffice(desk.api, { canary: false })
  await importCsv(desk.api, peopleCsv(3))
}
const [service] = PRACTICE_ACCOUNT.services
const unregistered = { services: service ? [{ ...service, a2p: null }] : [] }

test('a registered sender: read by itself within two minutes, and the send leaves', async () => {
  await open({})
  expect(await desk.api.readiness.get({})).toEqual({ chosen: true, at: null, names: [], numbers: [] })
  await desk.clock.advance(120_000)
  await desk.until(async () => (await desk.api.readiness.get({})).at !== null, 'the answer')
  expect((await desk.api.readiness.get({})).numbers).toMatchObject([
    { number: '+12025550100', national: '(202) 555-0100', state: 'ready', todo: [] },
  ])
  const { reviewId, balance } = await reviewForAll(desk.api, 'Hi {{ first_name }}')
  expect(balance).toMatchObject({ blocked: null, notReady: false })
  await desk.api.bulk.send({ reviewId, draftId: randomUUID() })
})

test('an unregistered sender: the review says so, the send is refused, and once it is registered it leaves', async () => {
  await open(unregistered)
  const { numbers } = await desk.api.readiness.check({})
  expect(numbers).toMatchObject([{ state: 'missing' }])
  expect(numbers[0]?.todo.length).toBeGreaterThan(0)
  const review = await reviewForAll(desk.api, 'Hi {{ first_name }}')
  expect(review.balance).toMatchObject({ notReady: true, blocked: expect.stringContaining('refuse') })
  await expect(
    desk.api.bulk.send({ reviewId: review.reviewId, draftId: randomUUID() }),
  ).rejects.toMatchObject({ code: 'refused' })
  expect(desk.carrier.messages()).toEqual([])
  // It is known over a restart.
  await desk.restart()
  expect((await desk.api.readiness.get({})).numbers).toMatchObject([{ state: 'missing' }])
  const held = unregistered.services[0]
  if (held) Object.assign(held, { a2p: 'VERIFIED' })
  desk.carrier.account.services.splice(0, 1, ...(service ? [service] : []))
  await desk.api.readiness.check({})
  const again = await reviewForAll(desk.api, 'Hi {{ first_name }}')
  expect(again.balance).toMatchObject({ blocked: null, notReady: false })
  await desk.api.bulk.send({ reviewId: again.reviewId, draftId: randomUUID() })
})

test('a text to one person is not stopped, nor one to many that nobody in the US gets', async () => {
  await open({ ...unregistered, tollFreeVerified: [] }, TOLL_FREE)
  await desk.api.readiness.check({})
  const [person] = (await desk.api.people.page({})).rows
  await desk.api.messages.send({
    draftId: randomUUID(),
    recipientId: person?.id ?? 0,
    e164: reservedNumber(0),
    body: 'Hi',
    purpose: 'alerts',
    templateId: null,
    notBefore: null,
  })
  for (const row of (await desk.api.people.page({})).rows)
    await desk.api.people.archive({ ids: [row.id], archived: true })
  await importCsv(
    desk.api,
    ['First Name,Mobile Phone,Consent to alerts', 'Nia,+44 7700 900123,yes'].join('\n'),
  )
  const { balance } = await reviewForAll(desk.api, 'Hi {{ first_name }}')
  expect(balance.notReady).toBe(false)
})

test('another sender is another question; a key that may not read stops nothing', async () => {
  await open(unregistered)
  await desk.api.readiness.check({})
  await desk.swap(() => {}, { practiceSender: TOLL_FREE })
  expect(await desk.api.readiness.get({})).toMatchObject({ at: null, numbers: [] })
})
