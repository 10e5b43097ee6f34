/** The rows that are ticked, by id. */

export type Selection = ReadonlySet<number>
