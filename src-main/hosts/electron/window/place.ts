/**
 * Where the window was: one small file, read before all else. What the settings are read with is a large part of what a start
 * reads, and is not waited for.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** In device-independent pixels. */
export type Bounds = { x?: number; y?: number; width: number; height: number; maximized: boolean }
export const FIRST_BOUNDS: Bounds = { width: 1280, height: 800, maximized: false }

const isNumber = (value: unknown): value is number => Number.isInteger(value)
/** What was kept, or null for what is no place. */
const boundsOf = (kept: unknown): Bounds | null => {
  const { x, y, width, height, maximized } = (kept ?? {}) as Record<string, unknown>
  if (!isNumber(width) || !isNumber(height)) return null
  const at = isNumber(x) && isNumber(y) ? { x, y } : {}
  return { ...at, width, height, maximized: maximized === true }
}

export const createPlace = (dataDir: string) => {
  const file = path.join(dataDir, 'window.json')
  return {
    /** The place of the last time; the first one where there is none, or none that can be read. */
    read(): Bounds {
      try {
        const { window } = JSON.parse(readFileSync(file, 'utf8')) as { window?: unknown }
        return boundsOf(window) ?? FIRST_BOUNDS
      } catch {
        return FIRST_BOUNDS
      }
    },
    /** A place that cannot be kept keeps nobody from working. */
    save(window: Bounds): void {
      try {
        writeFileSync(file, JSON.stringify({ window }), { mode: 0o600 })
      } catch {
        // A full disk is told of by what matters more.
      }
    },
  }
}
