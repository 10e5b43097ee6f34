import { Box } from '@mantine/core'
import { lazy, Suspense, useEffect, useMemo } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { LoadingLine } from '../../ui/feedback/Loading'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { type Locale, LocaleProvider } from '../../ui/locale'
import { clearToasts } from '../../ui/feedback/toast'
import { Connection } from '../shell/Connection'
import { leavePlace } from '../stores/place'
import { forgetAnswers } from '../client/query'
import { RecoveryCode } from './RecoveryCode'
import { useSessionQuery } from '../client/session'
import { Shell } from '../shell/Shell'

const FirstRun = lazy(() => import('../../features/session/FirstRun').then((m) => ({ default: m.FirstRun })))
const Recovery = lazy(() =>
  import('../../features/settings/keeping/Recovery').then((m) => ({ default: m.Recovery })),
)
const LockScreen = lazy(() =>
  import('../../features/session/LockScreen').then((m) => ({ default: m.LockScreen })),
)

/** The door: first run, lock screen, or the app. */
export function Entrance() {
  const { data, error, isPending, refetch } = useSessionQuery()
  const locale = useMemo<Locale>(
    () => ({
      language: navigator.language,
      zone: data?.office.zone || Intl.DateTimeFormat().resolvedOptions().timeZone,
      currency: data?.office.currency || 'USD',
      country: data?.office.country || 'US',
    }),
    [data?.office.zone, data?.office.currency, data?.office.country],
  )
  if (isPending)
    return (
      <>
        <LoadingLine on />
        <Connection />
      </>
    )
  if (error)
    return (
      <Box component="main" p="xl" maw={760} w="100%" mx="auto">
        <ErrorState what="Deskbell could not start" error={error} onRetry={() => void refetch()} />
      </Box>
    )
  return (
    <LocaleProvider value={locale}>
      <RecoveryCode />
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
  return (
    <>
      <Connection />
      <LockScreen />
    </>
  )
}
