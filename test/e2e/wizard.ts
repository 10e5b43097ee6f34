/** The send wizard as a person uses it. */
import { expect, type Page } from '@playwright/test'
import type { Api } from '../../src-preload/contract'
import { importCsv } from '../support/prepare'

export const HEAD =
  'First Name,Last Name,Mobile Phone,Home Phone,Language,Consent to alerts,Consent to marketing'
export const people = (api: Api, ...rows: string[]) => importCsv(api, [HEAD, ...rows].join('\r\n'))
export const everyone = (api: Api, name = 'Everyone') =>
  api.lists.save({ id: null, name, kind: 'saved', recordKind: 'client', conditions: { join: 'all', of: [] } })
export const template = (
  api: Api,
  body = 'Hi {{ first_name }}, we open at nine.',
  name = 'Opening',
  purpose: 'alerts' | 'marketing' = 'alerts',
) => api.templates.save({ id: null, name, recordKind: 'client', purpose, language: 'en', body })

export const wizard = (page: Page) => {
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const include = page.getByRole('group', { name: 'Include' })
  return {
    button,
    include,
    leaveOut: page.getByRole('group', { name: /^Leave out/ }),
    heading: page.getByRole('heading', { level: 1 }),
    will: page.getByRole('tab', { name: /^Will get/ }),
    wont: page.getByRole('tab', { name: /^Won.t get/ }),
    async open() {
      await page.getByRole('link', { name: 'Send', exact: true }).click()
      await expect(page.getByRole('heading', { name: 'Who gets the text?' })).toBeVisible()
    },
    async who(list = 'Everyone') {
      await include.getByRole('checkbox', { name: new RegExp(`^${list}\\b`) }).check()
      await button('Next: the message').click()
    },
    async useTemplate(name = 'Opening') {
      await page.getByRole('radio', { name: new RegExp(`^${name}`) }).click()
      await button('Next: review').click()
    },
    async typeMessage(text: string) {
      await page
        .getByRole('radiogroup', { name: 'Where the message comes from' })
        .getByText('Write a message here')
        .click()
      await page.getByRole('textbox', { name: 'Message' }).fill(text)
      await button('Next: review').click()
    },
    async toReview(name = 'Opening') {
      await this.open()
      await this.who()
      await this.useTemplate(name)
      await expect(this.will).toBeVisible()
    },
    async send() {
      await button(/^Send [\d,]+ texts?$/).click()
    },
    async allLeft() {
      await expect(page.getByRole('heading', { level: 2, name: /^All [\d,]+ have left/ })).toBeVisible({
        timeout: 30_000,
      })
    },
  }
}
