import {
  type Icon,
  IconCornerUpLeft,
  IconHandStop,
  IconHelpCircle,
  IconLifebuoy,
  IconPlayerPlay,
} from '@tabler/icons-react'
import css from './inbox.module.css'
import type { Inbound } from './use-inbox'

const MEANING: Record<Inbound['meaning'], { icon: Icon; word: string; tone?: 'bad' | 'warn' }> = {
  stop: { icon: IconHandStop, word: 'Opted out', tone: 'bad' },
  start: { icon: IconPlayerPlay, word: 'Opted in again' },
  yes: { icon: IconPlayerPlay, word: 'Opted in again' },
  help: { icon: IconLifebuoy, word: 'Asked for help' },
  doubtful: { icon: IconHelpCircle, word: 'Opt-out? Decide', tone: 'warn' },
  other: { icon: IconCornerUpLeft, word: 'Reply' },
}

/** What a text that came in means: opt-outs are shown as what they are. */
export function Meaning({ of }: { of: Inbound['meaning'] }) {
  const { icon: Sign, word, tone } = MEANING[of]
  return (
    <span className={css.meaning} data-tone={tone}>
      <Sign size={15} stroke={1.8} aria-hidden /> {word}
    </span>
  )
}
