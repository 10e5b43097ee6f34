/** Two windows on one record: the second save tells both versions before it writes over the first. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { importCsv, peopleCsv, setUpOffice } from '../support/prepare'

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  await importCsv(desk.api, peopleCsv(1))
})
afterAll(() => desk.close())

test('the second save is told what the first one saved, and goes when it is meant', async () => {
  const [row] = (await desk.api.people.page({})).rows
  const id = row?.id ?? 0
  const shown = await desk.api.people.get({ id })
  const save = async (lastName: string, seen: string) => {
    await desk.clock.advance(1000)
    return desk.api.people.save({
      id,
      seen,
      kind: 'client',
      firstName: shown.firstName,
      lastName,
      email: '',
      language: null,
      zone: null,
      accountId: null,
      tags: [],
      custom: {},
      numbers: shown.numbers.map(({ id: number, national, label, primary }) => ({
        id: number,
        number: national,
        label,
        primary,
      })),
    })
  }
  await save('Webb', shown.updatedAt)
  await expect(save('York', shown.updatedAt)).rejects.toMatchObject({
    code: 'conflict',
    field: 'seen',
    message: expect.stringMatching(/“Webb” is saved, “York” is yours/),
  })
  const now = await desk.api.people.get({ id })
  expect(now.lastName).toBe('Webb')
  // Who saves the same as is there already is not asked.
  await save('Webb', shown.updatedAt)
  await save('York', (await desk.api.people.get({ id })).updatedAt)
  expect((await desk.api.people.get({ id })).lastName).toBe('York')
})
