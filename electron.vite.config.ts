import { createPublicKey } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * The public key that update descriptions must be signed with: ed25519, base64 of its SPKI form. A package made without one takes
 * no updates. See docs/releasing.md.
 */
const updateKey = (): string => {
  const key = process.env.DESKBELL_UPDATE_KEY ?? ''
  if (key === '') return ''
  const { asymmetricKeyType } = createPublicKey({
    key: Buffer.from(key, 'base64'),
    format: 'der',
    type: 'spki',
  })
  if (asymmetricKeyType !== 'ed25519') throw new Error('DESKBELL_UPDATE_KEY is no ed25519 key')
  return key
}

/**
 * A megabyte of drivers for other databases, which TypeORM reads at a start: of each stays a class that nobody makes anything of.
 * https://github.com/typeorm/typeorm/blob/master/src/driver/DriverFactory.ts
 */
const withoutOtherDrivers = {
  name: 'without-other-drivers',
  load: {
    filter: {
      id: /[\\/]typeorm[\\/]driver[\\/](?!better-sqlite3|sqlite-abstract)[\w-]+[\\/]\w+(?:Driver|QueryRunner)\.js$/,
    },
    handler: (id: string) => `exports.${path.basename(id, '.js')} = class {}`,
  },
}

export default defineConfig({
  // Built into its files is what stands in `devDependencies`: one file is read sooner at a start than a thousand. `dependencies` stay
  // packages of their own: what is loaded later (the SDK of the carrier, updates) or is no JavaScript (the database addon).
  main: {
    define: { __UPDATE_KEY__: JSON.stringify(updateKey()) },
    plugins: [withoutOtherDrivers],
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          electron: at('src-main/hosts/electron/main.ts'),
          browser: at('src-main/hosts/browser/main.ts'),
          start: at('src-main/hosts/browser/start.ts'),
          supervise: at('src-main/hosts/browser/supervise.ts'),
          'backup-worker': at('src-main/adapters/backup/backup-worker.ts'),
          'database-worker': at('src-main/adapters/database/threads/database-worker.ts'),
          'workbook-worker': at('src-main/adapters/spreadsheet/workbook-worker.ts'),
        },
        // All in one folder: a thread's file is found beside the one that starts it.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload can require nothing but `electron`: all else is bundled in.
      externalizeDeps: false,
      rolldownOptions: {
        input: { electron: at('src-preload/electron.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      minify: true,
      // Loaded from this PC: a megabyte is no matter here.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input: at('src-renderer/index.html'),
        // What the first screen is made of is one file: each costs a turn of the main process.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
    },
  },
})
