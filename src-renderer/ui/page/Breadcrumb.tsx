import { IconChevronRight } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import { Link } from 'react-router'
import css from './Breadcrumb.module.css'

type BreadcrumbProps = {
  /** The screens above this one, from the outside in. */
  trail: readonly { to: string; label: string }[]
  /** What kind of thing is shown; without it the title below is the end of the trail. */
  here?: ReactNode
}

export function Breadcrumb({ trail, here }: BreadcrumbProps) {
  return (
    <nav className={css.crumb} aria-label="Breadcrumb">
      {trail.map(({ to, label }) => (
        <Fragment key={to}>
          <Link to={to}>
            <bdi>{label}</bdi>
          </Link>
          <IconChevronRight size={13} aria-hidden />
        </Fragment>
      ))}
      {here && <span>{here}</span>}
    </nav>
  )
}
