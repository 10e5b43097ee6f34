import { Anchor, Button, Tabs } from '@mantine/core'
import {
  IconCheck,
  IconChevronRight,
  IconDownload,
  IconMoon,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconShieldCheck,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Link, useLocation, useNavigate, useParams } from 'react-router'
import { windowFor } from '#core/quiet-hours'
import { useMay } from '../../app/session'
import { ConfirmModal } from '../../ui/ConfirmModal'
import { ErrorState } from '../../ui/ErrorState'
import { download } from '../../ui/files'
import { LoadingLine } from '../../ui/Loading'
import { useCount } from '../../ui/locale'
import { Note } from '../../ui/Note'
import { Page, PageBody } from '../../ui/Page'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/toast'
import { useSettings } from '../../ui/use-preview'
import { When } from '../../ui/When'
import { PURPOSE_WORD } from '../../ui/words'
import { WizardSteps } from '../../ui/WizardSteps'
import { Hold } from './Hold'
import { isOver, PHASE_TITLE } from './phases'
import { SendBar, SendLegend } from './SendBar'
import css from './sends.module.css'
import { SkippedTable, TextsTable } from './tables'
import {
  cancelSend,
  exportSend,
  forgetChoices,
  pauseSend,
  type Progress,
  releaseSend,
  resumeSend,
  takeBackChoices,
  useOutboxReason,
  useSend,
} from './use-sends'

/** One send: the time to take it back, how far it is, and every text of it. */
export function SendScreen() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useSend(id)
  if (error)
    return (
      <Page title="Send" scroll>
        <PageBody narrow>
          <ErrorState what="This send could not be shown" error={error} onRetry={() => void refetch()} />
          <p>
            <Link to="/sends">Go to Sends</Link>
          </p>
        </PageBody>
      </Page>
    )
  if (!data) return <LoadingLine on />
  return <OneSend key={data.sendId} send={data} />
}

type Fewer = { fewer?: number; fewerWhy?: string } | null
const STEPS = ['Who', 'What', 'Review', 'Sending']

function OneSend({ send }: { send: Progress }) {
  const navigate = useNavigate()
  const say = useCount()
  const may = useMay('manager')
  const fewer = useLocation().state as Fewer
  const reason = useOutboxReason()
  const [tab, setTab] = useState<'texts' | 'skipped'>('texts')
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  // Steps while it goes on; once it is over, the way back to the list. Decided once: nothing jumps.
  const [live] = useState(() => send.type === 'bulk' && !isOver(send))
  const { sendId, phase, total, gone } = send
  const waiting = send.states.queued ?? 0

  useEffect(() => {
    // What was cancelled may have been undone here or on another screen: its choices are still wanted.
    if (!['holding', 'writing', 'cancelled'].includes(phase)) forgetChoices(sendId)
  }, [phase, sendId])

  const run = (act: () => Promise<unknown>) => {
    if (busy) return
    setBusy(true)
    act()
      .catch(toastError)
      .finally(() => setBusy(false))
  }
  const undo = async () => {
    const { recalled, gone: left } = await cancelSend(sendId)
    const back = await takeBackChoices(sendId)
    toast({
      say:
        left === 0
          ? `Undone: none of the ${plural(recalled, 'text')} has left`
          : `${plural(recalled, 'text')} taken back; ${say(left)} had left already`,
    })
    if (back && left === 0) await navigate('/send')
  }

  const meta = (
    <span>
      {[
        phase === 'cancelled' || phase === 'done' || !live ? null : send.name,
        PURPOSE_WORD[send.purpose],
        send.type === 'test' ? 'test text' : plural(total, 'text'),
        `started by ${send.by}`,
      ]
        .filter(Boolean)
        .join(' · ')}
      {!live && (
        <>
          , <When at={send.createdAt} />
        </>
      )}
    </span>
  )
  return (
    <Page
      title={live ? PHASE_TITLE[phase] : send.name}
      above={
        live ? (
          <WizardSteps steps={STEPS} active={3} />
        ) : (
          <nav className={css.crumb} aria-label="Breadcrumb">
            <Link to="/sends">Sends</Link>
            <IconChevronRight size={13} aria-hidden />
          </nav>
        )
      }
      meta={meta}
      actions={
        may && (
          <Button
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => run(async () => download(await exportSend(sendId)))}
          >
            Export
          </Button>
        )
      }
      below={
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
            <section className={css.progress} aria-label="Progress">
              <div className={css.progressHead}>
                <h2>{headline(send, say)}</h2>
                <span className={text.second}>
                  <TimeLeft send={send} />
                </span>
                <span className={text.grow} />
                {may && <Actions send={send} busy={busy} run={run} onCancel={() => setAsking(true)} />}
              </div>
              <SendBar send={send} />
              <SendLegend send={send} />
            </section>
          )}
          <Why send={send} reason={reason !== null} />
          <Facts
            phase={phase}
            purpose={send.purpose}
            fewer={fewer}
            skipped={send.skipped}
            onShow={() => setTab('skipped')}
          />
        </>
      }
    >
      <Tabs
        value={tab}
        onChange={(value) => setTab(value === 'skipped' ? 'skipped' : 'texts')}
        keepMounted={false}
        className={css.tabs}
      >
        <Tabs.List className={css.tabList}>
          <Tabs.Tab value="texts">
            Texts <span className={css.count}>{say(total)}</span>
          </Tabs.Tab>
          <Tabs.Tab value="skipped">
            Didn’t get it <span className={css.count}>{say(send.skipped)}</span>
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="texts" className={css.panel}>
          <TextsTable sendId={sendId} holding={phase === 'holding'} />
        </Tabs.Panel>
        <Tabs.Panel value="skipped" className={css.panel}>
          <SkippedTable sendId={sendId} />
        </Tabs.Panel>
      </Tabs>
      <ConfirmModal
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Cancel the other ${plural(waiting, 'text')}?`}
        confirm={`Cancel ${plural(waiting, 'text')}`}
        danger
        onConfirm={async () => {
          const { recalled } = await cancelSend(sendId)
          toast({ say: `${plural(recalled, 'text')} cancelled` })
        }}
      >
        {gone === 0
          ? 'None has left yet, so nobody gets this text.'
          : `${plural(gone, 'text')} left already and cannot be called back. ${plural(waiting, 'person', 'people')} will not get this text.`}
      </ConfirmModal>
    </Page>
  )
}

const headline = ({ phase, gone, total }: Progress, say: (count: number) => string): string => {
  if (phase === 'writing') return 'Writing every text down before the first leaves'
  if (phase === 'cancelled')
    return gone === 0 ? 'Cancelled before any left' : `${say(gone)} of ${say(total)} had left`
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
      about {words} to go, done <When at={new Date(Date.now() + secondsLeft * 1000).toISOString()} />
    </>
  )
}

type ActionsProps = {
  send: Progress
  busy: boolean
  run: (act: () => Promise<unknown>) => void
  onCancel: () => void
}
function Actions({ send, busy, run, onCancel }: ActionsProps) {
  const say = useCount()
  const waiting = send.states.queued ?? 0
  if (isOver(send) || send.phase === 'confirming' || waiting === 0) return null
  return (
    <>
      {send.phase === 'paused' ? (
        <Button
          disabled={busy}
          leftSection={<IconPlayerPlay size={15} aria-hidden />}
          onClick={() => run(() => resumeSend(send.sendId))}
        >
          Resume
        </Button>
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
      <Button
        variant="danger"
        disabled={busy}
        leftSection={<IconPlayerStop size={15} aria-hidden />}
        onClick={onCancel}
      >
        Cancel the other {say(waiting)}…
      </Button>
    </>
  )
}

/** Why it does not go on, when it does not. */
function Why({ send, reason }: { send: Progress; reason: boolean }) {
  if (!send.why || isOver(send) || send.phase === 'confirming') return null
  const stopped = send.phase === 'paused' || reason
  return (
    <div className={css.why}>
      <Note
        tone={reason ? 'bad' : stopped ? 'warn' : 'info'}
        action={
          reason && (
            <Button size="xs" variant="default" component={Link} to="/todo">
              See what to do
            </Button>
          )
        }
      >
        {send.why}
      </Note>
    </div>
  )
}

type FactsProps = {
  phase: Progress['phase']
  purpose: Progress['purpose']
  fewer: Fewer
  skipped: number
  onShow: () => void
}
function Facts({ phase, purpose, fewer, onShow }: FactsProps) {
  const say = useCount()
  const rules = useSettings().data?.sending.quiet
  const quiet = rules && windowFor(rules, purpose)
  const lines = []
  if (phase === 'holding' || phase === 'writing') {
    lines.push(
      <li key="inbox">
        <IconCheck size={16} aria-hidden />
        Replies are read first: whoever says stop until then gets nothing.
      </li>,
    )
    if (quiet && quiet.from !== quiet.to)
      lines.push(
        <li key="quiet">
          <IconMoon size={16} aria-hidden />
          Nothing leaves outside {quiet.from} to {quiet.to}.
        </li>,
      )
  } else if (phase === 'sending' || phase === 'waiting')
    lines.push(
      <li key="leave">
        <IconCheck size={16} aria-hidden />
        You can leave this page: sending goes on.
      </li>,
    )
  if (fewer?.fewer)
    lines.push(
      <li key="fewer">
        <IconShieldCheck size={16} aria-hidden />
        {say(fewer.fewer)} fewer than you reviewed: {fewer.fewerWhy}.{' '}
        <Anchor component="button" type="button" onClick={onShow}>
          Show them
        </Anchor>
      </li>,
    )
  return lines.length > 0 ? <ul className={css.facts}>{lines}</ul> : <div className={css.noFacts} />
}
