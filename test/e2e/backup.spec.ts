import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { quietAll } from '../support/prepare'
import { reservedNumber } from '../support/reserved-numbers'
import { expect, test } from './fixture'
import { people, template } from './wizard'

const HOUR = 3_600_000
const PASSPHRASE = 'heron lantern gravel tuesday'
const rows = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `Person${String(i).padStart(2, '0')},Test,${reservedNumber(i)},,,yes,yes`,
  )
const to = (hash: string) => (url: string) => `${url.replace(/#.*/, '')}#/${hash}`

test('M14 no backups is said plainly; a passphrase makes the first; a restore says what happens, keeps the old files, starts paused, asks the carrier, then a person', async ({
  office: { page, api, dataDir },
}) => {
  await people(api, ...rows(3))
  await page.goto(to('settings/backups')(page.url()))
  await expect(page.getByText('There are no backups')).toBeVisible()
  await page.getByRole('button', { name: 'Choose a passphrase…' }).click()
  const form = page.getByRole('dialog')
  const passphrase = form.getByRole('textbox', { name: 'Passphrase', exact: true })
  await passphrase.fill('short')
  await form.getByRole('textbox', { name: 'Once more' }).fill('short')
  await form.getByRole('button', { name: 'Start backing up' }).click()
  await expect(form.getByText(/At least 10 characters/)).toBeVisible()
  await passphrase.fill(PASSPHRASE)
  await form.getByRole('textbox', { name: 'Once more' }).fill(`${PASSPHRASE}s`)
  await form.getByRole('button', { name: 'Start backing up' }).click()
  await expect(form.getByText('This is not the same.')).toBeVisible()
  await form.getByRole('textbox', { name: 'Once more' }).fill(PASSPHRASE)
  await form.getByRole('button', { name: 'Start backing up' }).click()
  const table = page.getByRole('table', { name: 'Backups' })
  await expect(table.getByText('Daily')).toBeVisible({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Back up now' }).click()
  await expect(table.getByText('By hand')).toBeVisible({ timeout: 20_000 })
  await page.screenshot({ path: 'test-results/screens/backups-made.png' })

  // Somebody added after it is not in it.
  await people(api, `Later,Person,${reservedNumber(40)},,,yes,yes`)
  await table
    .getByRole('row')
    .filter({ hasText: 'By hand' })
    .getByRole('button', { name: /^More for/ })
    .click()
  await page.getByRole('menuitem', { name: 'Restore…' }).click()
  await expect(form.getByText(/Sending stays paused/)).toBeVisible()
  await page.screenshot({ path: 'test-results/screens/backups-restore.png' })
  await passphrase.fill('heron lantern gravel monday')
  await form.getByRole('button', { name: 'Replace everything with this backup' }).click()
  await expect(form.getByText('This passphrase does not open the backup.')).toBeVisible({ timeout: 20_000 })
  await passphrase.fill(PASSPHRASE)
  await form.getByRole('button', { name: 'Replace everything with this backup' }).click()
  await expect(page.getByText('Restored from a backup').first()).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(/Asked the carrier about everything since/)).toBeVisible({ timeout: 20_000 })
  await page.screenshot({ path: 'test-results/screens/todo-restored.png' })
  await page.getByRole('button', { name: 'Resume sending' }).click()
  await page.getByRole('button', { name: 'I have seen this' }).click()
  await expect(page.getByText('Nothing to do')).toBeVisible()
  expect((await api.people.counts({})).client).toBe(3)
  // What was replaced is encrypted beside the work of the desk.
  await expect
    .poll(() => readdirSync(dataDir).filter((name) => name.startsWith('before-restore-')), {
      timeout: 30_000,
    })
    .toEqual([])
  expect(
    readdirSync(path.join(dataDir, 'backups')).filter((name) => name.endsWith('-restore.age')),
  ).toHaveLength(1)
})

test('X13 an archive is looked at under a banner on every page, refuses every change, and closes', async ({
  office: { page, api, carrier },
}) => {
  await people(api, ...rows(3))
  await api.backups.setPassphrase({ passphrase: PASSPHRASE })
  const { name } = await api.backups.now({})
  await people(api, `Later,Person,${reservedNumber(40)},,,yes,yes`)
  await page.goto(to('settings/backups')(page.url()))
  await page.getByRole('button', { name: `More for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Open to read only…' }).click()
  await page.getByRole('button', { name: 'Open to read only', exact: true }).click()
  await expect(page.getByText('Archive: read only')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('grid', { name: /^Clients/ }).getByText('Person02 Test')).toBeVisible()
  await expect(page.getByText('Later Person')).toHaveCount(0)
  await page.screenshot({ path: 'test-results/screens/archive.png' })
  for (const hash of ['campaigns', 'reports', 'inbox', 'lists']) {
    await page.goto(to(hash)(page.url()))
    await expect(page.getByText('Archive: read only')).toBeVisible()
  }
  await expect(
    api.people.archive({ ids: (await api.people.ids({})).ids, archived: true }),
  ).rejects.toMatchObject({ message: expect.stringContaining('This is an archive') })
  await page.getByRole('button', { name: 'Close the archive' }).click()
  await expect(page.getByText('Archive: read only')).toHaveCount(0)
  await page.goto(to('people')(page.url()))
  await expect(page.getByText('Later Person')).toBeVisible()
  expect(carrier.messages()).toHaveLength(0)
})

test.describe('a campaign', () => {
  // The night of 1 November 2026 New York goes back an hour.
  test.use({ startAt: '2026-10-31T15:00:00.000Z', asProcess: true, expectedErrors: /./ })
  test('a campaign survives everything: scheduled, killed twice, network lost, a STOP, a change of clocks, restored on another data folder', async ({
    office,
  }) => {
    test.setTimeout(150_000)
    const { page, api, carrier, clock, restart } = office
    const COUNT = 12
    await people(api, ...rows(COUNT))
    const { sending } = await api.settings.get({})
    await api.settings.saveSending({ ...sending, quiet: quietAll({ from: '00:00', to: '00:00' }), rate: 20 })
    await api.backups.setPassphrase({ passphrase: PASSPHRASE })
    const { id: templateId } = await template(
      api,
      'Hi {{ first_name }}, we open at nine.',
      'Opening',
      'alerts',
    )
    const { id } = await api.campaigns.save({
      id: null,
      name: 'Opening',
      recordKind: 'client',
      templateId,
      // 09:00 in New York after the change: 14:00 UTC, not 13:00.
      dispatchAt: '2026-11-01T14:00:00.000Z',
      late: 'send',
      handOverHours: null,
    })
    await api.campaigns.addRecipients({ id, recipientIds: (await api.people.ids({})).ids, listIds: [] })
    await page.goto(to(`campaigns/${id}`)(page.url()))
    await page.getByRole('link', { name: 'Generate all SMS messages' }).click()
    await page.getByRole('button', { name: /^Schedule 12 texts/ }).click()
    const out = () => carrier.messages().filter((one) => one.direction === 'outbound-api')
    const scheduled = () => out().filter(({ status }) => status === 'scheduled')
    // The network is lost in the middle of the hand-over: some requests were taken, their answers were not heard.
    carrier.setBehaviour({ dropAnswer: { probability: 0.4 } })
    await expect.poll(() => scheduled().length, { timeout: 30_000 }).toBeGreaterThan(3)
    await restart(undefined, 'kill')
    carrier.setBehaviour({ dropAnswer: null, refuseBefore: { probability: 0.5 } })
    await restart(undefined, 'kill')
    carrier.setBehaviour({ refuseBefore: null })
    const resume = async () => {
      const { reason } = await api.outbox.state({})
      if (reason?.action === 'resume') await api.outbox.resume({})
    }
    await expect
      .poll(async () => (await resume(), scheduled().length), { timeout: 40_000 })
      .toBeGreaterThanOrEqual(COUNT - 2)
    const { name } = await api.backups.now({})

    // A STOP comes in the middle, after the backup.
    const [first] = scheduled()
    const stopped = first?.to ?? ''
    carrier.inbound({ from: stopped, to: '+12025550100', body: 'STOP' })
    await expect.poll(() => scheduled().some((one) => one.to === stopped), { timeout: 20_000 }).toBe(false)

    // The clocks go back in the night; the PC burns; another one has nothing but the backup.
    clock.skip(20 * HOUR)
    const burnt = office.dataDir
    const other = mkdtempSync(path.join(os.tmpdir(), 'deskbell-other-'))
    const away = path.join(mkdtempSync(path.join(os.tmpdir(), 'deskbell-stick-')), name)
    await restart(() => {
      cpSync(path.join(burnt, 'backups', name), away)
      return other
    }, 'kill')
    expect(office.dataDir).toBe(other)
    await api.session.setUp({
      officeName: 'New PC',
      country: 'US',
      zone: 'America/New_York',
      userName: 'Anna Berg',
      pin: null,
    })
    await api.session.finishFirstRun({})
    await api.backups.restore({ file: away, passphrase: PASSPHRASE })
    rmSync(path.dirname(away), { recursive: true })
    await page.reload()
    await page.goto(to('todo')(page.url()))
    await expect(page.getByText('Restored from a backup').first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Resume sending' })).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Resume sending' }).click()

    clock.skip(5 * HOUR)
    const progress = async () => {
      await resume()
      const [send] = (await api.sends.page({ offset: 0, limit: 1 })).rows
      return send ?? null
    }
    await expect
      .poll(
        async () => {
          const states = (await progress())?.states ?? ({} as Record<string, number | undefined>)
          const { decide } = await api.outbox.state({})
          const open = [
            'queued',
            'claimed',
            'accepted',
            'scheduled',
            'canceling',
            'sending',
            'unknown',
          ] as const
          return open.reduce((sum, state) => sum + (states[state] ?? 0), 0) - decide
        },
        { timeout: 60_000 },
      )
      .toBe(0)
    // Each person at most one text; nobody who said stop; everyone accounted for.
    const reached = out().filter(({ status }) => ['sent', 'delivered'].includes(status))
    const numbers = reached.map((one) => one.to)
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers).not.toContain(stopped)
    const texts = (await api.messages.page({ offset: 0, limit: 100 })).rows.filter(
      ({ direction }) => direction === 'out',
    )
    expect(texts).toHaveLength(COUNT)
    for (const { number, state, decide } of texts)
      expect(['sent', 'delivered'].includes(state), `${number} is ${state}`).toBe(
        numbers.includes(number) && !decide,
      )
    expect(numbers.length).toBeGreaterThanOrEqual(COUNT - 3)
    for (const { leavesAt } of reached) expect(leavesAt >= '2026-11-01T14:00').toBe(true)
    expect((await api.suppressions.page({ offset: 0, limit: 10 })).rows.map(({ e164 }) => e164)).toEqual([
      stopped,
    ])
  })
})
