import { Anchor, Button, Group } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { writeAnew } from '../../app/stores/compose'
import { openDialog } from '../../app/stores/dialogs'
import { useMay } from '../../app/client/session'
import { ConfirmModal } from '../../ui/feedback/ConfirmModal'
import { toast, toastError } from '../../ui/feedback/toast'
import { blockNumber, type Failure, type MessageRow, tryAgain, useRecord } from './use-messages'

type StepsProps = { of: MessageRow; failure: Failure; onClose: () => void }

/** A button for each step that a failure asks for: the one that mends it first, Twilio's own page last. */
export function FailureSteps({ of: message, failure, onClose }: StepsProps) {
  const manager = useMay('manager')
  const admin = useMay('admin')
  const record = useRecord(message.recipientId)
  const [blocking, setBlocking] = useState(false)
  const { number, national } = message
  const many = message.type === 'bulk' || message.type === 'campaign'
  const failed = ['failed', 'undelivered', 'rejected', 'expired'].includes(message.state)

  const edit = record && <EditNumber key="edit" record={record} onClose={onClose} />
  const block = (
    <Step key="block" onClick={() => setBlocking(true)}>
      Block this number
    </Step>
  )
  const call = <CallByHand key="call" number={number} national={national} />
  const write = (words: string) => (
    <WriteAgain key="write" of={message} onClose={onClose}>
      {words}
    </WriteAgain>
  )
  const settings = (words: string) =>
    admin && (
      <Button key="settings" size="xs" component={Link} to="/settings/twilio">
        {words}
      </Button>
    )
  const STEPS: Record<Failure['action'], ReactNode[]> = {
    'open-settings': [settings('Open the Twilio settings')],
    'choose-sender': [settings('Choose another sender')],
    register: [
      <Button
        key="console"
        size="xs"
        variant="default"
        component="a"
        href="https://console.twilio.com/"
        target="_blank"
        rel="noreferrer"
      >
        Open the Twilio console
      </Button>,
    ],
    'correct-number': [edit],
    'block-number': [
      <Button key="blocked" size="xs" variant="default" component={Link} to="/settings/blocked">
        Show the block
      </Button>,
      call,
    ],
    exclude: [block, edit, call],
    'flag-landline': [call, edit],
    shorten: [write('Shorten and send again')],
    reword: [write('Change the wording')],
    reschedule: [write('Choose another time')],
    'retry-by-hand': [call],
    reconcile: [todo('See what needs a decision')],
    wait: [todo('See what waits')],
    'slow-down': [todo('See what waits')],
    none: [],
  }
  return (
    <Group wrap="wrap" mt="sm" role="group" aria-label="What to do">
      {failed && failure.again && (manager || !many) && (
        <TryAgain of={message} first={failure.action === 'retry-by-hand'} />
      )}
      {STEPS[failure.action]}
      {failure.page && (
        <Anchor href={failure.page} target="_blank" rel="noreferrer">
          Twilio’s page
        </Anchor>
      )}
      <ConfirmModal
        opened={blocking}
        title={`Block ${national}?`}
        confirm="Block this number"
        onConfirm={async () => {
          await blockNumber(number, failure.title)
          toast({ say: `Blocked ${national}` })
        }}
        onClose={() => setBlocking(false)}
      >
        Nobody who has this number gets a text on it any more, whatever any record says.
      </ConfirmModal>
    </Group>
  )
}

type TryAgainProps = { of: MessageRow; first: boolean }
function TryAgain({ of: { id, name, national }, first }: TryAgainProps) {
  const [busy, setBusy] = useState(false)
  const again = () => {
    setBusy(true)
    tryAgain(id)
      .then(() => toast({ say: `Tried again: ${name || national}` }), toastError)
      .finally(() => setBusy(false))
  }
  return (
    <Button size="xs" variant={first ? 'filled' : 'default'} loading={busy} onClick={again}>
      Try again
    </Button>
  )
}

type EditNumberProps = { record: NonNullable<ReturnType<typeof useRecord>>; onClose: () => void }
function EditNumber({ record, onClose }: EditNumberProps) {
  return (
    <Step
      onClick={() => {
        onClose()
        openDialog({ show: 'person', id: record.id, kind: record.kind })
      }}
    >
      Edit the number
    </Step>
  )
}

function CallByHand({ number, national }: { number: string; national: string }) {
  return (
    <Step
      onClick={() =>
        void navigator.clipboard
          .writeText(number)
          .then(() => toast({ say: `Copied ${national}: call them from a phone` }), toastError)
      }
    >
      {`Copy ${national} to call`}
    </Step>
  )
}

type WriteAgainProps = { of: MessageRow; onClose: () => void; children: string }
/** The same words in the compose window, to be changed. */
function WriteAgain({ of: { recipientId, number, body, purpose }, onClose, children }: WriteAgainProps) {
  if (recipientId === null) return null
  return (
    <Step
      onClick={() => {
        onClose()
        void writeAnew(recipientId, { e164: number, body, purpose: purpose ?? 'alerts' }).catch(toastError)
      }}
    >
      {children}
    </Step>
  )
}

const todo = (words: string) => (
  <Button key="todo" size="xs" variant="default" component={Link} to="/todo">
    {words}
  </Button>
)

function Step({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Button size="xs" variant="default" onClick={onClick}>
      {children}
    </Button>
  )
}
