import { defineConfig } from '@playwright/test'

process.env.TZ = 'UTC'

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../test-results/e2e',
  // Each test has a program, a data folder and a carrier of its own; two cores carry two of them.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    viewport: { width: 1280, height: 800 },
    trace: process.env.DESKBELL_TRACE ? 'retain-on-failure' : 'off',
    actionTimeout: 10_000,
    locale: 'en-US',
    timezoneId: 'America/New_York',
  },
})
