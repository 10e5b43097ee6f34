import { Button, Group } from '@mantine/core'
import type { Purpose } from '#shared/values'
import { openDialog } from '../../app/stores/dialogs'
import { useMay } from '../../app/client/session'
import { PURPOSE_WORD } from '../../ui/words'
import type { Recipient } from './use-composer'
import text from '../../ui/text.module.css'

/** No permission, no text: why, and what can be done. */
export function Refusal({
  why,
  reason,
  recipient,
  purpose,
}: {
  why: string
  reason: 'suppressed' | 'held' | 'refused' | 'not-asked' | 'archived' | 'replies-off' | null
  recipient: Recipient
  purpose: Purpose
}) {
  const manager = useMay('manager')
  return (
    <Group
      justify="space-between"
      p="6px 6px 6px 14px"
      bg="bad.0"
      style={{ borderBottom: '1px solid var(--db-bad-line)' }}
      role="status"
    >
      <span>
        <b className={text.bad}>{PURPOSE_WORD[purpose]}:</b> {why}
      </span>
      {manager && purpose !== 'conversation' && (reason === 'not-asked' || reason === 'refused') && (
        <Button
          size="xs"
          variant="quiet"
          onClick={() =>
            openDialog({ show: 'consent', recipientIds: [recipient.id], purpose, name: recipient.name })
          }
        >
          Record consent…
        </Button>
      )}
    </Group>
  )
}
