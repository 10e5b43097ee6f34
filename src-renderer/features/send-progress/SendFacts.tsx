import { Anchor, Box, Group } from '@mantine/core'
import { IconCheck, IconCloudCheck, IconCloudX, IconMoon, IconShieldCheck } from '@tabler/icons-react'
import { windowFor } from '#shared/time/quiet-hours'
import { useCount } from '../../ui/locale'
import { plural } from '../../ui/plural'
import { useSettings } from '../../ui/messages/use-preview'
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
      <Group component="li" gap={6} key="back">
        <IconCloudX size={16} aria-hidden />
        {plural(takingBack, 'text is', 'texts are')} still being taken back from Twilio: until that is
        confirmed they may leave there, and this PC must stay on.
      </Group>,
    )
  else if (withCarrier > 0)
    lines.push(
      <Group component="li" gap={6} key="carrier">
        <IconCloudCheck size={16} aria-hidden />
        {withTwilio(send, say)}
        {purpose === 'marketing' && ' If someone says stop while this PC is off, this may still arrive.'}
      </Group>,
    )
  else if (phase === 'waiting' && here > 0)
    lines.push(
      <Group component="li" gap={6} key="pc">
        <IconMoon size={16} aria-hidden />
        {plural(here, 'text waits', 'texts wait')} on this PC: leave it on.
      </Group>,
    )
  if (released)
    lines.push(
      <Group component="li" gap={6} key="released">
        <IconMoon size={16} aria-hidden />
        Released from quiet hours by {released}
      </Group>,
    )
  if (phase === 'holding' || phase === 'writing') {
    lines.push(
      <Group component="li" gap={6} key="inbox">
        <IconCheck size={16} aria-hidden />
        Replies are read first: whoever says stop until then gets nothing.
      </Group>,
    )
    if (quiet && quiet.from !== quiet.to)
      lines.push(
        <Group component="li" gap={6} key="quiet">
          <IconMoon size={16} aria-hidden />
          Nothing arrives outside {quiet.from} to {quiet.to}, where each person is.
        </Group>,
      )
  } else if (phase === 'sending' || phase === 'waiting')
    lines.push(
      <Group component="li" gap={6} key="leave">
        <IconCheck size={16} aria-hidden />
        You can leave this page: sending goes on.
      </Group>,
    )
  if (fewer?.fewer)
    lines.push(
      <Group component="li" gap={6} key="fewer">
        <IconShieldCheck size={16} aria-hidden />
        {say(fewer.fewer)} fewer than you reviewed: {fewer.fewerWhy}.{' '}
        <Anchor component="button" type="button" onClick={onShow}>
          Show them
        </Anchor>
      </Group>,
    )
  return lines.length > 0 ? (
    <Group component="ul" gap="4px 22px" wrap="wrap" p="8px 0 4px" c="second">
      {lines}
    </Group>
  ) : (
    <Box h={6} />
  )
}
