import { Box, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import {
  IconCalendarTime,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { phrase } from '#shared/phrases/phrase'
import { ApiError } from '../../app/client/api'
import { ConfirmModal } from '../../ui/feedback/ConfirmModal'
import { FormModal } from '../../ui/forms/FormModal'
import { useCount } from '../../ui/locale'
import { Note } from '../../ui/feedback/Note'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { When } from '../../ui/records/When'
import { WhenField } from '../../ui/fields/WhenField'
import { Hold } from './Hold'
import { isOver } from './phases'
import { SendBar, SendLegend } from './SendBar'
import { type Fewer, SendFacts } from './SendFacts'
import {
  answerLate,
  cancelSend,
  leaveAtNight,
  pauseSend,
  type Progress,
  releaseSend,
  resumeSend,
  retimeSend,
  retrySend,
  takeBackChoices,
  useOutboxReason,
} from './use-sends'

type Asking = 'cancel' | 'retime' | 'night' | null

/** Where one send is and what may be done with it now: undo, pause, another time, a decision. */
export function SendHead(props: { send: Progress; may: boolean; fewer: Fewer; onShow: () => void }) {
  const { send, may, fewer, onShow } = props
  const navigate = useNavigate()
  const say = useCount()
  const reason = useOutboxReason()
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState<Asking>(null)
  const { sendId, phase, gone } = send
  const { waiting } = send
  // Of several zones: the first of them.
  const leavesAt = phase === 'waiting' && gone === 0 ? send.nextAt : null

  const run = (act: () => Promise<unknown>) => {
    if (busy) return
    setBusy(true)
    act()
      .catch(toastError)
      .finally(() => setBusy(false))
  }
  const undo = async () => {
    const { recalled, gone: left, takingBack } = await cancelSend(sendId)
    const back = await takeBackChoices(sendId)
    toast({
      say:
        left === 0 && takingBack === 0
          ? `Undone: none of the ${plural(recalled, 'text')} has left`
          : `${plural(recalled, 'text')} taken back; ${takingBack > 0 ? `${say(takingBack)} still being taken back from Twilio` : `${say(left)} had left already`}`,
    })
    if (back && left === 0) await navigate('/send')
  }
  return (
    <>
      {phase === 'holding' && send.holdUntil ? (
        <Hold
          send={{ ...send, holdUntil: send.holdUntil }}
          may={may}
          busy={busy}
          onUndo={() => run(undo)}
          onNow={() => run(() => releaseSend(sendId))}
        />
      ) : (
        <Stack component="section" gap={10} mt={6} mb="xs" aria-label="Progress">
          <Group mih={32}>
            <Title order={2} me="xs" className={text.nowrap}>
              {leavesAt === null ? (
                headline(send, say)
              ) : (
                <>
                  Leaves <When within at={leavesAt} />
                </>
              )}
            </Title>
            <span className={text.second}>
              <TimeLeft send={send} />
            </span>
            <span className={text.grow} />
            {may && <Actions send={send} busy={busy} run={run} onAsk={setAsking} />}
          </Group>
          <SendBar send={send} />
          <SendLegend send={send} />
        </Stack>
      )}
      <Why send={send} may={may} reason={reason !== null} busy={busy} run={run} onAsk={setAsking} />
      <SendFacts send={send} fewer={fewer} onShow={onShow} />
      <ConfirmModal
        opened={asking === 'cancel'}
        onClose={() => setAsking(null)}
        title={`${theWaiting(send)}?`}
        confirm={`Cancel ${plural(waiting, 'text')}`}
        danger
        onConfirm={async () => {
          const { recalled, takingBack } = await cancelSend(sendId)
          const cancelled = `${plural(recalled, 'text')} cancelled`
          toast({
            say:
              takingBack === 0
                ? cancelled
                : `${cancelled}; ${say(takingBack)} still being taken back from Twilio`,
          })
        }}
      >
        {gone === 0
          ? 'None has left yet, so nobody gets this text.'
          : `${plural(gone, 'text')} left already and cannot be called back. ${plural(waiting, 'person', 'people')} will not get this text.`}
      </ConfirmModal>
      {asking === 'retime' && <Retime send={send} onClose={() => setAsking(null)} />}
      {asking === 'night' && <AtNight send={send} onClose={() => setAsking(null)} />}
    </>
  )
}

function Retime({ send, onClose }: { send: Progress; onClose: () => void }) {
  const { waiting } = send
  const form = useForm({ initialValues: { notBefore: send.nextAt } })
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Move ${plural(waiting, 'text')} to another time`}
      form={form}
      submit={`Move ${plural(waiting, 'text')}`}
      onSubmit={async () => {
        const at = form.values.notBefore
        if (at === null)
          throw new ApiError({
            code: 'bad-input',
            reason: phrase('sends.choose-day-and-time'),
            field: 'notBefore',
          })
        const { moved } = await retimeSend(send.sendId, at)
        toast({ say: `Moved ${plural(moved, 'text')}` })
      }}
    >
      {send.withCarrier > 0 && (
        <Note tone="info">
          Those that wait with Twilio are cancelled there first, and handed over again for the new time.
        </Note>
      )}
      <WhenField label="Not before" {...form.getInputProps('notBefore')} />
    </FormModal>
  )
}

function AtNight({ send, onClose }: { send: Progress; onClose: () => void }) {
  const form = useForm({ initialValues: { reason: '' } })
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Send these alerts in quiet hours?"
      form={form}
      submit="Send in quiet hours"
      danger
      onSubmit={async () => {
        await leaveAtNight(send.sendId, form.values.reason)
        toast({ say: 'They leave now. Your reason is kept with the send.' })
      }}
    >
      <Text c="second">
        It is night, or a closed day, where these people are. Only alerts may leave then, never marketing.
      </Text>
      <Textarea
        label="Why it cannot wait"
        placeholder="The clinic is closed tomorrow"
        autosize
        minRows={2}
        maxLength={200}
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </FormModal>
  )
}

/** What cancelling would stop: all of it, or what has not left. */
const theWaiting = ({ gone, waiting }: Progress): string =>
  gone > 0
    ? `Cancel the other ${plural(waiting, 'text')}`
    : waiting === 1
      ? 'Cancel this text'
      : `Cancel all ${plural(waiting, 'text')}`

const headline = ({ phase, gone, total, takingBack }: Progress, say: (count: number) => string): string => {
  if (phase === 'writing') return 'Writing every text down before the first leaves'
  if (phase === 'cancelled' && takingBack > 0) return `Cancelling: ${say(takingBack)} still with Twilio`
  if (phase === 'cancelled')
    return gone === 0 ? 'Cancelled before any left' : `${say(gone)} of ${say(total)} had left`
  if (total === 0) return 'Nobody could get it'
  if (phase === 'done')
    return gone === total ? `All ${say(total)} have left` : `${say(gone)} of ${say(total)} have left`
  return `${say(gone)} of ${say(total)} have left`
}

const MINUTE = 60
function TimeLeft({ send: { phase, secondsLeft } }: { send: Progress }) {
  if (phase === 'confirming') return 'waiting for the phones to confirm'
  if (phase !== 'sending' || secondsLeft < 1) return null
  const words =
    secondsLeft < 90 ? plural(secondsLeft, 'second') : plural(Math.round(secondsLeft / MINUTE), 'minute')
  return (
    <>
      about {words} to go, done <When within at={new Date(Date.now() + secondsLeft * 1000).toISOString()} />
    </>
  )
}

type ActProps = {
  send: Progress
  busy: boolean
  run: (act: () => Promise<unknown>) => void
  onAsk: (what: Asking) => void
}
function Actions({ send, busy, run, onAsk }: ActProps) {
  const say = useCount()
  const { waiting } = send
  const retry = send.retryable > 0 && (send.phase === 'done' || send.phase === 'confirming') && (
    <Button
      variant="default"
      disabled={busy}
      leftSection={<IconRefresh size={15} aria-hidden />}
      onClick={() =>
        run(async () => {
          const { queued } = await retrySend(send.sendId)
          toast({ say: `Trying ${plural(queued, 'text')} again` })
        })
      }
    >
      Try {say(send.retryable)} failed again
    </Button>
  )
  if (isOver(send) || send.phase === 'confirming' || waiting === 0) return retry
  return (
    <>
      {send.phase === 'paused' ? (
        send.pausedBy !== 'late' && (
          <Button
            disabled={busy}
            leftSection={<IconPlayerPlay size={15} aria-hidden />}
            onClick={() => run(() => resumeSend(send.sendId))}
          >
            Resume
          </Button>
        )
      ) : (
        <Button
          variant="default"
          disabled={busy}
          leftSection={<IconPlayerPause size={15} aria-hidden />}
          onClick={() => run(() => pauseSend(send.sendId))}
        >
          Pause
        </Button>
      )}
      {(send.phase === 'waiting' || send.phase === 'paused') && (
        <Button
          variant="default"
          disabled={busy}
          leftSection={<IconCalendarTime size={15} aria-hidden />}
          onClick={() => onAsk('retime')}
        >
          Change time…
        </Button>
      )}
      <Button
        variant="danger"
        disabled={busy}
        leftSection={<IconPlayerStop size={15} aria-hidden />}
        onClick={() => onAsk('cancel')}
      >
        {theWaiting(send)}…
      </Button>
    </>
  )
}

/** Why it does not go on, when it does not, and the one thing that decides it. */
function Why({ send, may, reason, busy, run, onAsk }: ActProps & { may: boolean; reason: boolean }) {
  if (!send.why || isOver(send) || send.phase === 'confirming') return null
  const stopped = send.phase === 'paused' || reason
  const late = may && send.pausedBy === 'late' && (
    <>
      <Button
        size="xs"
        variant="default"
        disabled={busy}
        onClick={() =>
          run(async () => {
            const { skipped } = await answerLate(send.sendId, 'skip')
            toast({ say: `Skipped ${plural(skipped, 'text')}` })
          })
        }
      >
        Skip them
      </Button>
      <Button size="xs" disabled={busy} onClick={() => run(() => answerLate(send.sendId, 'send'))}>
        Send them now
      </Button>
    </>
  )
  const night = may && send.quiet && send.purpose === 'alerts' && (
    <Button size="xs" variant="default" onClick={() => onAsk('night')}>
      Send in quiet hours…
    </Button>
  )
  const stop = reason && (
    <Button size="xs" variant="default" component={Link} to="/todo">
      See what to do
    </Button>
  )
  return (
    <Box mt="sm">
      <Note tone={reason ? 'bad' : stopped ? 'warn' : 'info'} action={late || stop || night}>
        {send.why}
      </Note>
    </Box>
  )
}
