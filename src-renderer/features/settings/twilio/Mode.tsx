import { Button } from '@mantine/core'
import { useState } from 'react'
import { ConfirmModal } from '../../../ui/feedback/ConfirmModal'
import { Note } from '../../../ui/feedback/Note'
import { toast } from '../../../ui/feedback/toast'
import { type Settings, switchMode } from '../use-settings'

/** Practice or live: two address books that never mix. */
export function Mode({ settings, disabled }: { settings: Settings; disabled: boolean }) {
  const [asking, setAsking] = useState(false)
  const { mode, twilio } = settings
  const to = mode === 'practice' ? 'live' : 'practice'
  const ready = to === 'practice' || (twilio.testedAt !== null && twilio.sender !== null)
  return (
    <>
      <Note
        tone={mode === 'practice' ? 'warn' : 'ok'}
        title={mode === 'practice' ? 'Practice mode' : 'Live: texts leave through Twilio'}
        action={
          !disabled && (
            <Button size="xs" variant="default" disabled={!ready} onClick={() => setAsking(true)}>
              {to === 'live' ? 'Switch to live…' : 'Switch to practice…'}
            </Button>
          )
        }
      >
        {mode === 'practice'
          ? ready
            ? 'No text leaves this PC. Twilio is connected: you can switch to live.'
            : 'No text leaves this PC. To go live, connect Twilio and choose a sender below.'
          : 'Practice mode keeps its own people, consent and messages.'}
      </Note>
      <ConfirmModal
        opened={asking}
        onClose={() => setAsking(false)}
        title={to === 'live' ? 'Switch to live?' : 'Switch to practice mode?'}
        confirm={to === 'live' ? 'Switch to live' : 'Switch to practice'}
        onConfirm={async () => {
          await switchMode(to)
          toast({
            say: to === 'live' ? 'Live: texts now leave this PC' : 'Practice mode: no text leaves this PC',
          })
        }}
      >
        {to === 'live'
          ? 'Texts will leave this PC and cost money. The live address book is separate: practice people, consent and messages stay behind.'
          : 'Texts that wait in the live outbox stay there until you switch back. Texts that Twilio already has still go out.'}
      </ConfirmModal>
    </>
  )
}
