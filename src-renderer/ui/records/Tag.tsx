import { Badge } from '@mantine/core'

export function Tag({ children }: { children: string }) {
  return <Badge component="span">{children}</Badge>
}
