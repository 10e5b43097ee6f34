/** Answers of calls, kept and asked for again when what they are about changes. */
import { keepPreviousData, useQuery, type UseQueryOptions } from '@tanstack/react-query'
import type { Api, AppContract, Topic } from '#contract'
import { ask } from './api'

type CallName = {
  [F in keyof Api]: `${F}.${keyof Api[F] & string}`
}[keyof Api]
type CallOf<N extends CallName> = N extends `${infer F}.${infer V}`
  ? F extends keyof Api
    ? V extends keyof Api[F]
      ? Api[F][V] extends (input: infer I) => Promise<infer O>
        ? { input: I; output: O }
        : never
      : never
    : never
  : never
type Output<N extends CallName> = CallOf<N>['output']
type Options<N extends CallName, Picked> = Pick<
  UseQueryOptions<Output<N>, Error, Picked>,
  'enabled' | 'gcTime' | 'refetchInterval' | 'retry' | 'select' | 'staleTime'
> & {
  /** What it is about, where that is something else than its feature. */
  of?: Topic | readonly Topic[]
  /** The last answer stays until the next one is there. */
  keep?: boolean
}

/** Features whose answers are about something of another name. */
const ABOUT: Partial<Record<keyof AppContract, Topic>> = {
  daily: 'campaigns',
  fields: 'settings',
  find: 'people',
  mail: 'settings',
  privacy: 'people',
  readiness: 'settings',
  retention: 'settings',
  suppressions: 'consent',
  users: 'settings',
}

export const answerKey = <N extends CallName>(
  name: N,
  input: CallOf<N>['input'],
  of?: Topic | readonly Topic[],
) => {
  const feature = name.slice(0, name.indexOf('.'))
  return [of ?? ABOUT[feature as keyof AppContract] ?? feature, name, input] as const
}

/** What a call is asked by and kept under. */
export const answerQuery = <N extends CallName>(
  name: N,
  input: CallOf<N>['input'],
  of?: Topic | readonly Topic[],
) => ({
  queryKey: answerKey(name, input, of),
  queryFn: () => ask(name, input) as Promise<Output<N>>,
})

/** `useAnswer('people.get', { id })`: typed by the contract, like `api.people.get({ id })`. */
export const useAnswer = <N extends CallName, Picked = Output<N>>(
  name: N,
  input: CallOf<N>['input'],
  { of, keep, ...options }: Options<N, Picked> = {},
) =>
  useQuery({
    ...answerQuery(name, input, of),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    ...options,
  })
