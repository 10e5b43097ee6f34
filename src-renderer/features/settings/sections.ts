import { type ComponentType, lazy } from 'react'
import type { Role } from '#shared/values'
import type { SectionProps } from './section-props'

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
  {
    path: 'office',
    label: 'Office',
    changes: 'admin',
    Component: part(() => import('./office/Office'), 'Office'),
  },
  {
    path: 'twilio',
    label: 'Twilio',
    changes: 'admin',
    Component: part(() => import('./twilio/Twilio'), 'Twilio'),
  },
  {
    path: 'ready',
    label: 'Ready to send?',
    changes: 'manager',
    Component: part(() => import('./twilio/ReadyToSend'), 'ReadyToSend'),
  },
  {
    path: 'sending',
    label: 'Sending',
    changes: 'admin',
    Component: part(() => import('./office/SendingRules'), 'SendingRules'),
  },
  {
    path: 'users',
    label: 'Users and PINs',
    changes: 'admin',
    Component: part(() => import('./office/Users'), 'Users'),
  },
  {
    path: 'me',
    label: 'Your number',
    changes: 'receptionist',
    Component: part(() => import('./office/Me'), 'Me'),
  },
  {
    path: 'fields',
    label: 'Custom fields',
    changes: 'manager',
    Component: part(() => import('./office/Fields'), 'Fields'),
  },
  {
    path: 'blocked',
    label: 'Blocked numbers',
    changes: 'receptionist',
    Component: part(() => import('./office/BlockedNumbers'), 'BlockedNumbers'),
  },
  {
    path: 'lock',
    label: 'Screen lock',
    changes: 'admin',
    Component: part(() => import('./office/ScreenLock'), 'ScreenLock'),
  },
  {
    path: 'notifications',
    label: 'Notifications',
    changes: 'admin',
    Component: part(() => import('./office/Notifications'), 'Notifications'),
  },
  {
    path: 'mail',
    label: 'Replies by e-mail',
    changes: 'admin',
    Component: part(() => import('./office/ReplyMail'), 'ReplyMail'),
  },
  {
    path: 'backups',
    label: 'Backups',
    changes: 'admin',
    Component: part(() => import('./keeping/Backups'), 'Backups'),
  },
  {
    path: 'retention',
    label: 'How long things are kept',
    changes: 'admin',
    Component: part(() => import('./keeping/Retention'), 'Retention'),
  },
  {
    path: 'audit',
    label: 'Audit log',
    changes: 'admin',
    Component: part(() => import('./keeping/AuditLog'), 'AuditLog'),
  },
  {
    path: 'updates',
    label: 'Updates',
    changes: 'admin',
    Component: part(() => import('./keeping/Updates'), 'Updates'),
  },
  {
    path: 'data',
    label: 'Data folder',
    changes: 'admin',
    Component: part(() => import('./keeping/DataFolder'), 'DataFolder'),
  },
]
