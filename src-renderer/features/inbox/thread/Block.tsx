import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { useMay } from '../../../app/client/session'
import { DecideOptOut } from '../../../ui/records/DecideOptOut'
import { Note } from '../../../ui/feedback/Note'
import type { Thread } from '../use-inbox'

type BlockProps = { block: NonNullable<Thread['block']>; e164: string; national: string; who: string }

/** In place of the reply box: no text can be sent to this number, and who can lift that. */
export function Block({ block, e164, national, who }: BlockProps) {
  const manager = useMay('manager')
  if (block.cause === 'doubtful')
    return (
      <Note
        tone="warn"
        title="Is this an opt-out?"
        action={<DecideOptOut e164={e164} national={national} who={who} />}
      >
        Nothing is sent to {national} until somebody decides.
      </Note>
    )
  const byHand = block.cause === 'manual'
  return (
    <Note
      tone="bad"
      title="Opted out: no text can be sent to this number"
      action={
        byHand &&
        manager && (
          <Button size="sm" variant="default" component={Link} to="/settings/blocked">
            Open blocked numbers
          </Button>
        )
      }
    >
      {byHand
        ? `${block.by || 'Somebody'} blocked it by hand (${block.detail}). A manager can lift that.`
        : 'Only a START sent from this phone lifts it. Call instead.'}
    </Note>
  )
}
