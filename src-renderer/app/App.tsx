import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect } from 'react'
import { HashRouter } from 'react-router'
import { Broken } from './entrance/Broken'
import { Entrance } from './entrance/Entrance'
import { followChanges, queryClient } from './client/query'
import css from './shell/shell.module.css'
import { theme } from './theme/theme'
import { cssVariablesResolver } from './theme/tokens'

const schemes = localStorageColorSchemeManager({ key: 'deskbell.scheme' })

export function App() {
  useEffect(followChanges, [])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <Notifications position="top-center" limit={1} classNames={{ root: css.toasts }} />
      <Broken>
        <QueryClientProvider client={queryClient}>
          <HashRouter>
            <Entrance />
          </HashRouter>
        </QueryClientProvider>
      </Broken>
    </MantineProvider>
  )
}
