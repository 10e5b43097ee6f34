import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import css from '../settings.module.css'

type PartProps = { title: string; help?: string; children: ReactNode }

/** Fields of a form that belong together, under their heading. */
export function Part({ title, help, children }: PartProps) {
  return (
    <>
      <Title order={3} size="h4">
        {title}
      </Title>
      {help && (
        <Text className={css.help} maw="68ch" c="second">
          {help}
        </Text>
      )}
      {children}
    </>
  )
}
