/** What the search box can do besides finding: screens, settings, and actions, each for those who may. */
import { searchKey } from '#shared/people/search-key'
import { formatNational, parsePhone } from '#shared/phone/phone-number'
import { ROLES, type Role } from '#shared/values'
import { SECTIONS } from '../features/settings/sections'
import { compose } from './stores/compose'
import { openDialog } from './stores/dialogs'
import { SCREENS, startOf } from './routes'
import { addByNumber, lock } from './shell/use-shell'
import { showKeys } from './stores/keys'

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
  const asked = searchKey(typed).split(/\s+/).filter(Boolean)
  return ACTIONS.filter(({ label, also = '', least = 'receptionist' }) => {
    const words = searchKey(`${label} ${also}`).split(/[^\p{L}\p{N}]+/u)
    return (
      ROLES.indexOf(role) <= ROLES.indexOf(least) &&
      asked.every((one) => words.some((word) => word.startsWith(one)))
    )
  })
}

/** What can be done with a number that nobody has: it is texted at once, or somebody is added with it. */
export const actionsForNumber = (text: string, country: string): Action[] => {
  if (text.replace(/\D/g, '').length < 7) return []
  const parsed = parsePhone(text, country)
  if (!parsed.ok) return []
  const national = formatNational(parsed.e164, country)
  return [
    ...(parsed.kind === 'landline'
      ? []
      : [
          {
            group: 'actions' as const,
            label: `Text ${national}`,
            run: async ({ go }: Tools) => {
              const { id } = await addByNumber(parsed.e164, national)
              go(`/people/${id}`)
              compose(id, parsed.e164)
            },
          },
        ]),
    {
      group: 'actions',
      label: `Add somebody with ${national}`,
      run: () => openDialog({ show: 'person', id: null, kind: 'client', number: national }),
    },
  ]
}
