import { Button } from '@mantine/core'
import { IconPlayerPause } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useMay } from '../../app/client/session'
import { Empty } from '../../ui/feedback/Empty'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { useCount } from '../../ui/locale'
import { Page, PageBody } from '../../ui/page/Page'
import { toast, toastError } from '../../ui/feedback/toast'
import { DoubtfulPanel } from './DoubtfulPanel'
import { Restored } from './Restored'
import { Stopped } from './Stopped'
import { UnknownPanel } from './UnknownPanel'
import { pauseAll, useDoubtful, useOutbox, useRestored, useUnknown } from './use-todo'
import { OtherSenders, Waits } from './Waits'
import { WasOff } from './WasOff'
import { WaitingPanel } from './WaitingPanel'

/** Everything that does not go on without a person. */
export function TodoScreen() {
  const say = useCount()
  const may = useMay('manager')
  const outbox = useOutbox()
  const unknown = useUnknown()
  const restored = useRestored()
  const doubtful = useDoubtful(outbox.data?.doubtful ?? 0)
  const error = outbox.error ?? unknown.error ?? doubtful.error
  if (error)
    return (
      <Page title="To do" scroll>
        <PageBody narrow>
          <ErrorState
            what="What there is to do could not be shown"
            error={error}
            onRetry={() => {
              void outbox.refetch()
              void unknown.refetch()
              void doubtful.refetch()
            }}
          />
        </PageBody>
      </Page>
    )
  if (!outbox.data || !unknown.data || !doubtful.data) return <LoadingLine on />
  const { reason, waiting, otherSenders, absence } = outbox.data
  // While nothing waits, only what a person can mend is shown.
  const why = outbox.data.why.filter(
    ({ cause, stops }) => cause !== 'paused' && (cause === 'clock' || (waiting > 0 && stops !== 'nothing')),
  )
  const decide = unknown.data.total + doubtful.data.length
  const nothing =
    reason === null &&
    decide === 0 &&
    waiting === 0 &&
    !restored.data &&
    absence === null &&
    why.length === 0 &&
    otherSenders.length === 0
  return (
    <Page
      title="To do"
      meta={
        !nothing && (
          <span>
            {[
              waiting > 0 && `${say(waiting)} waiting`,
              decide > 0 && `${say(decide)} ${decide === 1 ? 'needs' : 'need'} a decision`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )
      }
      actions={
        may &&
        reason === null &&
        waiting > 0 && (
          <Button
            variant="default"
            leftSection={<IconPlayerPause size={15} aria-hidden />}
            onClick={() =>
              void pauseAll()
                .then(() => toast({ say: 'All sending is paused' }))
                .catch(toastError)
            }
          >
            Pause all sending
          </Button>
        )
      }
      scroll
    >
      {nothing ? (
        <Empty
          title="Nothing to do"
          action={
            <Button variant="default" component={Link} to="/reports">
              See all texts
            </Button>
          }
        >
          Texts whose end nobody knows, and replies that may be an opt-out, wait here for your decision.
          Deskbell never guesses about either.
        </Empty>
      ) : (
        <PageBody>
          {reason && <Stopped reason={reason} waiting={waiting} />}
          <Waits why={why} />
          {absence && <WasOff absence={absence} />}
          <OtherSenders senders={otherSenders} />
          <Restored />
          {unknown.data.total > 0 && <UnknownPanel rows={unknown.data.rows} total={unknown.data.total} />}
          {doubtful.data.length > 0 && <DoubtfulPanel rows={doubtful.data} />}
          {waiting > 0 && <WaitingPanel count={waiting} />}
        </PageBody>
      )}
    </Page>
  )
}
