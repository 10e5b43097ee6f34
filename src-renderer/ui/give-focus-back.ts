const focusMain = (): void => document.getElementById('main')?.focus({ preventScroll: true })

/**
 * Gives the focus back to what opened a window that closes. Where that is gone, or goes while it still has the focus
 * (a row that is drawn anew when its data comes), the page goes on from its beginning: the focus never falls to the
 * body, where the keyboard has no place.
 */
export const giveFocusBack = (opener: HTMLElement | null | undefined): void => {
  if (!opener?.isConnected) return focusMain()
  opener.focus({ preventScroll: true })
  if (document.activeElement !== opener) return
  // An element that is removed gets no blur event in every browser, so its place in the document is watched.
  const watch = new MutationObserver(() => {
    if (opener.isConnected) return
    end()
    if (document.activeElement === document.body) focusMain()
  })
  const end = (): void => {
    watch.disconnect()
    document.removeEventListener('focusin', moved)
  }
  const moved = ({ target }: FocusEvent): void => {
    if (target !== opener) end()
  }
  watch.observe(document.body, { childList: true, subtree: true })
  document.addEventListener('focusin', moved)
}
