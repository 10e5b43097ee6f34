/** What the desktop shows beside the window: how many conversations are unread, and that a text came in. */
import { app, type BrowserWindow, nativeImage, Notification } from 'electron'
import type { Events } from '#contract'

export const createDesktop = (options: {
  window(): BrowserWindow | null
  /** Laid over the icon in the taskbar of Windows, which shows no numbers. */
  unreadIcon: string
  /** Brings the window to the front and the page to this address. */
  open(path: string): void
}) => {
  let shown = 0
  const icon = nativeImage.createFromPath(options.unreadIcon)
  // Held until clicked or closed: a notification that is collected no longer hears its click.
  const held = new Set<Notification>()
  return {
    badge(unread: number): void {
      if (unread === shown) return
      shown = unread
      if (process.platform === 'win32')
        options.window()?.setOverlayIcon(unread > 0 ? icon : null, unread > 0 ? `${unread} unread` : '')
      else app.setBadgeCount(unread)
    },
    /** In a window that has the focus the page itself says it. */
    notify({ title, body, e164 }: Events['arrived']): void {
      if (!Notification.isSupported() || (options.window()?.isFocused() ?? false)) return
      const notification = new Notification({ title, body, silent: false })
      held.add(notification)
      notification.on('close', () => held.delete(notification))
      notification.on('click', () => {
        held.delete(notification)
        options.open(e164 === null ? '/inbox' : `/inbox/${encodeURIComponent(e164)}`)
      })
      notification.show()
    },
  }
}
