/** An office behind a relay that changes what the carrier answers. */
import { afterEach, expect } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { wrongBy } from '../support/fake-clock'
import { importCsv, peopleCsv, sendToAll, setUpOffice } from '../support/prepare'
import { type Answered, createTamper, type Tamper } from '../support/tamper'

export const MINUTE = 60_000
export let desk: Desk
export let relay: Tamper | null = null
/** For each file of tests: the desk and its relay are closed after each of its tests. */
export const closeAfterEach = () => {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') console.log(desk.log)
    await desk.close()
    await relay?.close()
    relay = null
  })
}

/** An office behind the relay, with so many people. */
export const open = async (
  people: number,
  { clockOff = () => 0, ...options }: DeskOptions & { clockOff?: () => number } = {},
) => {
  const first = await createDesk({ ...options, setUp: false })
  relay = await createTamper(first.carrier.baseUrl)
  await first.swap(() => {}, { carrierUrl: relay.baseUrl, clock: wrongBy(first.clock, clockOff) })
  desk = first
  await setUpOffice(desk.api, { canary: false, holdSeconds: 0 })
  await importCsv(desk.api, peopleCsv(people))
  await desk.until(async () => (await desk.api.session.carrier({})).ok, 'the carrier')
  await desk.until(async () => (await desk.api.outbox.state({})).why.length === 0, 'the fence')
  return relay
}
export const send = async (body = 'Hi {{ first_name }}') => {
  return sendToAll(desk.api, body)
}
export const states = async (sendId: string) => (await desk.api.sends.get({ sendId })).states
export const why = async () => (await desk.api.outbox.state({})).why.map(({ cause }) => cause)
export const outgoing = () => desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')
export const rows = async (sendId: string) => (await desk.api.messages.page({ sendId, limit: 500 })).rows
export const noDoubles = () => expect(new Set(outgoing().map(({ to }) => to)).size).toBe(outgoing().length)
export const change = (
  answered: Answered,
  alter: (row: Record<string, unknown>, i: number) => void,
): Answered => {
  const body = structuredClone(answered.body) as { messages: Record<string, unknown>[] }
  body.messages.forEach(alter)
  return { ...answered, body }
}
