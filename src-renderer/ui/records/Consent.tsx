import { Badge, type BadgeProps } from '@mantine/core'
import {
  type Icon,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconClockHour4,
  IconHandStop,
  IconHelpCircle,
  IconPhoneOff,
} from '@tabler/icons-react'
import type { Standing } from '../../../src-preload/contract/shapes'

const CONSENT: Record<Standing, { icon: Icon; word: string; sign?: string; look?: BadgeProps }> = {
  granted: { icon: IconCircleCheck, word: 'Granted', sign: 'ok' },
  refused: { icon: IconBan, word: 'Refused', look: { c: 'bad', bd: '1px solid bad.1', px: 5 } },
  none: { icon: IconCircleDashed, word: 'Not asked', look: { c: 'dimmed' } },
  window: { icon: IconClockHour4, word: 'Can reply', sign: 'accent' },
  blocked: {
    icon: IconHandStop,
    word: 'Blocked',
    look: { c: 'bad', bd: '1px solid bad.1', px: 5, bg: 'bad.0', fw: 600 },
  },
  held: { icon: IconHelpCircle, word: 'Held: decide', look: { c: 'warn', bd: '1px solid warn.1', px: 5 } },
  'no-number': { icon: IconPhoneOff, word: 'No number', look: { c: 'dimmed' } },
}

/** What somebody said: a badge whose shape differs too, so that colour is not all that tells. */
export function Consent({ state, word }: { state: Standing; word?: string }) {
  const { icon: Sign, word: usual, sign, look } = CONSENT[state]
  return (
    <Badge
      component="span"
      bg="transparent"
      px={0}
      h={22}
      fw={500}
      leftSection={
        <Sign size={14} stroke={1.9} aria-hidden color={sign && `var(--mantine-color-${sign}-text)`} />
      }
      {...look}
    >
      {word ?? usual}
    </Badge>
  )
}
