/**
 * The practice carrier as a process of its own: `node test/support/carrier-process.mjs [options as JSON]`.
 * Options are those of `createPracticeCarrier` that JSON can say. Prints one line, `{"baseUrl": …}`, when it
 * answers; its control surface is open under `/__practice/`. A line `{"skip": ms}` puts its clock forward. Ends with its
 * standard input.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import readline from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { createMovingClock } from './moving-clock.ts'

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
          ? `export { createPracticeCarrier } from ${JSON.stringify(join(root, 'src-main/adapters/practice/practice-carrier.ts'))}`
          : null,
    },
  ],
})
const file = join(folder, 'carrier.mjs')
await bundle.write({ file, format: 'esm' })
await bundle.close()
const { createPracticeCarrier } = await import(pathToFileURL(file).href)
rmSync(folder, { recursive: true })

const options = JSON.parse(process.argv[2] ?? '{}')
const clock = createMovingClock(options.startAt ?? new Date().toISOString())
const carrier = await createPracticeCarrier({ ...options, clock, control: true })
console.log(JSON.stringify({ baseUrl: carrier.baseUrl }))

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { skip } = JSON.parse(line)
  clock.skip(skip)
  console.log(JSON.stringify({ skipped: skip }))
}
// A parent that is killed must not leave this behind.
process.exit()
