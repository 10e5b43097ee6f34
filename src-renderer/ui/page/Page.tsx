import { Box, Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './Page.module.css'
import text from '../text.module.css'

type PageProps = {
  title: ReactNode
  /** Beside the title: a count, a state. */
  meta?: ReactNode
  actions?: ReactNode
  /** Over the title: breadcrumb, steps. */
  above?: ReactNode
  /** Under the title: tabs, a note. */
  below?: ReactNode
  /** The page scrolls as a whole; without it the body owns its scrolling. */
  scroll?: boolean
  children: ReactNode
}

/** Every screen: one head (title, count, actions), then its body. */
export function Page({ title, meta, actions, above, below, scroll = false, children }: PageProps) {
  return (
    <div className={css.page} data-scroll={scroll || undefined} tabIndex={scroll ? 0 : undefined}>
      <Box p="14px var(--db-gutter) 0" flex="none">
        {above}
        <div className={css.row}>
          <Title order={1} className={text.truncate}>
            {title}
          </Title>
          {meta && (
            <Group c="dimmed" miw={0}>
              {meta}
            </Group>
          )}
          <Box component="span" flex={1} />
          <Group>{actions}</Group>
        </div>
        {below}
      </Box>
      {children}
    </div>
  )
}

/** The padded body of a page that scrolls. */
export function PageBody({ narrow = false, children }: { narrow?: boolean; children: ReactNode }) {
  return (
    <div className={css.body} data-narrow={narrow || undefined}>
      {children}
    </div>
  )
}
