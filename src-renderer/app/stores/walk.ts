/** Which table a record was opened from, so that J and K go on to its neighbours in the same order. */
import { useSessionStorage } from '@mantine/hooks'
import type { Api } from '#contract'

export type Walk = {
  /** The question of the table, without its page. */
  query: Omit<Parameters<Api['people']['page']>[0], 'offset' | 'limit'>
  /** Where in it the open record stands. */
  index: number
}

/** The table's address, and its question, survive a reload as long as the window is open. */
export const useWalk = () => useSessionStorage<Walk | null>({ key: 'people.walk', defaultValue: null })
