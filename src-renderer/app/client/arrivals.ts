/** A text came in: said in the top bar of a window somebody looks at, else by the browser where it may. */
import { useLocation, useNavigate } from 'react-router'
import { toast } from '../../ui/feedback/toast'
import { useEvent } from './query'
import { showKeys } from '../stores/keys'

/** The menu of the desktop program asks for the overlay by an address of its own. */
const KEYS_PATH = '/keys'

/** The address of a conversation; null is the inbox. */
export const conversationPath = (e164: string | null): string =>
  e164 === null ? '/inbox' : `/inbox/${encodeURIComponent(e164)}`

/** In Electron the program shows what the page cannot be seen to say. */
const byBrowser = () => window.deskbell === undefined && 'Notification' in window

export const useArrivals = (): void => {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  useEvent('open', ({ path }) => {
    if (path === KEYS_PATH) showKeys()
    else void navigate(path)
  })
  useEvent('arrived', ({ title, body, e164 }) => {
    const path = conversationPath(e164)
    const open = () => navigate(path)
    if (document.hasFocus()) {
      // Whoever has the conversation open sees the text itself.
      if (e164 === null || decodeURIComponent(pathname) !== decodeURIComponent(path))
        toast({ say: body === '' ? title : `${title}: ${body}`, action: { label: 'Open', run: open } })
    } else if (byBrowser() && Notification.permission === 'granted') {
      const notification = new Notification(title, { body, tag: e164 ?? 'deskbell' })
      notification.addEventListener('click', () => {
        window.focus()
        void open()
        notification.close()
      })
    }
  })
}
