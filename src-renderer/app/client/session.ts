/** Who is signed in, and the office they work for: the one answer that the whole screen depends on. */
import { ROLES, type Role } from '#shared/values'
import { answerQuery, useAnswer } from './use-answer'

export const sessionQuery = () => answerQuery('session.get', {})
export const useSessionQuery = () => useAnswer('session.get', {})

/** The session, inside the signed-in part of the app. */
export const useSession = () => {
  const { data } = useSessionQuery()
  if (!data) throw new Error('Asked for the session before it was known')
  return data
}

/** Whether the signed-in user may do what this role may. */
export const useMay = (least: Role): boolean => {
  const role = useSessionQuery().data?.user?.role
  return role !== undefined && ROLES.indexOf(role) <= ROLES.indexOf(least)
}
