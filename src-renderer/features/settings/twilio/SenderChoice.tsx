import { Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { Panel } from '../../../ui/page/Panel'
import { toast, toastError } from '../../../ui/feedback/toast'
import { Checks } from './Checks'
import { type Check, chooseSender, type Sender, type Settings, useSenders } from '../use-settings'
import text from '../../../ui/text.module.css'

const keyOf = (sender: Sender): string => (sender.kind === 'number' ? sender.number : sender.sid)

/** Which number, or which Messaging Service, texts come from. */
export function SenderChoice({ twilio }: { twilio: Settings['twilio'] }) {
  const { data, error, isPending, refetch } = useSenders(true)
  const [checks, setChecks] = useState<Check[] | null>(null)
  const [busy, setBusy] = useState(false)
  const all: { sender: Sender; label: string; disabled: boolean }[] = [
    ...(data?.services ?? []).map(({ sid, name, senders }) => ({
      sender: { kind: 'service' as const, sid, name },
      label: `${name} (Messaging Service, ${senders} ${senders === 1 ? 'sender' : 'senders'})`,
      disabled: false,
    })),
    ...(data?.numbers ?? []).map(({ number, name, sms }) => ({
      sender: { kind: 'number' as const, number },
      label: `${number}${name && name !== number ? ` ${name}` : ''}${sms ? '' : ' – cannot send texts'}`,
      disabled: !sms,
    })),
  ]
  const chosen = twilio.sender
  const known = chosen && all.some(({ sender }) => keyOf(sender) === keyOf(chosen))
  const options = [
    ...(chosen && !known
      ? [{ value: keyOf(chosen), label: chosen.kind === 'number' ? chosen.number : chosen.name }]
      : []),
    ...all.map(({ sender, label, disabled }) => ({ value: keyOf(sender), label, disabled })),
  ]
  const choose = async (key: string | null) => {
    const next = all.find(({ sender }) => keyOf(sender) === key)
    if (!next) return
    setBusy(true)
    try {
      const answer = await chooseSender(next.sender)
      setChecks(answer.checks)
      if (!answer.checks.some((check) => check.state === 'fail'))
        toast({ say: `Texts come from ${next.label}` })
    } catch (failure) {
      toastError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {error && (
        <ErrorState
          what="The senders could not be read from Twilio"
          error={error}
          onRetry={() => void refetch()}
        />
      )}
      <Panel title="Sender" note={isPending ? 'asking Twilio…' : 'which number texts come from'}>
        <Stack className={text.lineOver} p="12px 14px 14px">
          <Select
            label="Texts come from"
            description="A Messaging Service can also keep texts that leave while this PC is off"
            placeholder="Choose a sender"
            disabled={busy || isPending}
            allowDeselect={false}
            data={options}
            value={chosen ? keyOf(chosen) : null}
            onChange={(key) => void choose(key)}
          />
        </Stack>
      </Panel>
      {checks && <Checks title="Sender test" checks={checks} />}
    </>
  )
}
