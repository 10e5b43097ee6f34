import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../app/api'
import { ConfirmModal } from './ConfirmModal'
import { toast, toastError } from './toast'

type DecideUnknownProps = { messageId: number; name: string }

/** The two answers to a text that nobody knows the end of; the second is asked twice. */
export function DecideUnknown({ messageId, name }: DecideUnknownProps) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        size="xs"
        variant="quiet"
        aria-label={`It was sent: ${name}`}
        onClick={() =>
          void api.messages
            .decide({ id: messageId, decision: 'was-sent' })
            .then(() => toast({ say: `Kept as sent: ${name}` }))
            .catch(toastError)
        }
      >
        It was sent
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
