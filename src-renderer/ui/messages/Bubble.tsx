import type { ReactNode } from 'react'
import css from './Bubble.module.css'

/** A text as it stands on a phone: what came in at the left, what went out at the right. */
export function Bubble({ out = false, children }: { out?: boolean; children: ReactNode }) {
  return (
    <div className={css.bubble} data-out={out || undefined} dir="auto">
      {children}
    </div>
  )
}
