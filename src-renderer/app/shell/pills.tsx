import { Button, Progress, Text } from '@mantine/core'
import { IconAlertCircle, IconFlask, IconPlugConnected } from '@tabler/icons-react'
import { Link } from 'react-router'
import { Money } from '../../ui/records/Money'
import { useCount } from '../../ui/locale'
import text from '../../ui/text.module.css'
import { useCarrier, useOutbox } from './use-shell'

const PILL = { size: 'xs', px: 9, fz: 'xs', maw: 'min(300px, 20vw)' } as const

/** What is leaving now, or why nothing does. */
export function LeavingPill() {
  const { data } = useOutbox()
  const say = useCount()
  if (!data) return null
  const { leaving, reason, waiting, decide, unknown } = data
  const stopped = reason !== null || data.paused
  if (leaving) {
    const words = `${say(leaving.gone)} of ${say(leaving.total)}`
    const still = stopped || leaving.paused
    return (
      <Button
        component={Link}
        to={`/sends/${leaving.sendId}`}
        {...PILL}
        variant="subtle"
        aria-label={still ? `Stopped at ${words}. Open this send` : `${words} sent. Open this send`}
      >
        <Progress.Root w={44} size={4} me={6}>
          <Progress.Section
            withAria={false}
            value={leaving.total === 0 ? 0 : (leaving.gone / leaving.total) * 100}
            color={still ? 'bad.5' : 'accent.5'}
          />
        </Progress.Root>
        <span>{still ? `Stopped at ${words}` : `${words} sent`}</span>
      </Button>
    )
  }
  const open = Math.max(decide, unknown)
  if (open > 0)
    return (
      <Button
        component={Link}
        to="/todo"
        {...PILL}
        variant="light"
        color="warn"
        leftSection={<IconAlertCircle size={15} stroke={1.8} aria-hidden />}
      >
        {say(open)} to decide
      </Button>
    )
  if (waiting > 0)
    return (
      <Button component={Link} to="/reports?status=waiting" {...PILL} variant="subtle">
        {say(waiting)} waiting
      </Button>
    )
  return null
}

/** Practice mode, or Twilio with its balance, or what is wrong with it. */
export function CarrierPill() {
  const { data } = useCarrier()
  const { data: outbox } = useOutbox()
  if (!data) return null
  const to = '/settings/twilio'
  if (!data.ok)
    return (
      <Button
        component={Link}
        to={to}
        {...PILL}
        variant="light"
        color="bad"
        className={text.givesWay}
        title={data.reason ?? undefined}
        leftSection={<IconAlertCircle size={15} stroke={1.8} aria-hidden />}
      >
        <span className={text.truncate}>
          {data.unreachable || data.reason === null
            ? data.reason
            : `${data.mode === 'practice' ? 'Practice' : 'Twilio'}: ${data.reason}`}
        </span>
      </Button>
    )
  const clock = outbox?.why.find(({ cause }) => cause === 'clock')
  if (clock)
    return (
      <Button
        component={Link}
        to="/todo"
        {...PILL}
        variant="light"
        color="warn"
        title={clock.next}
        leftSection={<IconAlertCircle size={15} stroke={1.8} aria-hidden />}
      >
        {clock.title}
      </Button>
    )
  if (data.mode === 'practice')
    return (
      <Button
        component={Link}
        to={to}
        {...PILL}
        variant="light"
        color="warn"
        title="No text leaves this PC"
        leftSection={<IconFlask size={15} stroke={1.8} aria-hidden />}
      >
        Practice mode
      </Button>
    )
  return (
    <Button
      component={Link}
      to={to}
      {...PILL}
      variant="subtle"
      leftSection={<IconPlugConnected size={15} stroke={1.7} aria-hidden />}
    >
      Twilio
      {data.balance && (
        <Text span c="bright" fw={600}>
          <Money of={data.balance} />
        </Text>
      )}
    </Button>
  )
}
