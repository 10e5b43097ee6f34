import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/client/api'

export const usePerson = (id: number) =>
  useQuery({ queryKey: ['people', 'get', id], queryFn: () => api.people.get({ id }) })
export const recordConsent = api.consent.record
export const refuseConsent = api.consent.refuse
