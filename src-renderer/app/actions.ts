/** What the search box can do besides finding: screens, settings, and actions, each for those who may. */
import { fold } from '#core/fold'
import { ROLES, type Role } from '#core/values'
import { SECTIONS } from '../features/settings/sections'
import { openDialog } from './dialogs'
import { showKeys } from './Keyboard'
import { SCREENS, startOf } from './routes'
import { lock } from './use-shell'

export type Tools = {
  go(to: string): void
  colours(scheme: 'light' | 'dark' | 'auto'): void
}
export type Action = {
  group: 'actions' | 'screens'
  label: string
  /** Other words for it. */
  also?: string
  keys?: string
  least?: Role
  run(tools: Tools): unknown
}

const DO: readonly Action[] = [
  {
    group: 'actions',
    label: 'Add client',
    also: 'new person',
    run: () => openDialog({ show: 'person', id: null, kind: 'client' }),
  },
  {
    group: 'actions',
    label: 'Add lead',
    also: 'new person',
    run: () => openDialog({ show: 'person', id: null, kind: 'lead' }),
  },
  {
    group: 'actions',
    label: 'Add staff member',
    also: 'new person',
    run: () => openDialog({ show: 'person', id: null, kind: 'staff' }),
  },
  {
    group: 'actions',
    label: 'Add account',
    also: 'new organisation company',
    run: () => openDialog({ show: 'person', id: null, kind: 'account' }),
  },
  {
    group: 'actions',
    label: 'Import people',
    also: 'csv excel vcard contacts accounts',
    least: 'manager',
    run: ({ go }) => go('/import'),
  },
  {
    group: 'actions',
    label: 'Send a bulk text',
    also: 'sms message wizard',
    least: 'manager',
    run: ({ go }) => go('/send'),
  },
  {
    group: 'actions',
    label: 'New list',
    also: 'saved search',
    least: 'manager',
    run: ({ go }) => go('/lists/new'),
  },
  {
    group: 'actions',
    label: 'New template',
    least: 'manager',
    run: ({ go }) => go('/templates/new?kind=client'),
  },
  { group: 'actions', label: 'Lock the screen', keys: 'Ctrl L', run: () => lock() },
  {
    group: 'actions',
    label: 'Light screen',
    also: 'theme colours bright',
    run: ({ colours }) => colours('light'),
  },
  {
    group: 'actions',
    label: 'Dark screen',
    also: 'theme colours night',
    run: ({ colours }) => colours('dark'),
  },
  {
    group: 'actions',
    label: 'Light or dark as the PC',
    also: 'theme colours automatic',
    run: ({ colours }) => colours('auto'),
  },
  { group: 'actions', label: 'Keyboard shortcuts', also: 'keys help', keys: '?', run: () => showKeys() },
]

const ACTIONS: readonly Action[] = [
  ...DO,
  ...SCREENS.flatMap(({ path, nav }): Action[] =>
    nav
      ? [
          {
            group: 'screens',
            label: nav.label,
            keys: `G ${nav.key.toUpperCase()}`,
            ...(nav.least ? { least: nav.least } : {}),
            run: ({ go }) => go(startOf(path)),
          },
        ]
      : [],
  ),
  ...SECTIONS.map(
    ({ path, label, changes }): Action => ({
      group: 'screens',
      label: `Settings: ${label}`,
      least: changes,
      run: ({ go }) => go(`/settings/${path}`),
    }),
  ),
]

/** What fits the words typed, for this role; everything that can be done when nothing is typed. */
export const actionsFor = (typed: string, role: Role): readonly Action[] => {
  const asked = fold(typed).split(/\s+/).filter(Boolean)
  return ACTIONS.filter(({ label, also = '', least = 'receptionist' }) => {
    const words = fold(`${label} ${also}`).split(/[^\p{L}\p{N}]+/u)
    return (
      ROLES.indexOf(role) <= ROLES.indexOf(least) &&
      asked.every((one) => words.some((word) => word.startsWith(one)))
    )
  })
}
