import { Box, Button } from '@mantine/core'
import { Link } from 'react-router'
import { Note } from '../../ui/feedback/Note'
import { toastError } from '../../ui/feedback/toast'
import { When } from '../../ui/records/When'
import { api } from '../client/api'
import { useSession } from '../client/session'
import { useAnswer } from '../client/use-answer'

/** Over every page: an archive is open, the program came back by itself, a PIN is weak, or the backups do not work. */
export function Opened() {
  const { archive, restarted, advice } = useSession()
  const { data } = useAnswer('backups.state', {})
  if (archive)
    return (
      <Box p="12px 20px 0">
        <Note
          tone="accent"
          title="Archive: read only"
          action={
            <Button
              size="xs"
              variant="default"
              onClick={() => void api.backups.closeArchive({}).catch(toastError)}
            >
              Close the archive
            </Button>
          }
        >
          {archive.mode === 'live' ? 'Live' : 'Practice'} data{' '}
          {/^\d{4}-\d\d-\d\dT/.test(archive.title) ? (
            <>
              as of <When within at={archive.title} />
            </>
          ) : (
            `of ${archive.title}`
          )}
          . Nothing in it can be changed or sent.
        </Note>
      </Box>
    )
  if (restarted)
    return (
      <Box p="12px 20px 0">
        <Note
          tone="warn"
          title="Deskbell ended by itself and was started again"
          action={
            <Button
              size="xs"
              variant="default"
              onClick={() => void api.session.restartSeen({}).catch(toastError)}
            >
              Understood
            </Button>
          }
        >
          It came back <When within at={restarted.at} />
          {restarted.times > 1 && ` (${restarted.times} times in ten minutes)`}. Texts that were on their way
          are looked up at the carrier first; nothing is sent twice.
        </Note>
      </Box>
    )
  if (advice.shortPin || advice.noRecoveryCode)
    return (
      <Box p="12px 20px 0">
        <Note
          tone="warn"
          title={advice.shortPin ? 'Your PIN is short' : 'There is no recovery code'}
          action={
            <Button component={Link} to="/settings/users" size="xs" variant="default">
              Open Users and PINs
            </Button>
          }
        >
          {advice.shortPin
            ? 'An Admin can change everything here: choose a PIN of at least 6 digits.'
            : 'Without one, an Admin who forgets the PIN has no way back in.'}
        </Note>
      </Box>
    )
  if (data?.failure)
    return (
      <Box p="12px 20px 0">
        <Note tone="bad" title="The last backup did not work">
          {data.failure}
        </Note>
      </Box>
    )
  if (data?.overdueDays)
    return (
      <Box p="12px 20px 0">
        <Note
          tone="warn"
          title={`No backup for ${data.overdueDays} days`}
          action={
            <Button component={Link} to="/settings/backups" size="xs" variant="default">
              Open Backups
            </Button>
          }
        >
          If this PC breaks, what was done since is lost. Is the drive of the backups connected?
        </Note>
      </Box>
    )
  return null
}
