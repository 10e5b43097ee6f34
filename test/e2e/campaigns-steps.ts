/** Steps that the specs of campaigns share. */
import type { Page } from '@playwright/test'
import type { Api } from '../../src-preload/contract'
import { quietAll } from '../support/prepare'
import { reservedNumber } from '../support/reserved-numbers'
import { template } from './wizard'

export const HOUR = 3_600_000
export type Carrier = {
  messages(): { direction: string; to: string; status: string; leavesAt: string; body: string }[]
}
export const out = (carrier: Carrier) =>
  carrier.messages().filter((one) => one.direction === 'outbound-api' && one.status !== 'canceled')
export const rows = (count: number, from = 0) =>
  Array.from(
    { length: count },
    (_, i) => `Person${String(i + from).padStart(2, '0')},Test,${reservedNumber(i + from)},,,yes,yes`,
  )
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
export const always = async (api: Api, more: Record<string, unknown> = {}) => {
  const { sending } = await api.settings.get({})
  await api.settings.saveSending({
    ...sending,
    quiet: quietAll({ from: '00:00', to: '00:00' }),
    ...more,
  })
}
/** A campaign made past the screen, with everybody on it. */
export const drafted = async (
  api: Api,
  dispatchAt: string | null = null,
  purpose: 'alerts' | 'marketing' = 'alerts',
) => {
  const { id: templateId } = await template(
    api,
    'Hi {{ first_name }}, we open at nine.',
    `T ${purpose}`,
    purpose,
  )
  const { id } = await api.campaigns.save({
    id: null,
    name: 'Spring',
    recordKind: 'client',
    templateId,
    dispatchAt,
    late: 'ask',
    handOverHours: null,
  })
  await api.campaigns.addRecipients({ id, recipientIds: (await api.people.ids({})).ids, listIds: [] })
  return id
}
export const open = async (page: Page, hash: string) => page.goto(`${page.url().replace(/#.*/, '')}#/${hash}`)
export const generate = async (page: Page, press: RegExp) => {
  await page.getByRole('link', { name: 'Generate all SMS messages' }).click()
  await button(page, press).click()
}
