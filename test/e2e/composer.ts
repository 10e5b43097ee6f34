/** The compose window, and the desk around it, as a person uses them. */
import type { Locator, Page } from '@playwright/test'
import type { Api } from '../../src-preload/contract'
import { expect } from './fixture'

export const out = (carrier: {
  messages(): { direction: string; to: string; body: string; status: string }[]
}) => carrier.messages().filter((message) => message.direction === 'outbound-api')
export const go = (page: Page, hash: string) => page.goto(`${page.url().replace(/#.*/, '')}#/${hash}`)
export const idsOf = async (api: Api) =>
  Object.fromEntries((await api.people.page({})).rows.map((row) => [row.name, row.id]))

/** Those that have left: not what waits on the carrier's schedule or was taken off it. */
export const gone = (carrier: Parameters<typeof out>[0]) =>
  out(carrier).filter(({ status }) => status !== 'scheduled' && status !== 'canceled')

/** How high or wide something is drawn, in CSS pixels. What a gesture changed is drawn a moment later: to be polled. */
export const sizeOf = (what: Locator, side: 'width' | 'height') => async () =>
  (await what.boundingBox())?.[side] ?? Number.NaN

/** Takes hold of something at a place of it, once it stands still and has felt that, and lets go at a distance. */
export const dragBy = async (what: Locator, by: { x: number; y: number }, position = { x: 2, y: 2 }) => {
  const { mouse } = what.page()
  await expect(async () => {
    await what.hover({ position })
    await mouse.down()
    if (await what.evaluate((element) => element.matches(':active'))) return
    await mouse.up()
    throw new Error('It moved away from under the mouse.')
  }).toPass()
  const box = await what.boundingBox()
  if (!box) throw new Error('What is dragged is not there.')
  await mouse.move(box.x + position.x + by.x, box.y + position.y + by.y, { steps: 4 })
  await mouse.up()
}

/** The compose window to somebody, as a person uses it. */
export const composer = (page: Page, name: string) => {
  const dock = page.getByRole('region', { name: `Text to ${name}`, exact: true })
  return {
    dock,
    message: dock.getByRole('textbox', { name: 'Message' }),
    number: dock.getByRole('button', { name: /Choose another number|^Add a number$/ }),
    send: dock.getByRole('button', { name: 'Send text' }),
    async template(title: string) {
      await dock.getByRole('button', { name: 'Choose a template' }).click()
      await page.getByRole('menuitem', { name: new RegExp(`^${title}`) }).click()
    },
    async sendAs(text: string) {
      await this.message.fill(text)
      await this.send.click()
    },
  }
}
/** Chooses a day of the month shown, and a time, in a form that asks when something is to leave. */
export const pickTime = async (form: Locator, day: string, hour: string, minute: string) => {
  await form.getByRole('button', { name: 'Not before', exact: true }).click()
  // The calendar is a window of its own.
  const page = form.page()
  await page.getByRole('button', { name: new RegExp(`^${day} November`) }).click()
  await page.getByRole('spinbutton', { name: 'Hours' }).fill(hour)
  await page.getByRole('spinbutton', { name: 'Minutes' }).fill(minute)
}
/** The same as the sending date of a text that is being written. */
export const setDate = async (page: Page, dock: Locator, day: string, hour: string, minute: string) => {
  await dock.getByRole('button', { name: /^Sending date/ }).click()
  const form = page.getByRole('dialog', { name: 'Sending date' })
  await expect(form.getByText('the text leaves as soon as it is on again.')).toBeVisible()
  await pickTime(form, day, hour, minute)
  await form.getByRole('button', { name: 'Done' }).click()
}
export const signInAsReceptionist = async (page: Page, api: Api) => {
  const me = (await api.session.get({})).user
  await api.users.save({ id: me?.id ?? 1, name: 'Anna Berg', role: 'admin', pin: '123456', number: null })
  await api.users.save({ id: null, name: 'Rita Sol', role: 'receptionist', pin: '2468', number: null })
  await page.getByRole('button', { name: 'Lock the screen' }).click()
  await page.getByText('Rita Sol').click()
  await page.getByLabel('PIN', { exact: true }).fill('2468')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Rita Sol, Receptionist' })).toBeVisible()
}
