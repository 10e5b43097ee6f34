import { Box, Group, Kbd, Modal } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { Fragment, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { leave } from '../../ui/forms/leaving'
import { toastError } from '../../ui/feedback/toast'
import { SCREENS, startOf } from '../routes'
import { SHOW_KEYS } from '../stores/keys'
import { lock } from './use-shell'
import text from '../../ui/text.module.css'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable="true"]') !== null
const inWindow = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null

const KEYS: readonly (readonly [string, readonly string[]])[] = [
  ['Search everything', ['Ctrl', 'K']],
  ['Lock the screen', ['Ctrl', 'L']],
  ['Filter this table', ['/']],
  ['Move, select, open', ['↑', '↓', 'Space', 'Enter']],
  ['Select a range', ['Shift', '↑', '↓']],
  ['Select all shown', ['Ctrl', 'A']],
  ['Text the person under the cursor', ['T']],
  ['Next, previous record', ['J', 'K']],
  ['Answer the conversation, mark it done', ['R', 'D']],
  ['Send the text being written', ['Ctrl', 'Enter']],
  ['Next part of the window', ['F6']],
  ['These keys', ['?']],
]

/** Keys that work on every screen, and the overlay that lists them. */
export function Keyboard() {
  const [shown, setShown] = useState(false)
  const navigate = useNavigate()
  const going = useRef(0)
  useWindowEvent(SHOW_KEYS, () => setShown(true))
  useWindowEvent('keydown', (event) => {
    if (event.defaultPrevented) return
    const key = event.key.toLowerCase()
    if ((event.ctrlKey || event.metaKey) && key === 'l') {
      event.preventDefault()
      lock().catch(toastError)
      return
    }
    if (event.key === 'F6') {
      event.preventDefault()
      nextRegion(event.shiftKey)
      return
    }
    if (isTyping(event.target) || inWindow() || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '?') setShown(true)
    else if (event.key === '/') {
      const filter = document.querySelector<HTMLInputElement>('main input[type="search"]')
      if (!filter) return
      event.preventDefault()
      filter.focus()
    } else if (key === 'g') {
      going.current = event.timeStamp
    } else if (event.timeStamp - going.current < 1_500) {
      going.current = 0
      const screen = SCREENS.find(({ nav }) => nav?.key === key)
      if (!screen) return
      event.preventDefault()
      leave(() => void navigate(startOf(screen.path)))
    }
  })
  return (
    <Modal
      opened={shown}
      onClose={() => setShown(false)}
      title="Keyboard shortcuts"
      size={520}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Box component="dl" className={text.rows}>
        {KEYS.map(([what, keys]) => (
          <Keys key={what} what={what} keys={keys} />
        ))}
        {SCREENS.map(
          ({ nav }) =>
            nav && <Keys key={nav.label} what={`Go to ${nav.label}`} keys={['G', nav.key.toUpperCase()]} />,
        )}
      </Box>
    </Modal>
  )
}

function Keys({ what, keys }: { what: string; keys: readonly string[] }) {
  return (
    <Group mih={30}>
      <Box component="dt" flex={1} fz="sm" c="bright">
        {what}
      </Box>
      <Group component="dd" gap="xs">
        {keys.map((key) => (
          <Fragment key={key}>
            <Kbd>{key}</Kbd>
          </Fragment>
        ))}
      </Group>
    </Group>
  )
}

/** F6 goes round the navigation, the top bar, the page, the dock and what was just said. */
const nextRegion = (back: boolean) => {
  const regions = [
    // Pages and panels have heads of their own: only the top bar is a part of the window.
    ...document.querySelectorAll<HTMLElement>(
      'nav[aria-label="Main"], header[aria-label="Top bar"], main, [data-region]',
    ),
  ]
  const now = regions.findIndex((region) => region.contains(document.activeElement))
  const next = regions[(now + (back ? -1 : 1) + regions.length) % regions.length]
  const inside = next?.querySelector<HTMLElement>(
    'a[href], button:not([disabled]), input:not([disabled]), [tabindex="0"]',
  )
  ;(inside ?? next)?.focus()
}
