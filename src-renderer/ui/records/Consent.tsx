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
import css from './Consent.module.css'

const CONSENT: Record<Standing, { icon: Icon; word: string }> = {
  granted: { icon: IconCircleCheck, word: 'Granted' },
  refused: { icon: IconBan, word: 'Refused' },
  none: { icon: IconCircleDashed, word: 'Not asked' },
  window: { icon: IconClockHour4, word: 'Can reply' },
  blocked: { icon: IconHandStop, word: 'Blocked' },
  held: { icon: IconHelpCircle, word: 'Held: decide' },
  'no-number': { icon: IconPhoneOff, word: 'No number' },
}

/** What somebody said: a badge whose shape differs too, so that colour is not all that tells. */
export function Consent({ state, word }: { state: Standing; word?: string }) {
  const { icon: Sign, word: usual } = CONSENT[state]
  return (
    <span className={css.consent} data-state={state}>
      <Sign size={14} stroke={1.9} aria-hidden />
      <span>{word ?? usual}</span>
    </span>
  )
}
