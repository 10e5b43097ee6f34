/** An office with daily sends, for the tests of them. */
import { randomUUID } from 'node:crypto'
import { afterEach } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { setUpOffice } from '../support/prepare'

export let desk: Desk
/** For each file of tests: the desk is closed after each of its tests. */
export const closeAfterEach = () => {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') console.log(desk.log)
    await desk.close()
  })
}

export const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const open = async (
  sending: Parameters<typeof setUpOffice>[1] = {},
  at?: string,
  app: NonNullable<DeskOptions['app']> = {},
) => {
  desk = await createDesk(at === undefined ? { app } : { at, app })
  await setUpOffice(desk.api, { canary: false, ...sending })
}
export const template = (body: string) =>
  desk.api.templates.save({
    id: null,
    name: `T ${randomUUID()}`,
    recordKind: 'client',
    purpose: 'alerts',
    language: 'en',
    body,
  })
export const at = (ms: number) => new Date(Math.ceil((desk.clock.now() + ms) / 1000) * 1000).toISOString()
export const outgoing = () =>
  desk.carrier.messages().filter((one) => one.direction === 'outbound-api' && one.status !== 'canceled')
export const field = async (label: string) =>
  (await desk.api.fields.save({ id: null, label, type: 'date', choices: [] })).key
export const search = (key: string, op: string, value: number | null = null) =>
  desk.api.lists.save({
    id: null,
    name: `L ${randomUUID()}`,
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [{ field: `custom.${key}`, op, value }] },
  })
export const remind = async (days = 1) => {
  const key = await field('Appointment')
  const list = await search(key, 'within-next', days)
  const { id: templateId } = await template('See you, {{ first_name }}')
  return { key, list, templateId }
}
export const appointments = async (
  key: string,
  rows: readonly [name: string, number: string, date: string][],
) => {
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
export const nextMorning = async () => {
  desk.clock.jump(new Date(Math.floor(desk.clock.now() / DAY + 1) * DAY + 14 * HOUR).toISOString())
  await desk.clock.advance(31_000)
}

export const daily = (listId: number, templateId: number, name = 'Reminders') =>
  desk.api.daily.save({ id: null, name, listId, templateId, at: '09:00' })
export const shown = async (id: number) => {
  const found = (await desk.api.daily.list({})).find((one) => one.id === id)
  if (!found) throw new Error('no such daily send')
  return found
}
/** Lets time pass in looks of half a minute, as nothing happens between them. */
export const pass = async (ms: number) => {
  for (let passed = 0; passed < ms; passed += 30_000) await desk.clock.advance(30_000)
}
export const sends = async () => (await desk.api.sends.page({ offset: 0, limit: 50 })).rows
