import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMay } from '../../app/client/session'
import { Note } from '../../ui/feedback/Note'
import { plural } from '../../ui/plural'
import { toast, toastError } from '../../ui/feedback/toast'
import { type Reason, resumeAll } from './use-todo'

/** Reasons whose mend lies in the Twilio settings. */
const IN_SETTINGS = ['open-settings', 'choose-sender', 'register']

/** Why nothing leaves, what is safe, and the one button that mends it. */
export function Stopped({ reason, waiting }: { reason: Reason; waiting: number }) {
  const may = useMay('manager')
  const admin = useMay('admin')
  const [busy, setBusy] = useState(false)
  const settings = IN_SETTINGS.includes(reason.action)
  const resume = () => {
    setBusy(true)
    resumeAll()
      .then(() => toast({ say: 'Sending goes on: one text goes first' }))
      .catch(toastError)
      .finally(() => setBusy(false))
  }
  return (
    <Note
      tone={reason.action === 'resume' && reason.code === null ? 'warn' : 'bad'}
      alert
      title={reason.title}
      action={
        <>
          {settings && admin && (
            <Button size="sm" component={Link} to="/settings/twilio">
              Open Twilio settings
            </Button>
          )}
          {reason.action === 'open-backups' && admin && (
            <Button size="sm" component={Link} to="/settings/backups">
              Open backups
            </Button>
          )}
          {may && (reason.action !== 'wait' || reason.code !== null) && reason.action !== 'open-backups' && (
            <Button
              size="sm"
              variant={settings && admin ? 'default' : 'filled'}
              loading={busy}
              onClick={resume}
            >
              Resume sending
            </Button>
          )}
        </>
      }
    >
      {reason.say}
      {reason.code !== null && ` (error ${reason.code})`}{' '}
      {waiting > 0 &&
        `${plural(waiting, 'text')} ${waiting === 1 ? 'waits' : 'wait'} here; none is lost and none goes out twice. `}
      {reason.next}
    </Note>
  )
}
