/** What a backup says of itself. */

export type Manifest = {
  format: 1
  madeAt: string
  version: string
  schema: number
}
