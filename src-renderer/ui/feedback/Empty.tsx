import type { ReactNode } from 'react'
import css from './Empty.module.css'

type EmptyProps = {
  title: string
  children: ReactNode
  /** How it is done, in three steps: what and a few words more. */
  steps?: readonly (readonly [string, string])[]
  action?: ReactNode
}

/** Nothing here yet: what it is, how in three steps, one button. */
export function Empty({ title, children, steps, action }: EmptyProps) {
  return (
    <div className={css.empty}>
      <h2>{title}</h2>
      <p>{children}</p>
      {steps && (
        <ol>
          {steps.map(([what, more]) => (
            <li key={what}>
              <b>{what}</b>
              <span>{more}</span>
            </li>
          ))}
        </ol>
      )}
      {action && <div className={css.action}>{action}</div>}
    </div>
  )
}

/** A filter that matches nothing. */
export function NothingFound({ title, action }: { title: string; action?: ReactNode }) {
  return (
    <div className={css.nothing} role="status">
      <span>{title}</span>
      {action}
    </div>
  )
}
