/** `npm run dev`: the page comes from Vite and can be called; the program starts again when its files change. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { chromium } from '@playwright/test'

test('npm run dev serves the screen with hot reload, and starts the program again when it changes', async () => {
  test.setTimeout(120_000)
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-dev-'))
  const dev = spawn(process.execPath, ['tools/dev.mjs', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  try {
    let said = ''
    dev.stdout.on('data', (part: Buffer) => (said += part.toString()))
    const addresses = () => [...said.matchAll(/http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/g)].map(([one]) => one)
    await expect.poll(() => addresses().length, { timeout: 60_000 }).toBe(1)
    const page = await browser.newPage()
    await page.goto(addresses()[0] ?? '')
    await expect(page.getByRole('textbox', { name: 'Office name' })).toBeVisible({
      timeout: 30_000,
    })
    expect(await page.locator('script[src="/@vite/client"]').count()).toBe(1)
    const now = new Date()
    utimesSync('src-main/app.ts', now, now)
    await expect.poll(() => addresses().length, { timeout: 60_000 }).toBe(2)
  } finally {
    await browser.close()
    const ended = new Promise((resolve) => dev.once('exit', resolve))
    dev.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
})
