/** What the shell asks for: search, what is leaving, the carrier, the lock. */
import { useQuery } from '@tanstack/react-query'
import { keepPreviousData } from '@tanstack/react-query'
import { api } from './api'
import { useEvent } from './query'
import { queryClient } from './query'

export const useFind = (text: string) =>
  useQuery({
    queryKey: ['people', 'find', text],
    queryFn: () => api.people.find({ text }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  })

export const useOutbox = () => {
  // Each step of a send is an event; the outbox itself is asked at most once per event.
  useEvent('progress', () => void queryClient.invalidateQueries({ queryKey: ['outbox'] }))
  return useQuery({ queryKey: ['outbox', 'state'], queryFn: () => api.outbox.state({}) })
}

const MINUTE_MS = 60_000
export const useCarrier = () =>
  useQuery({
    queryKey: ['settings', 'carrier'],
    queryFn: () => api.session.carrier({}),
    refetchInterval: 5 * MINUTE_MS,
  })

export const lock = () => api.session.lock({})
