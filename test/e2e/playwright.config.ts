import { defineConfig } from '@playwright/test'

process.env.TZ = 'UTC'

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  // What only the other host has.
  testIgnore: [
    ...(process.env.DESKBELL_E2E === 'electron'
      ? ['browser-host.spec.ts', 'dev.spec.ts']
      : ['electron-*.spec.ts']),
    // The program as a deb installs it, by `npm run test:electron`.
    ...(process.env.DESKBELL_INSTALLED ? [] : ['installed.spec.ts']),
    // Figures, by `npm run bench:electron`.
    ...(process.env.DESKBELL_MEASURE ? [] : ['measure.spec.ts']),
  ],
  // The built program is run as it is, not translated again.
  build: { external: ['**/out/**'] },
  outputDir: '../../test-results/e2e',
  // Each test has a program, a data folder and a carrier of its own, and waits for them half of its time: two cores carry four.
  workers: 4,
  fullyParallel: true,
  retries: 0,
  // For a machine that does other things beside: what passes is no slower for it.
  timeout: 240_000,
  expect: { timeout: 40_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    viewport: { width: 1280, height: 800 },
    trace: process.env.DESKBELL_TRACE ? 'retain-on-failure' : 'off',
    actionTimeout: 40_000,
    locale: 'en-US',
    timezoneId: 'America/New_York',
  },
})
