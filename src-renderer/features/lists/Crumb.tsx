import { IconChevronRight } from '@tabler/icons-react'
import { Link } from 'react-router'
import css from './lists.module.css'

export function Crumb({ kind }: { kind: string }) {
  return (
    <nav className={css.crumb} aria-label="Breadcrumb">
      <Link to="/lists">Lists</Link>
      <IconChevronRight size={13} aria-hidden />
      <span>{kind}</span>
    </nav>
  )
}
