import { ActionIcon, AppShell, Box, Group, NavLink, Stack, Tooltip, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconLock } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { Link, Navigate, Route, Routes, useLocation } from 'react-router'
import { LoadingLine } from '../../ui/feedback/Loading'
import { toastError } from '../../ui/feedback/toast'
import { Broken } from '../entrance/Broken'
import { useComposing } from '../stores/compose'
import { Connection } from './Connection'
import { Dialogs } from './Dialogs'
import { Keyboard } from './Keyboard'
import { Mark } from './Mark'
import { Opened } from './Opened'
import { NotFound } from './NotFound'
import { startPlace } from '../stores/place'
import { CarrierPill, LeavingPill } from './pills'
import { GROUPS, type Screen, SCREENS, startOf } from '../routes'
import { Search } from './Search'
import { useArrivals } from '../client/arrivals'
import { useMay, useSession } from '../client/session'
import css from './shell.module.css'
import { useTouch } from '../stores/touch'
import { UserMenu } from './UserMenu'
import { lock, useWaiting } from './use-shell'

const Dock = lazy(() => import('../../features/composer/Dock').then((m) => ({ default: m.Dock })))

export function Shell() {
  const rail = useMediaQuery('(max-width: 1179px)', window.innerWidth < 1180, {
    getInitialValueInEffect: false,
  })
  const { office } = useSession()
  const { pathname } = useLocation()
  const composing = useComposing()
  useTouch()
  useArrivals()
  return (
    <AppShell
      layout="alt"
      header={{ height: 48 }}
      navbar={{ width: rail ? 56 : 200, breakpoint: 0 }}
      padding={0}
      transitionDuration={0}
    >
      <a className={css.skip} href="#main" onClick={skipToMain}>
        Skip to the page
      </a>
      <AppShell.Navbar className={css.navbar} data-rail={rail || undefined} aria-label="Main">
        <Group
          flex="none"
          h={48}
          gap={9}
          px={rail ? 0 : 'sm'}
          justify={rail ? 'center' : undefined}
          fz={15}
          fw={650}
        >
          <Mark />
          {!rail && <span>Deskbell</span>}
        </Group>
        {GROUPS.map((group) => (
          <NavGroup key={group} group={group} rail={rail ?? false} />
        ))}
        {!rail && (
          <Box mt="auto" p="sm" fw={550} c="second" fz="xs" lh="xs">
            {office.name}
          </Box>
        )}
      </AppShell.Navbar>
      <AppShell.Header className={css.header} aria-label="Top bar">
        <Search />
        <Box component="span" flex={1} />
        <LeavingPill />
        <CarrierPill />
        <Box component="span" w={1} h={18} bg="var(--db-line-2)" mx={2} />
        <UserMenu />
        <Tooltip label="Lock (Ctrl L)">
          <ActionIcon aria-label="Lock the screen" onClick={() => void lock().catch(toastError)}>
            <IconLock size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </AppShell.Header>
      <AppShell.Main
        className={css.main}
        id="main"
        tabIndex={-1}
        data-docked={composing.length > 0 || undefined}
      >
        <Connection />
        <Opened />
        <Broken key={pathname}>
          <Suspense fallback={<LoadingLine on />}>
            <Routes>
              <Route path="/" element={<Navigate to={startPlace()} replace />} />
              {SCREENS.map(({ path, Component }) => (
                <Route key={path} path={path} element={<Component />} />
              ))}
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Suspense>
        </Broken>
      </AppShell.Main>
      {composing.length > 0 && (
        <Suspense>
          <Dock />
        </Suspense>
      )}
      <Dialogs />
      <Keyboard />
    </AppShell>
  )
}

/** The hash is the router's, so the jump is made by hand. */
const skipToMain = (event: { preventDefault: () => void }) => {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

function NavGroup({ group, rail }: { group: string; rail: boolean }) {
  const items = SCREENS.filter(({ nav }) => nav?.group === group)
  if (items.length === 0) return null
  return (
    <Stack gap={1} mt={14} role="group" aria-label={group || 'More'}>
      {!rail && group && (
        <Box fw={500} c="dimmed" p="0 8px 4px" fz="xs" lh="xs" aria-hidden>
          {group}
        </Box>
      )}
      {items.map((item) => (
        <Item key={item.path} screen={item} rail={rail} />
      ))}
    </Stack>
  )
}

function Item({ screen: { path, nav }, rail }: { screen: Screen; rail: boolean }) {
  const { pathname } = useLocation()
  const may = useMay(nav?.least ?? 'receptionist')
  const waiting = useWaiting()[startOf(path)] ?? 0
  if (!nav || !may) return null
  const to = startOf(path)
  const active = pathname === to || pathname.startsWith(`${to}/`)
  const link = (
    <NavLink
      component={Link}
      to={to}
      className={css.nav}
      label={rail ? undefined : nav.label}
      aria-label={rail ? (waiting > 0 ? `${nav.label}, ${waiting} waiting` : nav.label) : undefined}
      rightSection={
        waiting > 0 && (
          <span className={css.waiting}>
            {waiting}
            {!rail && <VisuallyHidden> waiting</VisuallyHidden>}
          </span>
        )
      }
      active={active}
      aria-current={active ? 'page' : undefined}
      leftSection={<nav.icon size={18} stroke={1.6} aria-hidden />}
      data-rail={rail || undefined}
    />
  )
  return rail ? (
    <Tooltip label={nav.label} position="right">
      {link}
    </Tooltip>
  ) : (
    link
  )
}
