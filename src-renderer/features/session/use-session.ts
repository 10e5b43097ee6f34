import { useMutation } from '@tanstack/react-query'
import { api } from '../../app/client/api'
import { useAnswer } from '../../app/client/use-answer'

export const setUp = api.session.setUp
export const finishFirstRun = () => api.session.finishFirstRun({})
export const useStartup = () => useAnswer('settings.startup', {})
export const saveStartup = (on: boolean) => api.settings.saveStartup({ on })
export const signIn = api.session.signIn
export const recover = api.session.recover
/** Fills practice mode with people to try things on. */
export const useSamplePeople = () => useMutation({ mutationFn: () => api.imports.sample({}) })
