import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/client/api'
import { ConfirmModal } from '../feedback/ConfirmModal'
import { toast, toastError } from '../feedback/toast'

type DecideUnknownProps = { messageId: number; name: string }

/** The answers to a text that nobody knows the end of; sending again is asked twice. */
export function DecideUnknown({ messageId, name }: DecideUnknownProps) {
  const [asking, setAsking] = useState(false)
  const decide = (decision: 'was-sent' | 'leave', say: string) =>
    void api.messages
      .decide({ id: messageId, decision })
      .then(() => toast({ say }))
      .catch(toastError)
  return (
    <>
      <Button
        size="xs"
        variant="quiet"
        aria-label={`It was sent: ${name}`}
        onClick={() => decide('was-sent', `Kept as sent: ${name}`)}
      >
        It was sent
      </Button>
      <Button
        size="xs"
        variant="quiet"
        aria-label={`Leave it unsent: ${name}`}
        onClick={() => decide('leave', `Left as it is: ${name}`)}
      >
        Leave it
      </Button>
      <Button
        size="xs"
        variant="default"
        aria-label={`Send again to ${name}`}
        onClick={() => setAsking(true)}
      >
        Send again…
      </Button>
      <ConfirmModal
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Send this to ${name} again?`}
        confirm="Send again"
        onConfirm={async () => {
          await api.messages.decide({ id: messageId, decision: 'send-again' })
          toast({ say: `On its way again to ${name}` })
        }}
      >
        If the first one did arrive, {name} gets the same text twice.
      </ConfirmModal>
    </>
  )
}
