/** Numbers of the office's own fields, as its country writes them: in a file, in a form, in a text. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { importCsv, reviewForAll, setUpOffice } from '../support/prepare'

let desk: Desk
let key: string
beforeEach(async () => {
  desk = await createDesk({ setUp: false })
  await desk.api.session.setUp({
    officeName: 'Praxis Lerche',
    country: 'DE',
    zone: 'Europe/Berlin',
    userName: 'Anna Berg',
    pin: null,
  })
  await setUpOffice(desk.api)
  await desk.api.bulk.acknowledgeDuty({ country: 'DE' })
  ;({ key } = await desk.api.fields.save({ id: null, label: 'Weight', type: 'number', choices: [] }))
})
afterEach(() => desk.close())

test('one of a file is read with its comma, and written so in a text', async () => {
  await importCsv(
    desk.api,
    'First Name;Mobile Phone;Weight;Consent to alerts\nAda;0171 2355501;63,5;yes\nBea;0171 2355502;1.063,5;yes',
  )
  const { rows } = await desk.api.people.page({})
  expect(rows.map(({ custom }) => custom[key])).toEqual([63.5, 1063.5])
  const { reviewId } = await reviewForAll(desk.api, `Hallo {{ first_name }}, {{ custom.${key} }} kg`)
  const { rows: texts } = await desk.api.bulk.rows({ reviewId, tab: 'will', limit: 10 })
  expect(texts.map(({ text }) => text?.split('\n')[0])).toEqual([
    expect.stringContaining('Hallo Ada, 63,5 kg'),
    expect.stringContaining('Hallo Bea, 1063,5 kg'),
  ])
})
