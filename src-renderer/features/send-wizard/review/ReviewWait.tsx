import { Button, Progress, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ApiError } from '../../../app/client/api'
import { sayError } from '../../../ui/feedback/ErrorState'
import { useCount } from '../../../ui/locale'
import { Note } from '../../../ui/feedback/Note'
import { Page, PageBody } from '../../../ui/page/Page'
import { useLate } from '../../../ui/feedback/use-late'
import type { Step } from '../wizard'

/** The step that holds a field of the wizard. */
const STEP_OF: Record<string, Step> = { include: 'who', body: 'what', purpose: 'what' }

type ReviewWaitProps = {
  above: ReactNode
  error: unknown
  done: { done: number; total: number } | null
  onRetry: () => void
  onStep: (step: Step) => void
  foot: ReactNode
}

/** Until the first review is there: how far it is, or why there is none. */
export function ReviewWait({ above, error, done, onRetry, onStep, foot }: ReviewWaitProps) {
  const say = useCount()
  const late = useLate(error === null)
  const step = error instanceof ApiError && error.field !== null ? STEP_OF[error.field] : undefined
  return (
    <>
      <Page title={error ? 'This cannot be reviewed yet' : 'Review'} above={above}>
        <PageBody narrow>
          {error ? (
            <Note
              tone="bad"
              alert
              action={
                <Button size="xs" variant="default" onClick={step ? () => onStep(step) : onRetry}>
                  {step === 'who' ? 'Choose lists' : step === 'what' ? 'Change the message' : 'Try again'}
                </Button>
              }
            >
              {sayError(error)}
            </Note>
          ) : (
            late && (
              <Stack gap="sm" maw={420} role="status">
                <p>
                  {done ? (
                    <>
                      Checking everybody: <b>{say(done.done)}</b> of {say(done.total)}
                    </>
                  ) : (
                    'Checking everybody…'
                  )}
                </p>
                <Progress
                  value={done && done.total > 0 ? (done.done / done.total) * 100 : 100}
                  animated={done === null}
                  aria-label="Review"
                />
                <Text c="dimmed">Consent, numbers, opt-outs and the exact text of each person.</Text>
              </Stack>
            )
          )}
        </PageBody>
      </Page>
      {foot}
    </>
  )
}
