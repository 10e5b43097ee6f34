/** Starting with the PC (S7): asked of the system, noted in the audit log, refused where there is no such thing. */
import { afterEach, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { setUpOffice } from '../support/prepare'

let desk: Desk
afterEach(() => desk.close())

test('the setting is what the system says, and changing it is noted', async () => {
  let on = false
  desk = await createDesk({ app: { autostart: { get: () => on, set: (wanted) => (on = wanted) } } })
  await setUpOffice(desk.api)
  expect(await desk.api.settings.startup({})).toEqual({ can: true, on: false })
  await desk.api.settings.saveStartup({ on: true })
  expect(on).toBe(true)
  expect(await desk.api.settings.startup({})).toEqual({ can: true, on: true })
  await desk.until(async () => {
    const { rows } = await desk.api.audit.page({ search: 'Starting with the PC' })
    return rows.some(({ detail }) => detail === 'On')
  }, 'the note')
})

test('where the host cannot, it is refused in words; where the system does not let it, too', async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  expect(await desk.api.settings.startup({})).toEqual({ can: false, on: false })
  await expect(desk.api.settings.saveStartup({ on: true })).rejects.toThrow(/Only the desktop program/)
  await desk.swap(() => {}, {
    autostart: {
      get: () => false,
      set: () => {
        throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
      },
    },
  })
  await expect(desk.api.settings.saveStartup({ on: true })).rejects.toThrow(/Whoever manages this PC can/)
})
