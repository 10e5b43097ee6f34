import type { AuditAction } from '#shared/audit'
import { api } from '../../app/client/api'
import { useAnswer } from '../../app/client/use-answer'

export const useSettings = () => useAnswer('settings.get', {})
export type Settings = Awaited<ReturnType<typeof api.settings.get>>
export type Sending = Settings['sending']
export type Sender = NonNullable<Settings['twilio']['sender']>
export type Check = Awaited<ReturnType<typeof api.settings.testTwilio>>['checks'][number]
export type Login = Parameters<typeof api.settings.testTwilio>[0]

export const saveOffice = api.settings.saveOffice
export const saveSending = api.settings.saveSending
export const saveIdleLock = (minutes: number) => api.settings.saveIdleLock({ minutes })
export const testTwilio = api.settings.testTwilio
export const saveTwilio = api.settings.saveTwilio
export const forgetTwilio = () => api.settings.forgetTwilio({})
export const chooseSender = api.settings.chooseSender
export const refreshPrices = () => api.settings.refreshPrices({})
export const switchMode = (to: 'practice' | 'live') => api.settings.switchMode({ to })
export const pretendReply = api.settings.pretendReply
/** Asked only when the sender is to be chosen: it goes over the network. */
export const useSenders = (wanted: boolean) =>
  useAnswer('settings.senders', {}, { enabled: wanted, staleTime: 60_000 })

export const useUsers = () => useAnswer('users.list', {})
export type User = NonNullable<ReturnType<typeof useUsers>['data']>[number]
export const saveUser = api.users.save
export const newRecoveryCode = () => api.session.newRecoveryCode({})
export const archiveUser = (id: number, archived: boolean) => api.users.archive({ id, archived })
export const useMyNumber = () => useAnswer('users.me', {})
export const setMyNumber = (number: string) => api.users.setMyNumber({ number })

export const useFields = () => useAnswer('fields.list', {})
export type Field = NonNullable<ReturnType<typeof useFields>['data']>[number]
export const saveField = api.fields.save
export const archiveField = (id: number, archived: boolean) => api.fields.archive({ id, archived })

export const blockedPage = (search: string) => (offset: number, limit: number) =>
  api.suppressions.page({ search, offset, limit })
export type Blocked = Awaited<ReturnType<typeof api.suppressions.page>>['rows'][number]
export const block = api.suppressions.add
export const lift = api.suppressions.lift
export const askCarrier = api.messages.askCarrier
export const decide = api.suppressions.decide

export const useReadiness = () => useAnswer('readiness.get', {})
export type ReadySender = NonNullable<ReturnType<typeof useReadiness>['data']>['numbers'][number]
export const checkReadiness = () => api.readiness.check({})
export const useStartup = () => useAnswer('settings.startup', {})
export const saveStartup = (on: boolean) => api.settings.saveStartup({ on })
export const saveNotifications = api.settings.saveNotifications
export const useMail = () => useAnswer('mail.get', {})
export type MailKept = NonNullable<ReturnType<typeof useMail>['data']>
export type MailTyped = Parameters<typeof api.mail.test>[0]
export const testMail = api.mail.test
export const saveMail = api.mail.save
export const forgetMail = () => api.mail.forget({})
export const retryMail = () => api.mail.retry({})

type AuditAsked = { search: string; actions: AuditAction[] }
export const auditPage = (asked: AuditAsked) => (offset: number, limit: number) =>
  api.audit.page({ ...asked, offset, limit })
export type AuditRow = Awaited<ReturnType<typeof api.audit.page>>['rows'][number]
export const exportAudit = (asked: AuditAsked) => api.audit.export(asked)

export const useRetention = () => useAnswer('retention.get', {})
export type RetentionRules = NonNullable<ReturnType<typeof useRetention>['data']>
export const saveRetention = api.retention.save
/** What would go; asked anew for each change of the rules. */
export const useRetentionPreview = (rules: RetentionRules) =>
  useAnswer('retention.preview', rules, { staleTime: 10_000, keep: true })

export const useAbout = () => useAnswer('settings.about', {}, { staleTime: Infinity })
export const supportFile = () => api.settings.supportFile({})
