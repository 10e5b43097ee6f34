import { Button, Group } from '@mantine/core'
import { useLocale } from '../../ui/locale'
import { Note } from '../../ui/feedback/Note'
import { sayWhenWithin } from '#shared/time/say-when'
import type { Night } from './use-writing'

type AtNightProps = { night: Night; busy: boolean; onSend: () => void; onWait: (at: string) => void }

/** Asked once, before a text to one person leaves at night. */
export function AtNight({ night, busy, onSend, onWait }: AtNightProps) {
  const { language, zone } = useLocale()
  return (
    <Note tone="warn" alert title={`It would be ${night.clock} for them`}>
      <Group gap={8} mt={6} wrap="wrap">
        <Button size="xs" variant="default" loading={busy} onClick={onSend}>
          Send all the same
        </Button>
        <Button size="xs" loading={busy} onClick={() => onWait(night.until)}>
          Send {sayWhenWithin(night.until, language, zone)}
        </Button>
      </Group>
    </Note>
  )
}
