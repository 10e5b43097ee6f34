/** Every screen: its address, its chunk, and its place in the navigation. */
import {
  type Icon,
  IconBuilding,
  IconChartBar,
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
import { matchPath } from 'react-router'
import type { Role } from '#shared/values'
import { PeopleScreen } from '../features/people/PeopleScreen'
import { prefetchPeople } from '../features/people/use-people'
import { queryClient } from './client/query'
import { sessionQuery } from './client/session'
import { startPlace } from './stores/place'

export const GROUPS = ['Desk', 'People', 'Sending', ''] as const

export type Screen = {
  path: string
  Component: ComponentType
  /** Fetches its chunk: asked early, it is there when it is shown. */
  load: () => Promise<unknown>
  /** Asks for what it shows first. */
  prefetch?: () => Promise<void>
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

const screen = <N extends string>(load: () => Promise<Record<N, ComponentType>>, name: N) => ({
  Component: lazy(async () => ({ default: (await load())[name] })),
  load,
})

/** The composer's reply box stands in the inbox: features meet here and nowhere else. */
const loadInbox = () =>
  Promise.all([import('../features/inbox/InboxScreen'), import('../features/composer/Reply')])
const Inbox = lazy(async () => {
  const [{ InboxScreen }, { Reply }] = await loadInbox()
  return { default: () => <InboxScreen Reply={Reply} /> }
})

/** In the order of the navigation. */
export const SCREENS: readonly Screen[] = [
  {
    path: '/inbox/:number?',
    Component: Inbox,
    load: loadInbox,
    nav: { group: 'Desk', label: 'Inbox', icon: IconInbox, key: 'i' },
  },
  {
    path: '/todo',
    ...screen(() => import('../features/todo/TodoScreen'), 'TodoScreen'),
    nav: { group: 'Desk', label: 'To do', icon: IconChecklist, key: 't' },
  },
  {
    path: '/people',
    // The desk begins here: it comes with the page.
    Component: PeopleScreen,
    load: async () => undefined,
    prefetch: prefetchPeople,
    nav: { group: 'People', label: 'People', icon: IconUsers, key: 'p' },
  },
  { path: '/people/:id', ...screen(() => import('../features/record/RecordScreen'), 'RecordScreen') },
  {
    path: '/accounts',
    ...screen(() => import('../features/people/AccountsScreen'), 'AccountsScreen'),
    nav: { group: 'People', label: 'Accounts', icon: IconBuilding, key: 'a' },
  },
  {
    path: '/lists',
    ...screen(() => import('../features/lists/ListsScreen'), 'ListsScreen'),
    nav: { group: 'People', label: 'Lists', icon: IconListSearch, key: 'l' },
  },
  { path: '/lists/:id', ...screen(() => import('../features/lists/ListScreen'), 'ListScreen') },
  {
    path: '/send',
    ...screen(() => import('../features/send-wizard/SendScreen'), 'SendScreen'),
    nav: { group: 'Sending', label: 'Send', icon: IconSend, key: 's', least: 'manager' },
  },
  {
    path: '/sends',
    ...screen(() => import('../features/send-progress/SendsScreen'), 'SendsScreen'),
    nav: { group: 'Sending', label: 'Sends', icon: IconHistory, key: 'h' },
  },
  {
    path: '/sends/:id',
    ...screen(() => import('../features/send-progress/SendScreen'), 'SendScreen'),
  },
  {
    path: '/campaigns',
    ...screen(() => import('../features/send-progress/campaigns/CampaignsScreen'), 'CampaignsScreen'),
    nav: { group: 'Sending', label: 'Campaigns', icon: IconSpeakerphone, key: 'c' },
  },
  {
    path: '/campaigns/:id',
    ...screen(() => import('../features/send-progress/campaigns/CampaignScreen'), 'CampaignScreen'),
  },
  {
    path: '/campaigns/:id/review',
    ...screen(() => import('../features/send-wizard/review/CampaignReview'), 'CampaignReview'),
  },
  {
    path: '/templates',
    ...screen(() => import('../features/templates/TemplatesScreen'), 'TemplatesScreen'),
    nav: { group: 'Sending', label: 'Templates', icon: IconTemplate, key: 'm' },
  },
  {
    path: '/templates/:id',
    ...screen(() => import('../features/templates/TemplateScreen'), 'TemplateScreen'),
  },
  { path: '/import', ...screen(() => import('../features/imports/ImportScreen'), 'ImportScreen') },
  {
    path: '/reports',
    ...screen(() => import('../features/messages/ReportsScreen'), 'ReportsScreen'),
    nav: { group: '', label: 'Reports', icon: IconReportAnalytics, key: 'r' },
  },
  {
    path: '/print/report',
    ...screen(() => import('../features/print/PrintScreen'), 'PrintReport'),
  },
  {
    path: '/print/conversation/:number',
    ...screen(() => import('../features/print/PrintScreen'), 'PrintConversation'),
  },
  {
    path: '/print/campaign/:id',
    ...screen(() => import('../features/print/PrintScreen'), 'PrintCampaign'),
  },
  {
    path: '/insight',
    ...screen(() => import('../features/insight/InsightScreen'), 'InsightScreen'),
    nav: { group: '', label: 'Insight', icon: IconChartBar, key: 'n', least: 'manager' },
  },
  {
    path: '/settings/:section?',
    ...screen(() => import('../features/settings/SettingsScreen'), 'SettingsScreen'),
    nav: { group: '', label: 'Settings', icon: IconSettings, key: ',' },
  },
]

/** Where a screen starts: its address without what varies. */
export const startOf = (path: string): string => path.replace(/\/:.*$/, '')

const screenAt = (address: string): Screen | undefined => {
  const [pathname = ''] = (address === '' || address === '/' ? startPlace() : address).split('?')
  return SCREENS.find(({ path }) => matchPath(path, pathname))
}

/** While it is asked who is here, what is probably shown next is fetched: its chunk, and for whoever is signed in what it shows. */
export const prepareScreen = async (address: string): Promise<void> => {
  const screen = screenAt(address)
  const prefetch = async () => {
    const { user, broken } = await queryClient.ensureQueryData(sessionQuery())
    if (user && !broken) await screen?.prefetch?.()
  }
  // Whoever shows it says that it could not be had.
  await Promise.allSettled([screen?.load(), prefetch()])
}
