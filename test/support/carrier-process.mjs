/**
 * The practice carrier as a process of its own: `node test/support/carrier-process.mjs [options as JSON]`.
 * Options are those of `createPracticeCarrier` that JSON can say. Prints one line, `{"baseUrl": …}`, when it
 * answers; its control surface is open under `/__practice/`. Ends with its standard input.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'practice-carrier-'))
const entry = 'virtual:practice-process'
const bundle = await rolldown({
  input: entry,
  cwd: root,
  platform: 'node',
  plugins: [
    {
      name: 'entry',
      resolveId: (id) => (id === entry ? id : null),
      load: (id) =>
        id === entry
          ? `export { systemClock } from ${JSON.stringify(join(root, 'src-main/adapters/clock/system-clock.ts'))}
             export { createPracticeCarrier } from ${JSON.stringify(join(root, 'src-main/adapters/practice/practice-carrier.ts'))}`
          : null,
    },
  ],
})
const file = join(folder, 'carrier.mjs')
await bundle.write({ file, format: 'esm' })
await bundle.close()
const { createPracticeCarrier, systemClock } = await import(pathToFileURL(file).href)
rmSync(folder, { recursive: true })

const options = JSON.parse(process.argv[2] ?? '{}')
const carrier = await createPracticeCarrier({ ...options, clock: systemClock(), control: true })
console.log(JSON.stringify({ baseUrl: carrier.baseUrl }))

// A parent that is killed must not leave this behind.
process.stdin.resume()
process.stdin.on('end', () => process.exit())
