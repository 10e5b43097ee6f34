import { type ReactNode, useId } from 'react'
import { useCount } from '../locale'
import css from './Panel.module.css'

type PanelProps = { title: string; count?: number; note?: ReactNode; action?: ReactNode; children: ReactNode }

/** A sub-panel: a named box with its own head. */
export function Panel({ title, count, note, action, children }: PanelProps) {
  const id = useId()
  const say = useCount()
  return (
    <section className={css.panel} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {count !== undefined && <span className={css.note}>{say(count)}</span>}
        {note && <span className={css.note}>{note}</span>}
        <span className={css.grow} />
        {action}
      </header>
      {children}
    </section>
  )
}

/** Lines in a panel, divided by hairlines. */
export function PanelList({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className={css.list} aria-label={label}>
      {children}
    </ul>
  )
}

/** A panel's body with nothing in it yet: one line. */
export function PanelEmpty({ children }: { children: ReactNode }) {
  return <p className={css.empty}>{children}</p>
}
