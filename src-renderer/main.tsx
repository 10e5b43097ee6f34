import '@fontsource-variable/ibm-plex-sans/wght.css'
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import './app/theme/base.css'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { Bridge } from '#contract'
import { createBrowserBridge } from '../src-preload/browser'
import { App } from './app/App'
import { connect } from './app/client/api'
import { prepareScreen } from './app/routes'
import { startPlace } from './app/stores/place'

declare global {
  interface Window {
    /** Put there by the preload; absent in a browser. */
    readonly deskbell?: Bridge
  }
}

connect(
  window.deskbell ??
    createBrowserBridge(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/calls`),
)
// The first address is that of a screen: a redirect would draw the desk twice.
if (['', '#/'].includes(location.hash)) history.replaceState(null, '', `#${startPlace()}`)
void prepareScreen(location.hash.slice(1))
const root = document.getElementById('root')
if (!root) throw new Error('The page has no root')
// At once: what runs while a script is evaluated is what the browser keeps compiled for the next start.
flushSync(() => createRoot(root).render(<App />))
