import { Button } from '@mantine/core'
import { Note } from '../../ui/feedback/Note'
import { toastError } from '../../ui/feedback/toast'
import { plural } from '../../ui/plural'
import { When } from '../../ui/records/When'
import { type Absence, absenceSeen } from './use-todo'

/** When the PC was last off, and what was missed meanwhile. */
export function WasOff({ absence }: { absence: Absence }) {
  const { from, to, sent, asked, skipped, dailyMissed } = absence
  const parts = [
    sent > 0 && `${plural(sent, 'text')} ${sent === 1 ? 'leaves' : 'leave'} late`,
    asked > 0 && `${plural(asked, 'text')} ${asked === 1 ? 'waits' : 'wait'} for your answer in Campaigns`,
    skipped > 0 && `${plural(skipped, 'text')} ${skipped === 1 ? 'was' : 'were'} skipped, as chosen`,
    dailyMissed > 0 &&
      `${plural(dailyMissed, 'run')} of daily sends did not happen, and ${dailyMissed === 1 ? 'is' : 'are'} not made up for`,
  ].filter((part) => part !== false)
  return (
    <Note
      tone="warn"
      title="This PC was off"
      action={
        <Button size="sm" variant="default" onClick={() => void absenceSeen().catch(toastError)}>
          I have seen this
        </Button>
      }
    >
      From <When within at={from} /> to <When within at={to} />: {parts.join('; ')}.
    </Note>
  )
}
