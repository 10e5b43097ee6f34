import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../../app/client/session'
import { Note } from '../../ui/feedback/Note'
import { toast, toastError } from '../../ui/feedback/toast'
import { When } from '../../ui/records/When'
import { othersSeen, type OtherSender, tryNow, type Why } from './use-todo'

const TONE = { all: 'bad', many: 'warn', nothing: 'info' } as const

/** Why texts wait although nobody paused them: each cause with what to do, and since when. */
export function Waits({ why }: { why: readonly Why[] }) {
  const may = useMay('manager')
  const [busy, setBusy] = useState(false)
  const again = () => {
    setBusy(true)
    tryNow()
      .catch(toastError)
      .finally(() => setBusy(false))
  }
  return why.map(({ cause, title, say, next, action, since, stops }) => (
    <Note
      key={cause}
      // What ends by itself is no failure.
      tone={cause === 'clock' || action === 'try-now' ? 'warn' : TONE[stops]}
      title={title}
      action={
        may &&
        action === 'try-now' && (
          <Button size="sm" variant="default" loading={busy} onClick={again}>
            Try now
          </Button>
        )
      }
    >
      {say} {next} Since <When within at={since} />.
    </Note>
  ))
}

/** Senders of other programs on the same account: shown once, so that nobody wonders where texts come from. */
export function OtherSenders({ senders }: { senders: readonly OtherSender[] }) {
  const may = useMay('manager')
  if (senders.length === 0) return null
  return (
    <Note
      title="Another program sends from this Twilio account"
      action={
        may && (
          <Button
            size="sm"
            variant="default"
            onClick={() =>
              void othersSeen()
                .then(() => toast({ say: 'Noted' }))
                .catch(toastError)
            }
          >
            I have seen this
          </Button>
        )
      }
    >
      Its texts come from {senders.map(({ sender }) => sender).join(', ')}. They are not in Deskbell, and stop
      nothing here.
    </Note>
  )
}
