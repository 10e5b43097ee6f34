import { SimpleGrid } from '@mantine/core'
import type { ReactNode } from 'react'

/** Short fields, two in a row. */
export function TwoColumns({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid cols={2} spacing="md" style={{ alignItems: 'start' }}>
      {children}
    </SimpleGrid>
  )
}
