/** Importing people from a file, and taking an import back. */
import { useState } from 'react'
import { api } from '../../app/client/api'
import { useEvent } from '../../app/client/query'
import { useAnswer } from '../../app/client/use-answer'

export type FileRead = Awaited<ReturnType<typeof api.imports.read>>
type DryRun = Parameters<typeof api.imports.dryRun>[0]
export type Mapping = DryRun['mapping']
export type Options = DryRun['options']
export type Fate = 'new' | 'merge' | 'add' | 'join' | 'skip' | 'rejected'
export type Checked = Awaited<ReturnType<typeof api.imports.dryRun>>
export type FateRow = Awaited<ReturnType<typeof api.imports.rows>>['rows'][number]
export type Past = Awaited<ReturnType<typeof api.imports.list>>[number]
export type Undone = Awaited<ReturnType<typeof api.imports.undo>>

export type ReadChoice = Omit<Parameters<typeof api.imports.read>[0], 'uploadId'>

export const readFile = (uploadId: string, choice: ReadChoice = {}) =>
  api.imports.read({ uploadId, ...choice })
export const dryRun = (input: DryRun) => api.imports.dryRun(input)
export const fateRows = (uploadId: string, fate: Fate | null, offset: number, limit: number) =>
  api.imports.rows({ uploadId, fate, offset, limit })
export const runImport = (uploadId: string) => api.imports.run({ uploadId })
export const cancelImport = (uploadId: string) => api.imports.cancel({ uploadId })
export const rejectedFile = (uploadId: string) => api.imports.rejected({ uploadId })
export const undoImport = (id: number) => api.imports.undo({ id })

export const useImports = () => useAnswer('imports.list', {})
export const useTags = () => useAnswer('people.tags', {})

/** How far the running check or import is; null before it said so. */
export const useJob = () => {
  const [job, setJob] = useState<{ done: number; total: number | null } | null>(null)
  useEvent('job', ({ job: name, done, total }) => {
    if (name === 'import') setJob({ done, total })
  })
  return { job, forget: () => setJob(null) }
}
