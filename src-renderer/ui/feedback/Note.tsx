import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './Note.module.css'

const SIGN = {
  info: IconInfoCircle,
  ok: IconCircleCheck,
  accent: IconInfoCircle,
  warn: IconAlertTriangle,
  bad: IconAlertCircle,
}
type NoteProps = {
  tone?: keyof typeof SIGN
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  /** Read out at once, for what just went wrong. */
  alert?: boolean
}

/** A word to the user: fact, reason, remedy at its right end. */
export function Note({ tone = 'info', title, children, action, alert = false }: NoteProps) {
  const Sign = SIGN[tone]
  return (
    <div
      className={css.note}
      data-tone={tone}
      data-line={!title || !children ? true : undefined}
      role={alert ? 'alert' : undefined}
    >
      <Sign size={18} stroke={1.8} aria-hidden />
      <div className={css.words}>
        {title && <div className={css.title}>{title}</div>}
        {children && <div>{children}</div>}
      </div>
      {action && <div className={css.action}>{action}</div>}
    </div>
  )
}
