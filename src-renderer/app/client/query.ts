/** Cached answers. Every key starts with a topic, or with a list of them; the `changed` event makes the answers of its topics stale. */
import { type Query, QueryCache, QueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Events } from '#contract'
import { ApiError, listen } from './api'

const isSignedOut = (error: unknown): boolean => error instanceof ApiError && error.code === 'signed-out'

/** Answers that were on their way when what they are about changed: they may tell of before. */
const overtaken = new WeakSet<Query>()

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onSettled: (_answer, _error, query) => {
      if (overtaken.delete(query as Query)) makeStale((one) => one === query)
    },
    onError: (error, query) => {
      // The lock was turned elsewhere: ask who is signed in, which shows the lock screen.
      if (isSignedOut(error) && query.queryKey[0] !== 'session')
        makeStale(({ queryKey: [of] }) => of === 'session')
    },
  }),
  defaultOptions: {
    // The main process tells what changed, so nothing is asked again on a guess.
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

/**
 * Has answers asked for again: those on the screen now, others when they are shown. One that is on its way is awaited and then
 * asked for again: the library would take the first answer for fresh, and drop a later one each time, so that a slow
 * answer would not come while changes are many.
 */
const makeStale = (concerned: (query: Query) => boolean): void => {
  for (const query of queryClient.getQueryCache().findAll({ predicate: concerned }))
    if (query.state.fetchStatus === 'fetching') overtaken.add(query)
  void queryClient.invalidateQueries({ predicate: concerned }, { cancelRefetch: false })
}

/** Listens for as long as the app lives. */
export const followChanges = (): (() => void) => {
  const stopChanged = listen('changed', ({ topics }) => {
    makeStale(({ queryKey: [of] }) =>
      topics.some((topic) => (Array.isArray(of) ? of.includes(topic) : topic === of)),
    )
  })
  let lost = false
  const stopConnection = listen('connection', (state) => {
    // While the connection was down, events were missed.
    if (state === 'up' && lost) makeStale(() => true)
    lost = state !== 'up'
  })
  return () => {
    stopChanged()
    stopConnection()
  }
}

/** Forgets every answer but who may sign in. */
export const forgetAnswers = (): void =>
  queryClient.removeQueries({ predicate: ({ queryKey: [of] }) => of !== 'session' })

/** Calls back for each event while the component is mounted. */
export const useEvent = <E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): void => {
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => listen(event, (payload) => latest.current(payload)), [event])
}
