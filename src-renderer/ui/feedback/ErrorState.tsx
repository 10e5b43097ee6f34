import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { ApiError } from '../../app/client/api'
import { Note } from './Note'

/** The words of a failure, whatever was thrown. */
export const sayError = (error: unknown): string =>
  error instanceof ApiError
    ? error.message
    : 'Something went wrong in Deskbell. Nothing you saved is lost; try it again.'

/** What could not be shown, why, and one button. */
export function ErrorState({ what, error, onRetry }: { what: string; error: unknown; onRetry?: () => void }) {
  return (
    <Note
      tone="bad"
      alert
      title={what}
      action={
        onRetry && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={onRetry}
          >
            Try again
          </Button>
        )
      }
    >
      {sayError(error)}
    </Note>
  )
}
