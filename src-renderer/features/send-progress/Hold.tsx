import { Button, Group, Paper, RingProgress, Text, Title } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import type { Progress } from './use-sends'

const SECOND_MS = 1000

/** Whole seconds until a moment; never below nothing. */
const useSecondsTo = (until: string): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS / 4)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil((Date.parse(until) - now) / SECOND_MS))
}

type HoldProps = {
  send: Progress & { holdUntil: string }
  may: boolean
  busy: boolean
  onUndo: () => void
  onNow: () => void
}

/** The time in which a send can still be taken back whole. */
export function Hold({ send, may, busy, onUndo, onNow }: HoldProps) {
  const seconds = useSecondsTo(send.holdUntil)
  const whole = Math.max(
    1,
    Math.round((Date.parse(send.holdUntil) - Date.parse(send.createdAt)) / SECOND_MS),
    seconds,
  )
  useWindowEvent('keydown', (event) => {
    if (!may || busy || event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey)) return
    if (event.target instanceof HTMLElement && event.target.closest('input, textarea')) return
    event.preventDefault()
    onUndo()
  })
  return (
    <Paper
      component="section"
      mt="sm"
      mb="xs"
      p="10px 16px 10px 12px"
      bg="accent.0"
      bd="1px solid accent.1"
      aria-label="Hold before sending"
    >
      <Group gap={14}>
        <RingProgress
          size={76}
          thickness={4}
          roundCaps
          sections={[{ value: (seconds / whole) * 100, color: 'var(--db-accent)' }]}
          rootColor="var(--db-track)"
          transitionDuration={0}
          label={
            <Text span size="xl" ta="center" fw={600} display="block" aria-hidden>
              {seconds}
            </Text>
          }
          aria-hidden
        />
        <div className={text.grow}>
          <Title order={2} size="h3">
            Nothing has left yet.{' '}
            <span role="timer">
              {seconds > 0
                ? `${plural(send.total, 'text')} ${send.total === 1 ? 'leaves' : 'leave'} in ${plural(seconds, 'second')}.`
                : 'Now they leave.'}
            </span>
          </Title>
          <Text c="second">Noticed something? Undo brings you back to Review with every choice kept.</Text>
        </div>
        {may && (
          <>
            <Button variant="subtle" disabled={busy} onClick={onNow}>
              Send now
            </Button>
            <Button
              size="md"
              variant="default"
              loading={busy}
              data-autofocus
              autoFocus
              aria-keyshortcuts="Control+Z"
              leftSection={<IconArrowBackUp size={17} aria-hidden />}
              onClick={onUndo}
            >
              Undo
            </Button>
          </>
        )}
      </Group>
    </Paper>
  )
}
