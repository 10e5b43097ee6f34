import { Box, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './ActionFoot.module.css'

/** The foot of a wizard: what it comes to at the left, actions at the right. It never scrolls. */
export function ActionFoot({ note, children }: { note?: ReactNode; children: ReactNode }) {
  return (
    <div className={css.foot} data-foot>
      <Box flex={1} miw={0}>
        {note}
      </Box>
      <Group flex="none">{children}</Group>
    </div>
  )
}
