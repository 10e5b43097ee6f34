import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Note } from '../ui/Note'
import { toastError } from '../ui/toast'
import { When } from '../ui/When'
import { api } from './api'
import { useSession } from './session'
import css from './shell.module.css'

/** Over every page: an archive is open, or the backups do not work. */
export function Opened() {
  const { archive } = useSession()
  const { data } = useQuery({ queryKey: ['backups', 'state'], queryFn: () => api.backups.state({}) })
  if (archive)
    return (
      <div className={css.opened}>
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
      </div>
    )
  if (data?.failure)
    return (
      <div className={css.opened}>
        <Note tone="bad" title="The last backup did not work">
          {data.failure}
        </Note>
      </div>
    )
  return null
}
