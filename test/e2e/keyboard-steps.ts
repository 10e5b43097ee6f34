/** Steps that the specs of the keyboard share. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

export const OWN = '+12025550100'
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
/** The table of people, as it is after G P. */
export const table = (page: Page, name = 'Clients') => page.getByRole('grid', { name })
/** What is saved when this key is pressed on it. */
export const saved = async (page: Page, press: () => Promise<unknown>) => {
  const file = page.waitForEvent('download')
  await press()
  const download = await file
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
}
