import { lazy, Suspense, useEffect, useMemo } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { LoadingLine } from '../ui/Loading'
import { ErrorState } from '../ui/ErrorState'
import { type Locale, LocaleProvider } from '../ui/locale'
import { clearToasts } from '../ui/toast'
import { leavePlace } from './place'
import { forgetAnswers } from './query'
import { useSessionQuery } from './session'
import { Shell } from './Shell'
import css from './shell.module.css'

const FirstRun = lazy(() => import('../features/session/FirstRun').then((m) => ({ default: m.FirstRun })))
const Recovery = lazy(() => import('../features/settings/Recovery').then((m) => ({ default: m.Recovery })))
const LockScreen = lazy(() =>
  import('../features/session/LockScreen').then((m) => ({ default: m.LockScreen })),
)

/** The door: first run, lock screen, or the app. */
export function Entrance() {
  const { data, error, isPending, refetch } = useSessionQuery()
  const locale = useMemo<Locale>(
    () => ({
      language: navigator.language,
      zone: data?.office.zone || Intl.DateTimeFormat().resolvedOptions().timeZone,
      currency: data?.office.currency || 'USD',
    }),
    [data?.office.zone, data?.office.currency],
  )
  if (isPending) return <LoadingLine on />
  if (error)
    return (
      <main className={css.broken}>
        <ErrorState what="Deskbell could not start" error={error} onRetry={() => void refetch()} />
      </main>
    )
  return (
    <LocaleProvider value={locale}>
      <Suspense fallback={<LoadingLine on />}>
        {data.firstRun ? (
          <FirstRun />
        ) : data.user ? (
          data.broken ? (
            <Recovery why={data.broken} />
          ) : (
            <Shell />
          )
        ) : (
          <Locked />
        )}
      </Suspense>
    </LocaleProvider>
  )
}

/** Nothing of the desk stays on the page: no toast, no cached answer, no number in the address. */
function Locked() {
  const navigate = useNavigate()
  const { pathname, search } = useLocation()
  useEffect(() => {
    clearToasts()
    forgetAnswers()
  }, [])
  useEffect(() => {
    if (pathname === '/') return
    leavePlace(pathname + search)
    void navigate('/', { replace: true })
  }, [navigate, pathname, search])
  return <LockScreen />
}
