import { type ComponentType, lazy } from 'react'
import type { Role } from '#core/values'
import type { Settings } from './use-settings'

export type SectionProps = { settings: Settings }
export type Section = {
  path: string
  label: string
  /** Others see it but cannot change it. */
  changes: Role
  Component: ComponentType<SectionProps>
}

const part = <N extends string>(load: () => Promise<Record<N, ComponentType<SectionProps>>>, name: N) =>
  lazy(async () => ({ default: (await load())[name] }))

export const SECTIONS: readonly Section[] = [
  { path: 'office', label: 'Office', changes: 'admin', Component: part(() => import('./Office'), 'Office') },
  { path: 'twilio', label: 'Twilio', changes: 'admin', Component: part(() => import('./Twilio'), 'Twilio') },
  {
    path: 'sending',
    label: 'Sending',
    changes: 'admin',
    Component: part(() => import('./SendingRules'), 'SendingRules'),
  },
  {
    path: 'users',
    label: 'Users and PINs',
    changes: 'admin',
    Component: part(() => import('./Users'), 'Users'),
  },
  { path: 'me', label: 'Your number', changes: 'receptionist', Component: part(() => import('./Me'), 'Me') },
  {
    path: 'fields',
    label: 'Custom fields',
    changes: 'manager',
    Component: part(() => import('./Fields'), 'Fields'),
  },
  {
    path: 'blocked',
    label: 'Blocked numbers',
    changes: 'receptionist',
    Component: part(() => import('./BlockedNumbers'), 'BlockedNumbers'),
  },
  {
    path: 'lock',
    label: 'Screen lock',
    changes: 'admin',
    Component: part(() => import('./ScreenLock'), 'ScreenLock'),
  },
  {
    path: 'notifications',
    label: 'Notifications',
    changes: 'admin',
    Component: part(() => import('./Notifications'), 'Notifications'),
  },
  {
    path: 'mail',
    label: 'Replies by e-mail',
    changes: 'admin',
    Component: part(() => import('./ReplyMail'), 'ReplyMail'),
  },
  {
    path: 'backups',
    label: 'Backups',
    changes: 'admin',
    Component: part(() => import('./Backups'), 'Backups'),
  },
  {
    path: 'data',
    label: 'Data folder',
    changes: 'admin',
    Component: part(() => import('./DataFolder'), 'DataFolder'),
  },
]
