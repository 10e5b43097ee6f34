import type { ReactNode } from 'react'
import css from './Page.module.css'

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
      <div className={css.head}>
        {above}
        <div className={css.row}>
          <h1>{title}</h1>
          {meta && <div className={css.meta}>{meta}</div>}
          <span className={css.grow} />
          <div className={css.actions}>{actions}</div>
        </div>
        {below}
      </div>
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
