import { api } from '../../../app/client/api'
import { useAnswer } from '../../../app/client/use-answer'

/** Texts that leave decide when an update may be installed. */
export const useUpdates = () => useAnswer('updates.get', {}, { of: ['updates', 'outbox'] })
export type UpdatesKept = NonNullable<ReturnType<typeof useUpdates>['data']>
export type UpdateState = UpdatesKept['state']

export const saveUpdates = (on: boolean, address: string) => api.updates.save({ on, address })
export const lookForUpdates = () => api.updates.look({})
export const downloadUpdate = () => api.updates.download({})
export const installUpdate = () => api.updates.install({})
export const updateSeen = () => api.updates.seen({})
