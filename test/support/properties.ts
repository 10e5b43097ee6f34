/**
 * Properties that hold for whatever is put in. `npm test` tries the same values each time, so that it says the same of the same
 * code; `npm run faults` draws others, and twenty times as many. What it finds names its seed.
 */
import fc from 'fast-check'

/** `npm run faults` */
export const LONG = process.env.DESKBELL_LONG_FAULTS === '1'

/** Tries `property` with so many values; fails with the smallest one that breaks it. */
export function holds<Values>(property: fc.IAsyncProperty<Values>, times?: number): Promise<void>
export function holds<Values>(property: fc.IProperty<Values>, times?: number): void
export function holds<Values>(property: fc.IRawProperty<Values>, times = 100): Promise<void> | void {
  return fc.assert(property, LONG ? { numRuns: times * 20 } : { numRuns: times, seed: 1 })
}
