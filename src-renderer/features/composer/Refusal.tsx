import { Button } from '@mantine/core'
import type { Purpose } from '#shared/values'
import { openDialog } from '../../app/stores/dialogs'
import { useMay } from '../../app/client/session'
import { PURPOSE_WORD } from '../../ui/words'
import css from './composer.module.css'
import type { Recipient } from './use-composer'

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
    <div className={css.refusal} role="status">
      <span>
        <b>{PURPOSE_WORD[purpose]}:</b> {why}
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
    </div>
  )
}
