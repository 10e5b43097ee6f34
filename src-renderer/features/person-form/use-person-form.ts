import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/client/api'

export const usePerson = (id: number | null) =>
  useQuery({
    queryKey: ['people', 'get', id],
    queryFn: () => api.people.get({ id: id ?? 0 }),
    enabled: id !== null,
  })
export const useFields = () =>
  useQuery({ queryKey: ['settings', 'fields'], queryFn: () => api.fields.list({}) })
export const useTags = () => useQuery({ queryKey: ['people', 'tags'], queryFn: () => api.people.tags({}) })
export const useAccounts = (search: string) =>
  useQuery({
    queryKey: ['people', 'page', 'accounts', search],
    queryFn: () => api.people.page({ kind: 'account', search, limit: 30 }),
    placeholderData: (before) => before,
  })
/** Reads a number as it is typed; a number already looked at is not asked for again. */
export const useNumberCheck = (number: string, exceptId: number | null) =>
  useQuery({
    queryKey: ['people', 'checkNumber', number, exceptId],
    queryFn: () => api.people.checkNumber({ number, exceptId }),
    enabled: number.trim().length > 2,
    gcTime: 60_000,
  })
export const savePerson = api.people.save
export type PersonInput = Parameters<typeof api.people.save>[0]
export type Person = Awaited<ReturnType<typeof api.people.get>>
export type Field = Awaited<ReturnType<typeof api.fields.list>>[number]
