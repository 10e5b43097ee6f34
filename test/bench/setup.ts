/** The folder that `fullFolder` fills for all files of a run, gone with it. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    fullFolder: string
  }
}

export default (project: TestProject) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-bench-full-'))
  project.provide('fullFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
