import { Anchor } from '@mantine/core'
import { IconCheck, IconCloudCheck, IconCloudX, IconMoon, IconShieldCheck } from '@tabler/icons-react'
import { windowFor } from '#shared/time/quiet-hours'
import { useCount } from '../../ui/locale'
import { plural } from '../../ui/plural'
import { useSettings } from '../../ui/messages/use-preview'
import css from './sends.module.css'
import type { Progress } from './use-sends'

export type Fewer = { fewer?: number; fewerWhy?: string } | null

/** Whether the PC may be shut down: only what Twilio is known to have leaves without it. */
const withTwilio = ({ withCarrier, here, unsure }: Progress, say: (count: number) => string): string => {
  const there = say(withCarrier)
  if (here + unsure === 0)
    return `${withCarrier === 1 ? 'One text is' : `All ${there} are`} safely with Twilio: this PC may be shut down.`
  const rest =
    here > 0
      ? `${here === 1 ? 'One waits' : `${say(here)} wait`} on this PC, which must stay on.`
      : `${unsure === 1 ? 'One is' : `${say(unsure)} are`} not confirmed yet: leave this PC on until then.`
  return `${there} of ${say(withCarrier + here + unsure)} are with Twilio. ${rest}`
}

type FactsProps = { send: Progress; fewer: Fewer; onShow: () => void }
/** What to know about a send while it waits or leaves. */
export function SendFacts({ send, fewer, onShow }: FactsProps) {
  const { phase, purpose, withCarrier, takingBack, here, released } = send
  const say = useCount()
  const rules = useSettings().data?.sending.quiet
  const quiet = rules && windowFor(rules, purpose)
  const lines = []
  if (takingBack > 0)
    lines.push(
      <li key="back">
        <IconCloudX size={16} aria-hidden />
        {plural(takingBack, 'text is', 'texts are')} still being taken back from Twilio: until that is
        confirmed they may leave there, and this PC must stay on.
      </li>,
    )
  else if (withCarrier > 0)
    lines.push(
      <li key="carrier">
        <IconCloudCheck size={16} aria-hidden />
        {withTwilio(send, say)}
        {purpose === 'marketing' && ' If someone says stop while this PC is off, this may still arrive.'}
      </li>,
    )
  else if (phase === 'waiting' && here > 0)
    lines.push(
      <li key="pc">
        <IconMoon size={16} aria-hidden />
        {plural(here, 'text waits', 'texts wait')} on this PC: leave it on.
      </li>,
    )
  if (released)
    lines.push(
      <li key="released">
        <IconMoon size={16} aria-hidden />
        Released from quiet hours by {released}
      </li>,
    )
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
          Nothing arrives outside {quiet.from} to {quiet.to}, where each person is.
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
