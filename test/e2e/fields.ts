/** Fields that offer options, worked with the pointer. */
import { expect, type Locator } from '@playwright/test'

/**
 * Takes one of the options that a field offers. A list that closes before, as one did once in some thousand tries on a busy
 * machine, is opened again as a person would, and told of in the output.
 */
export const choose = async (field: Locator, name: string | RegExp, exact = false): Promise<void> => {
  const option = field.page().getByRole('option', { name, exact })
  let tries = 0
  await expect(async () => {
    tries += 1
    if ((await field.getAttribute('aria-expanded')) !== 'true') await field.click()
    await option.click({ timeout: 10_000 })
  }).toPass({ timeout: 60_000 })
  if (tries > 1)
    console.log(`The options of ${String(field)} were opened ${tries} times until ${String(name)} was taken.`)
}
