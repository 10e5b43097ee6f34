import { Anchor, Breadcrumbs } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

type BreadcrumbProps = {
  /** The screens above this one, from the outside in. */
  trail: readonly { to: string; label: string }[]
  /** What kind of thing is shown; without it the title below is the end of the trail. */
  here?: ReactNode
}

export function Breadcrumb({ trail, here }: BreadcrumbProps) {
  return (
    <Breadcrumbs
      component="nav"
      aria-label="Breadcrumb"
      separator={<IconChevronRight size={13} aria-hidden />}
    >
      {trail.map(({ to, label }) => (
        <Anchor key={to} component={Link} to={to} c="dimmed" fw={400}>
          <bdi>{label}</bdi>
        </Anchor>
      ))}
      <span>{here}</span>
    </Breadcrumbs>
  )
}
