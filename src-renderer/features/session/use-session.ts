import { useMutation } from '@tanstack/react-query'
import { api } from '../../app/api'

export const setUp = api.session.setUp
export const finishFirstRun = () => api.session.finishFirstRun({})
export const signIn = api.session.signIn
/** Fills practice mode with people to try things on. */
export const useSamplePeople = () => useMutation({ mutationFn: () => api.imports.sample({}) })
