/** The way back in for an Admin who forgot the PIN: a code shown once, to be kept on paper. */
import type { Pins } from './pins'

/** Letters and digits that nobody mistakes for each other (Crockford's base 32). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUPS = 5
const GROUP = 4

/** Twenty letters of five bits: a hundred bits, in groups that can be read out. */
export const makeRecoveryCode = (random: (bytes: number) => Uint8Array): string => {
  const letters = [...random(GROUPS * GROUP)].map((byte) => LETTERS[byte % LETTERS.length])
  return Array.from({ length: GROUPS }, (_, i) => letters.slice(i * GROUP, (i + 1) * GROUP).join('')).join(
    '-',
  )
}

/** A code as it was made, however it is typed: lower case, spaces, O for 0, I or L for 1. */
export const tidyRecoveryCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')

export const hashRecoveryCode = (pins: Pins, code: string): Promise<string> =>
  pins.hash(tidyRecoveryCode(code))
