/** From nothing to the first people on the screen: the built program as a process, the built page in Chromium. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from '@playwright/test'
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

/** Milliseconds from starting the process to what `seen` waits for; and the program's memory then, in MB. */
const start = async (dataDir: string, rows: boolean): Promise<number> => {
  const begun = performance.now()
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
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${url}#/people`)
  if (rows) await page.getByRole('row').nth(5).waitFor()
  else await page.getByRole('heading', { level: 1 }).waitFor()
  const took = performance.now() - begun
  await context.close()
  child.kill('SIGTERM')
  await gone
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

test('the people table with 100,000 rows mounts a screenful', async () => {
  const full = await prepared(({ db }) => fillPeople(db, 100_000))
  const child = spawn(process.execPath, ['out/main/browser.js', '--data', full, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  try {
    const url = await new Promise<string>((resolve) => {
      child.stdout.on('data', (data) => {
        const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(String(data))?.[0]
        if (address) resolve(address)
      })
    })
    const page = await browser.newPage()
    await page.goto(`${url}#/people`)
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
    expect(most).toBeLessThanOrEqual(60)
    expect(longest).toBeLessThanOrEqual(50)
    await page.close()
  } finally {
    child.kill('SIGTERM')
    await gone
  }
})

test('opening a record with 2,000 messages against one with none', async () => {
  const dataDir = await prepared(({ db }) => {
    fillPeople(db, 3)
    fillMessages(db, 2000, 1)
  })
  const child = spawn(process.execPath, ['out/main/browser.js', '--data', dataDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  try {
    const url = await new Promise<string>((resolve) => {
      child.stdout.on('data', (data) => {
        const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(String(data))?.[0]
        if (address) resolve(address)
      })
    })
    const page = await browser.newPage()
    await page.goto(`${url}#/people`)
    await page.getByRole('row').nth(2).waitFor()
    /** From the click to the head of the record and what its panel of messages says. */
    const open = async (id: number, seen: string) => {
      await page.evaluate((hash) => {
        location.hash = hash
      }, '#/people')
      await page.getByRole('row').nth(2).waitFor()
      return page.evaluate(
        ([hash, words]) =>
          new Promise<number>((resolve) => {
            const begun = performance.now()
            const look = () => {
              const panel = document.querySelector('section')
              if (document.querySelector('h1') && panel?.textContent?.includes(words))
                requestAnimationFrame(() => resolve(performance.now() - begun))
              else requestAnimationFrame(look)
            }
            location.hash = hash
            look()
          }),
        [`#/people/${id}`, seen] as const,
      )
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
    child.kill('SIGTERM')
    await gone
  }
})
