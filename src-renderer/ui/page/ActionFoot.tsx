import { Box, Group } from '@mantine/core'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import css from './ActionFoot.module.css'

/** The foot of a wizard: what it comes to at the left, actions at the right. It never scrolls. */
export function ActionFoot({ note, children }: { note?: ReactNode; children: ReactNode }) {
  const foot = useRef<HTMLDivElement>(null)
  // What stands at the bottom of the window stands on it: the buttons stay free.
  useLayoutEffect(() => {
    const element = foot.current
    if (!element) return
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => style.setProperty('--db-foot', `${element.offsetHeight}px`))
    observer.observe(element)
    return () => {
      observer.disconnect()
      style.removeProperty('--db-foot')
    }
  }, [])
  return (
    <div className={css.foot} ref={foot}>
      <Box flex={1} miw={0}>
        {note}
      </Box>
      <Group flex="none">{children}</Group>
    </div>
  )
}
