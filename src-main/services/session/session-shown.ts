/** What the screen is told of the session, out of the settings alone: a host can say it before a database is open. */
import type { AppContract, HandlersOf } from '#contract'
import type { Settings, UserKept } from '../settings/settings-store'

export type SessionShown = Awaited<ReturnType<HandlersOf<AppContract['session']>['get']>>

export const presentUsers = ({ users }: Settings): UserKept[] => users.filter((user) => !user.archived)

/** A lone Admin without a PIN need not sign in; null where somebody has to. */
export const loneUser = (settings: Settings): UserKept | null => {
  const [only, ...more] = presentUsers(settings)
  return only && more.length === 0 && only.pinHash === null ? only : null
}

const visible = (user: UserKept) => ({
  id: user.id,
  name: user.name,
  role: user.role,
  hasPin: user.pinHash !== null,
})

/**
 * @param user who is signed in
 * @param program what the settings do not know
 */
export const sessionShown = (
  settings: Settings,
  user: UserKept | null,
  { restarted, ...program }: Pick<SessionShown, 'version' | 'restarted' | 'archive' | 'broken'>,
): SessionShown => {
  const { name, country, zone, currency } = settings.office
  return {
    firstRun: !settings.firstRunDone,
    user: user && visible(user),
    users: presentUsers(settings).map(visible),
    mode: settings.mode,
    office: { name, country, zone, currency },
    idleLockMinutes: settings.idleLockMinutes,
    advice: {
      shortPin: user?.role === 'admin' && user.shortPin === true,
      noRecoveryCode: user?.role === 'admin' && user.pinHash !== null && settings.recoveryHash === null,
    },
    restarted: user ? restarted : null,
    ...program,
  }
}

/** Before a database is open: nothing is known of it yet. */
export const sessionAtStart = (
  settings: Settings,
  program: Pick<SessionShown, 'version' | 'restarted'>,
): SessionShown => sessionShown(settings, loneUser(settings), { ...program, archive: null, broken: null })
