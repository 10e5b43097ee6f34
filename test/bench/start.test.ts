/** From nothing to the first people on the screen: the built program as a process, the built page in Chromium. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { median, report } from './measure'
import { type BenchOffice, fillMessages, fillPeople, fullFolder, openOffice } from './office'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
})
afterAll(() => browser.close())

const prepared = async (fill: (office: BenchOffice) => void, folder?: string): Promise<string> => {
  const office = await openOffice(folder)
  fill(office)
  await office.close(true)
  const user = { id: 1, name: 'Anna Berg', role: 'admin', pinHash: null, number: null, archived: false }
  writeFileSync(
    path.join(office.dataDir, 'settings.json'),
    JSON.stringify({
      users: [user],
      firstRunDone: true,
      office: {
        name: 'Larkfield Physio',
        country: 'US',
        zone: 'America/New_York',
        currency: 'USD',
        phone: '',
      },
    }),
  )
  return office.dataDir
}

/** The built program over a folder, and its address. */
const program = async (dataDir: string): Promise<{ url: string; end(): Promise<unknown> }> => {
  const child = spawn(process.execPath, ['out/main/browser.js', '--data', dataDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const url = await new Promise<string>((resolve) => {
    child.stdout.on('data', (data) => {
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(String(data))?.[0]
      if (address) resolve(address)
    })
  })
  return {
    url,
    end() {
      child.kill('SIGTERM')
      return gone
    },
  }
}

/** Milliseconds from going to a screen to the frame after what is waited for: an element with these words in it. */
const opening = (page: Page, hash: string, selector: string, words: string): Promise<number> =>
  page.evaluate(
    ([to, where, what]) =>
      new Promise<number>((resolve, reject) => {
        const begun = performance.now()
        const look = () => {
          if (performance.now() - begun > 20_000) reject(new Error(`${what} did not come`))
          else if (document.querySelector(where)?.textContent?.includes(what))
            requestAnimationFrame(() => resolve(performance.now() - begun))
          else requestAnimationFrame(look)
        }
        location.hash = to
        look()
      }),
    [hash, selector, words] as const,
  )

/** Milliseconds from starting the process to the first people, or the heading where there are none. */
const start = async (dataDir: string, rows: boolean): Promise<number> => {
  const begun = performance.now()
  const { url, end } = await program(dataDir)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${url}#/people`)
  if (rows) await page.getByRole('row').nth(5).waitFor()
  else await page.getByRole('heading', { level: 1 }).waitFor()
  const took = performance.now() - begun
  await context.close()
  await end()
  return took
}

test('first useful screen with 100,000 people and 1,000,000 messages against an empty database', async () => {
  const empty = await prepared(() => {})
  const full = await prepared(() => {}, await fullFolder())
  await start(empty, false)
  const times = { empty: [] as number[], full: [] as number[] }
  for (let round = 0; round < 5; round += 1) {
    times.empty.push(await start(empty, false))
    times.full.push(await start(full, true))
  }
  const ratio = median(times.full) / median(times.empty)
  report(
    'first useful screen, program and page',
    { 'empty ms': median(times.empty), 'full ms': median(times.full), ratio },
    'ratio ≤ 1.5',
  )
  expect(ratio).toBeLessThanOrEqual(1.5)
})

test('the people table with 100,000 rows opens like one with 100, and mounts a screenful', async () => {
  const few = await program(await prepared(({ db }) => fillPeople(db, 100)))
  const many = await program(await prepared(({ db }) => fillPeople(db, 100_000)))
  try {
    const windowOf = async ({ url }: { url: string }): Promise<Page> => {
      const page = await (await browser.newContext()).newPage()
      await page.goto(url)
      // The key in the address is taken by the page: another address before that would lose it.
      await page.getByRole('navigation', { name: 'Main' }).waitFor()
      return page
    }
    const windows = { few: await windowOf(few), many: await windowOf(many) }
    /** In a page that has not seen them yet. */
    const opened = async (page: Page) => {
      await page.evaluate(() => {
        location.hash = '#/lists'
      })
      await page.reload()
      await page.getByRole('heading', { level: 1 }).waitFor()
      return opening(page, '#/people', 'main', 'Amara')
    }
    const times = { few: [] as number[], many: [] as number[] }
    await opened(windows.few)
    await opened(windows.many)
    for (let round = 0; round < 7; round += 1) {
      times.few.push(await opened(windows.few))
      times.many.push(await opened(windows.many))
    }
    const ratio = median(times.many) / median(times.few)
    report(
      'open the people table with 100,000 rows, page and program',
      { '100 ms': median(times.few), '100,000 ms': median(times.many), ratio },
      'ratio ≤ 1.3',
    )

    const page = windows.many
    await page.getByRole('row').nth(5).waitFor()
    let most = 0
    let longest = 0
    await page.evaluate(() => {
      const seen = window as unknown as { longest: number }
      seen.longest = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration)
      }).observe({ type: 'longtask' })
    })
    await page.getByRole('row').nth(5).hover()
    for (let i = 0; i < 60; i += 1) {
      await page.mouse.wheel(0, 40_000)
      most = Math.max(most, await page.getByRole('row').count())
    }
    longest = await page.evaluate(() => (window as unknown as { longest: number }).longest)
    report(
      'people table, 100,000 rows',
      { 'rows mounted': most, 'longest task ms': longest },
      '≤ 60 rows, no task > 50 ms',
    )
    expect(ratio).toBeLessThanOrEqual(1.3)
    expect(most).toBeLessThanOrEqual(60)
    expect(longest).toBeLessThanOrEqual(50)
  } finally {
    await few.end()
    await many.end()
  }
})

test('opening a record with 2,000 messages against one with none', async () => {
  const { url, end } = await program(
    await prepared(({ db }) => {
      fillPeople(db, 3)
      fillMessages(db, 2000, 1)
    }),
  )
  try {
    const page = await browser.newPage()
    await page.goto(`${url}#/people`)
    await page.getByRole('row').nth(2).waitFor()
    /** From the click to the head of the record and what its panel of messages says. */
    const open = async (id: number, seen: string) => {
      await page.evaluate((hash) => {
        location.hash = hash
      }, '#/people')
      await page.getByRole('row').nth(2).waitFor()
      return opening(page, `#/people/${id}`, 'body:has(h1) section', seen)
    }
    const times = { none: [] as number[], many: [] as number[] }
    await open(1, 'of 2,000')
    await open(2, 'No text yet')
    for (let round = 0; round < 7; round += 1) {
      times.none.push(await open(2, 'No text yet'))
      times.many.push(await open(1, 'of 2,000'))
    }
    const ratio = median(times.many) / median(times.none)
    report(
      'open a record with 2,000 messages, page and program',
      { 'none ms': median(times.none), 'many ms': median(times.many), ratio },
      'ratio ≤ 1.5',
    )
    expect(ratio).toBeLessThanOrEqual(1.5)
    await page.close()
  } finally {
    await end()
  }
})
