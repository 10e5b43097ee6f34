/** Where what a screen shows cannot be read, it says so and tries again; nothing else of the desk is lost. */
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from './fixture'

/** The screen, the table that it cannot do without, and what it says then. */
const SCREENS: [hash: string, table: string, says: string][] = [
  ['insight', 'insight', 'The counts could not be read'],
  ['templates', 'template', 'The templates could not be shown'],
  ['lists', 'list', 'The lists could not be read'],
  ['inbox', 'conversation', 'The inbox could not be read'],
  ['campaigns', 'campaign', 'The campaigns could not be read'],
  ['settings/audit', 'audit_entry', 'Audit log could not be shown'],
]

test('M19 M24 S8 a screen whose table cannot be read says so, and shows it when it can again', async ({
  office: { page, api, dataDir },
}) => {
  await api.people.page({})
  /** From another program, as damage is. */
  const rename = (from: string, to: string) => {
    const db = new Database(path.join(dataDir, 'practice.db'))
    db.exec(`ALTER TABLE "${from}" RENAME TO "${to}"`)
    db.close()
  }
  for (const [hash, table, says] of SCREENS) {
    rename(table, `${table}_away`)
    await page.goto(`${page.url().replace(/#.*/, '')}#/${hash}`)
    const alert = page.getByRole('alert').filter({ hasText: says })
    await expect(alert).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
    rename(`${table}_away`, table)
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect(alert).toHaveCount(0)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
})
