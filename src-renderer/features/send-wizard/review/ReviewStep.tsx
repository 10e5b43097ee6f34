import { Breadcrumb } from '../../../ui/page/Breadcrumb'
import { Button, Stack } from '@mantine/core'
import { IconArrowLeft, IconCalendarTime, IconSend } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { ActionFoot } from '../../../ui/page/ActionFoot'
import { Duty } from '../../../ui/messages/Duty'
import { sayError } from '../../../ui/feedback/ErrorState'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { useCount } from '../../../ui/locale'
import { Note } from '../../../ui/feedback/Note'
import { Page } from '../../../ui/page/Page'
import { plural } from '../../../ui/plural'
import { WizardSteps } from '../../../ui/page/WizardSteps'
import { Balance, Blocked } from './Balance'
import { Later } from '../Later'
import { Recipients, type View } from './Recipients'
import { ReviewSentence, ReviewSubline } from './ReviewSentence'
import { ReviewWait } from './ReviewWait'
import { SharedNumbers } from './SharedNumbers'
import { TestReviewed } from './TestReviewed'
import { discardReview, type Review, type Reviewing, useReview } from '../use-send'
import { type Sending, useSending } from './use-sending'
import { Warnings } from './Warnings'
import { type Choices, leavingOut, STEPS, type StepProps, stepAt } from '../wizard'

/** Third step, the heart: who gets what, who does not and why, what it costs, and the button. */
export function ReviewStep({
  wizard,
  change,
  go,
  cancel,
  onSent,
}: StepProps & { onSent: () => Promise<void> }) {
  const reviewing = useReview(wizard)
  const { review, busy, error, done, again } = reviewing
  const leave = (then: () => void) => {
    if (review) void discardReview(review.reviewId).catch(() => undefined)
    then()
  }
  const steps = wizard.campaign ? (
    <Breadcrumb
      trail={[
        { to: '/campaigns', label: 'Campaigns' },
        { to: `/campaigns/${wizard.campaign.id}`, label: wizard.campaign.name },
      ]}
    />
  ) : (
    <WizardSteps steps={STEPS} active={2} onStep={(index) => leave(() => go(stepAt(index)))} />
  )
  const waysOut = (
    <>
      {!wizard.campaign && (
        <Button variant="subtle" onClick={() => leave(cancel)}>
          Cancel this send
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconArrowLeft size={15} aria-hidden />}
        onClick={() => leave(() => go('what'))}
      >
        Back
      </Button>
    </>
  )
  if (!review)
    return (
      <ReviewWait
        above={steps}
        error={busy ? null : error}
        done={done}
        onRetry={again}
        onStep={go}
        foot={<ActionFoot>{waysOut}</ActionFoot>}
      />
    )
  return (
    <Reviewed
      wizard={wizard}
      change={change}
      go={go}
      onSent={onSent}
      review={review}
      reviewing={reviewing}
      above={steps}
      waysOut={waysOut}
    />
  )
}

type ReviewedProps = Omit<StepProps, 'cancel'> & {
  onSent: () => Promise<void>
  review: Review
  reviewing: Reviewing
  above: ReactNode
  /** The buttons that leave the step without sending. */
  waysOut: ReactNode
}

function Reviewed({ wizard, change, go, onSent, review, reviewing, above, waysOut }: ReviewedProps) {
  const { version, busy, again } = reviewing
  const [view, setView] = useState<View>({ tab: 'will', shown: null })
  const [sharing, setSharing] = useState(false)
  const sending = useSending(wizard, review, onSent, again)
  const showAll = () => setView((now) => ({ ...now, shown: null }))
  const choose = (patch: Partial<Choices>) => {
    sending.forgetFailure()
    showAll()
    change({ choices: { ...wizard.choices, ...patch } })
  }
  return (
    <>
      <Page
        title={<ReviewSentence review={review} />}
        above={above}
        below={<ReviewSubline review={review} />}
      >
        <LoadingLine on={busy} />
        <Stack gap={0} flex={1} mih={0} style={{ overflow: 'auto' }} aria-busy={busy || undefined}>
          <Stack gap="sm" flex="none" px="gutter">
            <Notices review={review} reviewing={reviewing} sending={sending} />
            <Warnings
              review={review}
              shown={view.shown}
              onShow={(warning) => (warning ? setView({ tab: 'will', shown: warning }) : showAll())}
              onPlain={(plain) => choose({ plain })}
              onLeaveOut={(ids) => choose({ leaveOut: leavingOut(wizard.choices, ids) })}
              onShared={() => setSharing(true)}
              onMessage={() => go('what')}
              onBody={
                wizard.campaign
                  ? undefined
                  : (body) => {
                      showAll()
                      change({
                        way: 'typed',
                        body,
                        purpose: review.what.purpose === 'marketing' ? 'marketing' : 'alerts',
                        language: review.what.language,
                      })
                    }
              }
            />
          </Stack>
          <Recipients
            review={review}
            version={version}
            wizard={wizard}
            view={view}
            onView={setView}
            choose={choose}
            onMessage={() => go('what')}
            onMended={again}
          />
        </Stack>
      </Page>
      <ActionFoot note={<Balance review={review} />}>
        {waysOut}
        <TestReviewed wizard={wizard} review={review} />
        {!wizard.campaign && <SendLater review={review} choices={wizard.choices} onChoose={choose} />}
        <SendButton review={review} busy={busy} sending={sending} />
      </ActionFoot>
      <SharedNumbers
        opened={sharing}
        review={review}
        onClose={() => setSharing(false)}
        onChoose={(each) => choose({ each })}
      />
    </>
  )
}

type NoticesProps = { review: Review; reviewing: Reviewing; sending: Sending }
/** What has to be read or agreed to before anything is sent. */
function Notices({ review, reviewing: { busy, error, again, fewer }, sending }: NoticesProps) {
  const say = useCount()
  return (
    <>
      {sending.failure && (
        <Note tone="bad" alert title="Nothing was sent">
          {sending.failure}
        </Note>
      )}
      {error !== null && !busy && (
        <Note
          tone="bad"
          alert
          action={
            <Button size="xs" variant="default" onClick={again}>
              Try again
            </Button>
          }
        >
          {sayError(error)}
        </Note>
      )}
      {fewer > 0 && (
        <Note tone="warn">
          <b>{say(fewer)} fewer</b> than when you opened this: opted out or changed since.
        </Note>
      )}
      <Blocked balance={review.balance} onCheck={again} busy={busy} />
      {review.duty && (
        <Duty duty={review.duty} agreed={sending.agreed} error={sending.dutyError} onAgree={sending.agree} />
      )}
    </>
  )
}

type SendLaterProps = { review: Review; choices: Choices; onChoose: (patch: Partial<Choices>) => void }
function SendLater({ review, choices, onChoose }: SendLaterProps) {
  const [timing, setTiming] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCalendarTime size={15} aria-hidden />}
        onClick={() => setTiming(true)}
      >
        {review.choices.notBefore ? 'Change time…' : 'Send later…'}
      </Button>
      {timing && (
        <Later review={review} choices={choices} onClose={() => setTiming(false)} onChoose={onChoose} />
      )}
    </>
  )
}

type SendButtonProps = { review: Review; busy: boolean; sending: Sending }
function SendButton({ review, busy, sending: { sending, send } }: SendButtonProps) {
  const stopped = review.warnings.some((warning) => warning.stops)
  return (
    <Button
      size="md"
      leftSection={<IconSend size={16} aria-hidden />}
      disabled={review.will === 0 || review.balance.blocked !== null || stopped || (busy && !sending)}
      aria-describedby={review.balance.blocked ? 'blocked' : undefined}
      loading={sending}
      onClick={() => void send()}
    >
      {review.choices.notBefore ? 'Schedule' : 'Send'} {plural(review.will, 'text')}
    </Button>
  )
}
