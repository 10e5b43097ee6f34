import { lazy, Suspense, useMemo } from 'react'
import { LoadingLine } from '../ui/Loading'
import { ErrorState } from '../ui/ErrorState'
import { type Locale, LocaleProvider } from '../ui/locale'
import { useSessionQuery } from './session'
import { Shell } from './Shell'
import css from './shell.module.css'

const FirstRun = lazy(() => import('../features/session/FirstRun').then((m) => ({ default: m.FirstRun })))
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
        {data.firstRun ? <FirstRun /> : data.user ? <Shell /> : <LockScreen />}
      </Suspense>
    </LocaleProvider>
  )
}
