import { api } from '../../app/client/api'
import { useAnswer } from '../../app/client/use-answer'

export const usePerson = (id: number | null) =>
  useAnswer('people.get', { id: id ?? 0 }, { enabled: id !== null })
export const useFields = () => useAnswer('fields.list', {})
export const useTags = () => useAnswer('people.tags', {})
export const useAccounts = (search: string) =>
  useAnswer('people.page', { kind: 'account', search, limit: 30 }, { keep: true })
/** Reads a number as it is typed; a number already looked at is not asked for again. */
export const useNumberCheck = (number: string, exceptId: number | null) =>
  useAnswer('people.checkNumber', { number, exceptId }, { enabled: number.trim().length > 2, gcTime: 60_000 })
export const savePerson = api.people.save
export type PersonInput = Parameters<typeof api.people.save>[0]
export type Person = Awaited<ReturnType<typeof api.people.get>>
export type Field = Awaited<ReturnType<typeof api.fields.list>>[number]
