import { defineConfig } from 'vitest/config'

process.env.TZ = 'UTC'
// Each file of tests, and each program that one starts, loads the same packages: they are compiled once.
process.env.NODE_COMPILE_CACHE ??= new URL('../node_modules/.cache/compiled', import.meta.url).pathname

const UNIT = ['test/*.test.ts', 'test/{adapters,core,screen,services}/**/*.test.ts']
const OWN_PROCESS = ['test/{electron,faults}/**/*.test.ts']

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    // Twenty times as many values are tried of each property, or a send of a thousand is killed.
    testTimeout: process.env.DESKBELL_LONG_FAULTS === '1' ? 600_000 : 120_000,
    hookTimeout: 120_000,
    // Waiting for another process is waiting for a machine that may be busy.
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    maxWorkers: 2,
    // Programs that are started side by side wait for their carrier more than they compute.
    maxConcurrency: 3,
    projects: [
      // Files that share a process find the program loaded and compiled: they take little more than half as long.
      {
        extends: true,
        test: {
          name: 'unit',
          include: UNIT,
          isolate: false,
          restoreMocks: true,
          unstubEnvs: true,
          unstubGlobals: true,
        },
      },
      // These put something else in the place of a module, or start and kill programs: each file has a process of its own.
      { extends: true, test: { name: 'own process', include: OWN_PROCESS } },
    ],
  },
})
