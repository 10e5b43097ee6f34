import { Alert, Box, Group } from '@mantine/core'
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'

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
  const line = !title || !children
  return (
    <Alert
      color={tone}
      icon={<Sign size={18} stroke={1.8} aria-hidden />}
      role={alert ? 'alert' : 'note'}
      mod={{ line }}
    >
      <Group gap={10}>
        <Box flex={1} miw={0}>
          {title && (
            <Box c="bright" fw={600}>
              {title}
            </Box>
          )}
          {children && <div>{children}</div>}
        </Box>
        {action && <Group>{action}</Group>}
      </Group>
    </Alert>
  )
}
