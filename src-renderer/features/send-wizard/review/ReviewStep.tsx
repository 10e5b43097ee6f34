import { SearchField } from '../../../ui/tables/SearchField'
import { Breadcrumb } from '../../../ui/page/Breadcrumb'
import { Button, Group, Stack, Tabs } from '@mantine/core'
import { IconArrowLeft, IconCalendarTime, IconDownload, IconSend } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { ApiError } from '../../../app/client/api'
import { ActionFoot } from '../../../ui/page/ActionFoot'
import { Duty } from '../../../ui/messages/Duty'
import { sayError } from '../../../ui/feedback/ErrorState'
import { download } from '../../../ui/files'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { useCount } from '../../../ui/locale'
import { Note } from '../../../ui/feedback/Note'
import { Page } from '../../../ui/page/Page'
import { plural } from '../../../ui/plural'
import text from '../../../ui/text.module.css'
import { toastError } from '../../../ui/feedback/toast'
import { WizardSteps } from '../../../ui/page/WizardSteps'
import { Balance, Blocked } from './Balance'
import { Later } from '../Later'
import { ReviewSentence, ReviewSubline } from './ReviewSentence'
import { ReviewWait } from './ReviewWait'
import { SharedNumbers } from './SharedNumbers'
import { TestReviewed } from './TestReviewed'
import {
  acknowledgeDuty,
  discardReview,
  exportReview,
  sendReviewed,
  useReview,
  type Warning,
} from '../use-send'
import { Warnings } from './Warnings'
import { WillTable } from './WillTable'
import { WontGroups } from './WontGroups'
import { type Choices, STEPS, type StepProps, stepAt } from '../wizard'

/** Third step, the heart: who gets what, who does not and why, what it costs, and the button. */
export function ReviewStep({
  wizard,
  change,
  go,
  cancel,
  onSent,
}: StepProps & { onSent: () => Promise<void> }) {
  const navigate = useNavigate()
  const say = useCount()
  const { review, version, busy, error, done, again, fewer } = useReview(wizard)
  const [tab, setTab] = useState<'will' | 'wont'>('will')
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState<Warning | null>(null)
  const [sharing, setSharing] = useState(false)
  const [timing, setTiming] = useState(false)
  const [agreed, setAgreed] = useState(false)
  const [dutyError, setDutyError] = useState(false)
  const [sending, setSending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const under = useRef(false)

  const choose = (patch: Partial<Choices>) => {
    setFailure(null)
    setShown(null)
    change({ choices: { ...wizard.choices, ...patch } })
  }
  const leaveOut = (ids: readonly number[]) =>
    choose({ leaveOut: [...new Set([...wizard.choices.leaveOut, ...ids])] })
  const putBack = (ids: readonly number[]) => {
    const back = new Set(ids)
    choose({ leaveOut: wizard.choices.leaveOut.filter((id) => !back.has(id)) })
  }
  const leave = (then: () => void) => {
    if (review) void discardReview(review.reviewId).catch(() => undefined)
    then()
  }

  const send = async () => {
    if (!review || under.current) return
    if (review.duty && !agreed) {
      setDutyError(true)
      document.getElementById('duty-agreed')?.focus()
      return
    }
    under.current = true
    setSending(true)
    setFailure(null)
    try {
      if (review.duty) await acknowledgeDuty(review.duty.country)
      const { sendId, fewer, fewerWhy } = await sendReviewed(review.reviewId, wizard)
      await onSent()
      await navigate(wizard.campaign ? `/campaigns/${wizard.campaign.id}` : `/sends/${sendId}`, {
        state: { fewer, fewerWhy },
      })
    } catch (thrown) {
      setFailure(sayError(thrown))
      // The review went out of memory: it is made again, and the reader looks at the new one before sending.
      if (thrown instanceof ApiError && (thrown.code === 'not-found' || thrown.code === 'refused')) again()
    } finally {
      under.current = false
      setSending(false)
    }
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
  const back = (
    <Button
      variant="default"
      leftSection={<IconArrowLeft size={15} aria-hidden />}
      onClick={() => leave(() => go('what'))}
    >
      Back
    </Button>
  )
  if (!review)
    return (
      <ReviewWait
        above={steps}
        error={busy ? null : error}
        done={done}
        onRetry={again}
        onStep={go}
        foot={
          <ActionFoot>
            {!wizard.campaign && (
              <Button variant="subtle" onClick={cancel}>
                Cancel this send
              </Button>
            )}
            {back}
          </ActionFoot>
        }
      />
    )

  const stopped = review.warnings.find((warning) => warning.stops)
  const blocked = review.balance.blocked ?? stopped?.say ?? null
  const rowsKey = `${review.reviewId} ${version}`
  return (
    <>
      <Page
        title={<ReviewSentence review={review} />}
        above={steps}
        below={<ReviewSubline review={review} />}
      >
        <LoadingLine on={busy} />
        <Stack gap={0} flex={1} mih={0} style={{ overflow: 'auto' }} aria-busy={busy || undefined}>
          <Stack gap="sm" flex="none" px="gutter">
            {failure && (
              <Note tone="bad" alert title="Nothing was sent">
                {failure}
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
              <Duty
                duty={review.duty}
                agreed={agreed}
                error={dutyError}
                onAgree={(on) => {
                  setAgreed(on)
                  if (on) setDutyError(false)
                }}
              />
            )}
            <Warnings
              review={review}
              shown={shown}
              onShow={(warning) => {
                setShown(warning)
                if (warning) setTab('will')
              }}
              onPlain={() => choose({ plain: true })}
              onNotPlain={() => choose({ plain: false })}
              onLeaveOut={leaveOut}
              onShared={() => setSharing(true)}
              onMessage={() => go('what')}
              onBody={
                wizard.campaign
                  ? undefined
                  : (body) => {
                      setShown(null)
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
          <Tabs
            value={tab}
            onChange={(value) => setTab(value === 'wont' ? 'wont' : 'will')}
            keepMounted={false}
            className={text.fill}
            flex="1 0 320px"
            pt={6}
          >
            <Tabs.List mx="gutter">
              <Tabs.Tab value="will">
                Will get <small>{say(review.will)}</small>
              </Tabs.Tab>
              <Tabs.Tab value="wont">
                Won’t get <small>{say(review.wont)}</small>
              </Tabs.Tab>
            </Tabs.List>
            <Group flex="none" py="sm" px="gutter">
              <SearchField
                label="Search in these recipients"
                placeholder="Search in these"
                value={search}
                onChange={setSearch}
              />
              {shown && tab === 'will' && (
                <Button size="xs" variant="default" onClick={() => setShown(null)}>
                  Showing {say(shown.recipientIds.length)}: show all again
                </Button>
              )}
              <span className={text.grow} />
              <span className={`${text.small} ${text.muted}`}>
                {say(review.selected)} selected = {say(review.will)} will get it + {say(review.wont)} won’t
              </span>
              <Button
                size="xs"
                variant="subtle"
                leftSection={<IconDownload size={14} aria-hidden />}
                onClick={() => void exportReview(review.reviewId).then(download).catch(toastError)}
              >
                Export
              </Button>
            </Group>
            <Tabs.Panel value="will" className={text.fill}>
              <WillTable
                review={review}
                version={rowsKey}
                search={search}
                only={shown?.recipientIds ?? null}
                wizard={wizard}
                onLeaveOut={(id) => leaveOut([id])}
                onClear={() => {
                  setSearch('')
                  setShown(null)
                }}
                onWhy={() => setTab('wont')}
              />
            </Tabs.Panel>
            <Tabs.Panel value="wont" className={text.fill}>
              <WontGroups
                review={review}
                version={version}
                search={search}
                onPutBack={putBack}
                onPerPerson={() => choose({ each: 'person' })}
                onMessage={() => go('what')}
                onMended={again}
                onClear={() => setSearch('')}
              />
            </Tabs.Panel>
          </Tabs>
        </Stack>
      </Page>
      <ActionFoot note={<Balance review={review} />}>
        {!wizard.campaign && (
          <Button variant="subtle" onClick={() => leave(cancel)}>
            Cancel this send
          </Button>
        )}
        {back}
        <TestReviewed wizard={wizard} review={review} />
        {!wizard.campaign && (
          <Button
            variant="default"
            leftSection={<IconCalendarTime size={15} aria-hidden />}
            onClick={() => setTiming(true)}
          >
            {review.choices.notBefore ? 'Change time…' : 'Send later…'}
          </Button>
        )}
        <Button
          size="md"
          leftSection={<IconSend size={16} aria-hidden />}
          disabled={review.will === 0 || blocked !== null || (busy && !sending)}
          aria-describedby={review.balance.blocked ? 'blocked' : undefined}
          loading={sending}
          onClick={() => void send()}
        >
          {review.choices.notBefore ? 'Schedule' : 'Send'} {plural(review.will, 'text')}
        </Button>
      </ActionFoot>
      {timing && (
        <Later review={review} choices={wizard.choices} onClose={() => setTiming(false)} onChoose={choose} />
      )}
      <SharedNumbers
        opened={sharing}
        review={review}
        onClose={() => setSharing(false)}
        onChoose={(each) => choose({ each })}
      />
    </>
  )
}
