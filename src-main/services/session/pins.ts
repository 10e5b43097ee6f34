/** How PINs are kept. */

/** Slow salted hashing of PINs; the adapter chooses the algorithm. */
export type Pins = {
  hash(pin: string): Promise<string>
  matches(pin: string, hash: string): Promise<boolean>
}
