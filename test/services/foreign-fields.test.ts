/** A text with a field of another program does not leave as it was pasted. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  await importCsv(desk.api, peopleCsv(2))
})
afterAll(() => desk.close())

const { bodies } = JSON.parse(readFileSync('test/support/found/18-half-a-field.json', 'utf8')) as {
  bodies: string[]
}
test.each([...bodies, 'Hi *|FNAME|*', 'Hi <<First Name>>', 'Hi %FIRSTNAME%'])('%s', async (body) => {
  await expect(reviewForAll(desk.api, body)).rejects.toMatchObject({ field: 'body' })
  const [person] = (await desk.api.people.page({})).rows
  const { numbers } = await desk.api.people.get({ id: person?.id ?? 0 })
  const one = {
    draftId: crypto.randomUUID(),
    recipientId: person?.id ?? 0,
    e164: numbers[0]?.e164 ?? '',
    body,
    purpose: 'alerts' as const,
    templateId: null,
    notBefore: null,
  }
  await expect(desk.api.messages.send(one)).rejects.toMatchObject({ field: 'body' })
})
