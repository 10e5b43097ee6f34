import { UnstyledButton } from '@mantine/core'
import { IconAlertCircle, IconFlask, IconPlugConnected } from '@tabler/icons-react'
import { Link } from 'react-router'
import { Money } from '../../ui/records/Money'
import { useCount } from '../../ui/locale'
import css from './shell.module.css'
import { useCarrier, useOutbox } from './use-shell'

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
      <UnstyledButton
        component={Link}
        to={`/sends/${leaving.sendId}`}
        className={css.pill}
        aria-label={still ? `Stopped at ${words}. Open this send` : `${words} sent. Open this send`}
      >
        <span className={css.bar} data-stopped={still || undefined}>
          <i style={{ width: `${leaving.total === 0 ? 0 : (leaving.gone / leaving.total) * 100}%` }} />
        </span>
        <span>{still ? `Stopped at ${words}` : `${words} sent`}</span>
      </UnstyledButton>
    )
  }
  const open = Math.max(decide, unknown)
  if (open > 0)
    return (
      <UnstyledButton component={Link} to="/todo" className={css.pill} data-tone="warn">
        <IconAlertCircle size={15} stroke={1.8} aria-hidden />
        {say(open)} to decide
      </UnstyledButton>
    )
  if (waiting > 0)
    return (
      <UnstyledButton component={Link} to="/reports?status=waiting" className={css.pill}>
        {say(waiting)} waiting
      </UnstyledButton>
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
      <UnstyledButton
        component={Link}
        to={to}
        className={css.pill}
        data-tone="bad"
        title={data.reason ?? undefined}
      >
        <IconAlertCircle size={15} stroke={1.8} aria-hidden />
        <span className={css.pillWords}>
          {data.unreachable || data.reason === null
            ? data.reason
            : `${data.mode === 'practice' ? 'Practice' : 'Twilio'}: ${data.reason}`}
        </span>
      </UnstyledButton>
    )
  const clock = outbox?.why.find(({ cause }) => cause === 'clock')
  if (clock)
    return (
      <UnstyledButton component={Link} to="/todo" className={css.pill} data-tone="warn" title={clock.next}>
        <IconAlertCircle size={15} stroke={1.8} aria-hidden />
        <span className={css.pillWords}>{clock.title}</span>
      </UnstyledButton>
    )
  if (data.mode === 'practice')
    return (
      <UnstyledButton
        component={Link}
        to={to}
        className={css.pill}
        data-tone="warn"
        title="No text leaves this PC"
      >
        <IconFlask size={15} stroke={1.8} aria-hidden />
        Practice mode
      </UnstyledButton>
    )
  return (
    <UnstyledButton component={Link} to={to} className={css.pill}>
      <IconPlugConnected size={15} stroke={1.7} aria-hidden />
      Twilio
      {data.balance && (
        <span className={css.pillStrong}>
          <Money of={data.balance} />
        </span>
      )}
    </UnstyledButton>
  )
}
