/** What the shell asks for: search, what is leaving, the carrier, the lock. */
import { api } from '../client/api'
import { useAnswer } from '../client/use-answer'

export const useFind = (text: string) =>
  useAnswer(
    'find.all',
    { text },
    {
      enabled: text.trim() !== '',
      keep: true,
      // Texts, lists and templates change without their topic being named here.
      staleTime: 0,
      gcTime: 10_000,
    },
  )
/** What stands at these addresses now. */
export const useNamed = (to: readonly string[]) =>
  useAnswer('find.named', { to: [...to] }, { enabled: to.length > 0, staleTime: 0, gcTime: 10_000 })

export const useOutbox = () => {
  return useAnswer('outbox.state', {})
}

/** What waits for a person, by the screen that shows it. */
export const useWaiting = (): Record<string, number> => {
  const { data } = useOutbox()
  return data ? { '/inbox': data.replies, '/todo': data.decide + data.doubtful + (data.paused ? 1 : 0) } : {}
}

const MINUTE_MS = 60_000
export const useCarrier = () =>
  useAnswer('session.carrier', {}, { of: 'settings', refetchInterval: 5 * MINUTE_MS })

export const lock = () => api.session.lock({})
/** A lead that is only a number yet: whoever it is gets a name later. */
export const addByNumber = (e164: string, national: string) =>
  api.people.save({
    id: null,
    kind: 'lead',
    firstName: national,
    lastName: '',
    accountId: null,
    tags: [],
    custom: {},
    numbers: [{ id: null, number: e164, label: 'Mobile', primary: true }],
  })
