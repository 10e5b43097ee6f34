import { defineConfig } from 'vitest/config'

process.env.TZ = 'UTC'
// Each file of tests, and each program that one starts, loads the same packages: they are compiled once.
process.env.NODE_COMPILE_CACHE ??= new URL('../node_modules/.cache/compiled', import.meta.url).pathname

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/bench/**', 'node_modules/**'],
    // Twenty times as many values are tried of each property, or a send of a thousand is killed.
    testTimeout: process.env.DESKBELL_LONG_FAULTS === '1' ? 600_000 : 120_000,
    hookTimeout: 120_000,
    // Waiting for another process is waiting for a machine that may be busy.
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    maxWorkers: 2,
    // Programs that are started side by side wait for their carrier more than they compute.
    maxConcurrency: 3,
  },
})
