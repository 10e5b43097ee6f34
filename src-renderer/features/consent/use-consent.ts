import { api } from '../../app/client/api'
import { useAnswer } from '../../app/client/use-answer'

export const usePerson = (id: number) => useAnswer('people.get', { id })
export const recordConsent = api.consent.record
export const refuseConsent = api.consent.refuse
