import { useEffect, useRef } from 'react'
import { giveFocusBack } from './give-focus-back'

/** Where somebody was last, outside of windows and menus: what has opened the one that is open. */
let outside: HTMLElement | null = null
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !target.closest('[role="dialog"], [role="menu"]')) outside = target
})
/** A menu that closes puts the focus back on its button, and a window that closes may do so: within this time. */
const BY_ITSELF_MS = 20
const FOCUSABLE = 'input:not([disabled]), textarea:not([disabled]), button:not([disabled]), [href]'

/**
 * Inside a window: brings the focus in, also past the menu that it was opened from, and gives it back when the window
 * is gone. Mantine gives it back only for a window that was there closed before.
 */
export function WindowFocus() {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const back = outside
    const coming = setTimeout(() => {
      const dialog = mark.current?.closest<HTMLElement>('[role="dialog"]')
      if (!dialog || dialog.contains(document.activeElement)) return
      const first =
        dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog.querySelector<HTMLElement>(FOCUSABLE)
      first?.focus()
    }, BY_ITSELF_MS)
    return () => {
      clearTimeout(coming)
      setTimeout(() => {
        if (document.activeElement === document.body) giveFocusBack(back)
      }, BY_ITSELF_MS)
    }
  }, [])
  return <span ref={mark} hidden />
}
