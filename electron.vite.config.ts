import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          electron: at('src-main/hosts/electron/main.ts'),
          browser: at('src-main/hosts/browser/main.ts'),
          start: at('src-main/hosts/browser/start.ts'),
          'backup-worker': at('src-main/adapters/backup/backup-worker.ts'),
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
      rolldownOptions: { input: at('src-renderer/index.html') },
    },
  },
})
