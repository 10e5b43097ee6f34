/** Every screen: its address, its chunk, and its place in the navigation. */
import {
  type Icon,
  IconBuilding,
  IconChecklist,
  IconHistory,
  IconInbox,
  IconListSearch,
  IconReportAnalytics,
  IconSend,
  IconSettings,
  IconSpeakerphone,
  IconTemplate,
  IconUsers,
} from '@tabler/icons-react'
import { type ComponentType, lazy } from 'react'
import type { Role } from '#core/values'

export const GROUPS = ['Desk', 'People', 'Sending', ''] as const

export type Screen = {
  path: string
  Component: ComponentType
  nav?: {
    group: (typeof GROUPS)[number]
    label: string
    icon: Icon
    /** G, then this key. */
    key: string
    /** Hidden for those who may not. */
    least?: Role
  }
}

const screen = <N extends string>(load: () => Promise<Record<N, ComponentType>>, name: N) =>
  lazy(async () => ({ default: (await load())[name] }))

/** The composer's reply box stands in the inbox: features meet here and nowhere else. */
const Inbox = lazy(async () => {
  const [{ InboxScreen }, { Reply }] = await Promise.all([
    import('../features/inbox/InboxScreen'),
    import('../features/composer/Reply'),
  ])
  return { default: () => <InboxScreen Reply={Reply} /> }
})

/** In the order of the navigation. */
export const SCREENS: readonly Screen[] = [
  {
    path: '/inbox/:number?',
    Component: Inbox,
    nav: { group: 'Desk', label: 'Inbox', icon: IconInbox, key: 'i' },
  },
  {
    path: '/todo',
    Component: screen(() => import('../features/todo/TodoScreen'), 'TodoScreen'),
    nav: { group: 'Desk', label: 'To do', icon: IconChecklist, key: 't' },
  },
  {
    path: '/people',
    Component: screen(() => import('../features/people/PeopleScreen'), 'PeopleScreen'),
    nav: { group: 'People', label: 'People', icon: IconUsers, key: 'p' },
  },
  { path: '/people/:id', Component: screen(() => import('../features/record/RecordScreen'), 'RecordScreen') },
  {
    path: '/accounts',
    Component: screen(() => import('../features/people/AccountsScreen'), 'AccountsScreen'),
    nav: { group: 'People', label: 'Accounts', icon: IconBuilding, key: 'a' },
  },
  {
    path: '/lists',
    Component: screen(() => import('../features/lists/ListsScreen'), 'ListsScreen'),
    nav: { group: 'People', label: 'Lists', icon: IconListSearch, key: 'l' },
  },
  { path: '/lists/:id', Component: screen(() => import('../features/lists/ListScreen'), 'ListScreen') },
  {
    path: '/send',
    Component: screen(() => import('../features/send/SendScreen'), 'SendScreen'),
    nav: { group: 'Sending', label: 'Send', icon: IconSend, key: 's', least: 'manager' },
  },
  {
    path: '/sends',
    Component: screen(() => import('../features/sends/SendsScreen'), 'SendsScreen'),
    nav: { group: 'Sending', label: 'Sends', icon: IconHistory, key: 'h' },
  },
  { path: '/sends/:id', Component: screen(() => import('../features/sends/SendScreen'), 'SendScreen') },
  {
    path: '/campaigns',
    Component: screen(() => import('../features/sends/CampaignsScreen'), 'CampaignsScreen'),
    nav: { group: 'Sending', label: 'Campaigns', icon: IconSpeakerphone, key: 'c' },
  },
  {
    path: '/campaigns/:id',
    Component: screen(() => import('../features/sends/CampaignScreen'), 'CampaignScreen'),
  },
  {
    path: '/campaigns/:id/review',
    Component: screen(() => import('../features/send/CampaignReview'), 'CampaignReview'),
  },
  {
    path: '/templates',
    Component: screen(() => import('../features/templates/TemplatesScreen'), 'TemplatesScreen'),
    nav: { group: 'Sending', label: 'Templates', icon: IconTemplate, key: 'm' },
  },
  {
    path: '/templates/:id',
    Component: screen(() => import('../features/templates/TemplateScreen'), 'TemplateScreen'),
  },
  { path: '/import', Component: screen(() => import('../features/imports/ImportScreen'), 'ImportScreen') },
  {
    path: '/reports',
    Component: screen(() => import('../features/messages/ReportsScreen'), 'ReportsScreen'),
    nav: { group: '', label: 'Reports', icon: IconReportAnalytics, key: 'r' },
  },
  {
    path: '/settings/:section?',
    Component: screen(() => import('../features/settings/SettingsScreen'), 'SettingsScreen'),
    nav: { group: '', label: 'Settings', icon: IconSettings, key: ',' },
  },
]

/** Where a screen starts: its address without what varies. */
export const startOf = (path: string): string => path.replace(/\/:.*$/, '')
