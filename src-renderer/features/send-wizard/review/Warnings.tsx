import { Box, Button, Group, Paper } from '@mantine/core'
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconCurrencyDollar,
  IconDeviceDesktop,
  IconHistory,
  IconMessageQuestion,
  IconMoon,
  IconPhoneOff,
  type Icon,
  IconShieldCheck,
  IconTestPipe,
  IconUsers,
} from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import { costly, plainly } from '#shared/text/segments'
import { CostlyText } from '../../../ui/messages/CostlyText'
import { useCount } from '../../../ui/locale'
import { plural } from '../../../ui/plural'
import text from '../../../ui/text.module.css'
import type { Review, Warning } from '../use-send'

const SIGN: Record<Warning['kind'], Icon> = {
  'double-price': IconCurrencyDollar,
  'long-text': IconCurrencyDollar,
  'other-alphabet': IconCurrencyDollar,
  'heard-recently': IconHistory,
  'same-text': IconHistory,
  'shared-numbers': IconUsers,
  'quiet-hours': IconMoon,
  'keyword-asked': IconMessageQuestion,
  'no-price': IconCurrencyDollar,
  trial: IconTestPipe,
  'landline-prefix': IconPhoneOff,
  'over-balance': IconAlertTriangle,
  'over-cap': IconAlertTriangle,
  'unknown-balance': IconAlertTriangle,
  canary: IconShieldCheck,
  'pc-off': IconDeviceDesktop,
}
type WarningsProps = {
  review: Review
  shown: Warning | null
  onShow: (warning: Warning | null) => void
  onPlain: () => void
  onNotPlain: () => void
  onLeaveOut: (ids: readonly number[]) => void
  onShared: () => void
  onMessage: () => void
  /** Another message for this send; left out where it is a campaign's. */
  onBody?: ((body: string) => void) | undefined
}

/** Worth knowing before it is sent: fact, reason, and the mend at the right end. */
export function Warnings(props: WarningsProps) {
  const { review, shown, onShow, onPlain, onNotPlain, onLeaveOut, onShared, onMessage, onBody } = props
  const say = useCount()
  const { choices, warnings, perNumber, perPerson } = review
  const collapsed = Math.abs(perPerson - perNumber)
  const dear = warnings.some(({ kind }) => kind === 'double-price')
  const shared = warnings.some(({ kind }) => kind === 'shared-numbers')
  // What is dear for everybody makes nobody dearer than the rest, so the review has no word about it.
  const body = review.what.body
  const everybody = !choices.plain && review.units > review.will && plainly(body) !== body
  if (warnings.length === 0 && !choices.plain && !everybody) return null

  const show = (warning: Warning) =>
    isSame(shown, warning) ? (
      <Act key="show" onClick={() => onShow(null)}>
        Show all again
      </Act>
    ) : (
      <Act key="show" onClick={() => onShow(warning)}>
        Show
      </Act>
    )
  const actions = (warning: Warning): ReactNode => {
    switch (warning.kind) {
      case 'double-price':
        return (
          <>
            {show(warning)}
            {choices.plain ? (
              <Act onClick={onNotPlain}>Write them as they are</Act>
            ) : (
              <Act onClick={onPlain}>Write them plainly</Act>
            )}
          </>
        )
      case 'long-text': {
        const { shorter } = warning
        return (
          <>
            {show(warning)}
            {shorter && onBody && (
              <Act onClick={() => onBody(shorter.body)}>{`Use the ${shorter.name} instead`}</Act>
            )}
            <Act onClick={onMessage}>Shorten the message</Act>
          </>
        )
      }
      case 'heard-recently':
      case 'same-text':
      case 'other-alphabet':
      case 'landline-prefix':
      case 'no-price':
        return (
          <>
            {show(warning)}
            <Act onClick={() => onLeaveOut(warning.recipientIds)}>
              {`Leave out ${say(warning.recipientIds.length)}`}
            </Act>
          </>
        )
      case 'shared-numbers':
        return <Act onClick={onShared}>Change</Act>
      case 'keyword-asked':
        return <Act onClick={onMessage}>Change the message</Act>
      default:
        return null
    }
  }

  return (
    <Paper
      component="ul"
      withBorder
      radius="md"
      className={text.rows}
      style={{ borderColor: 'var(--db-warn-line)' }}
      aria-label="Worth knowing before you send"
    >
      {everybody && (
        <Group component="li" mih={36} p="3px 6px 3px 12px">
          <IconCurrencyDollar size={16} stroke={1.8} color="var(--db-warn)" aria-hidden />
          <Box component="span" flex={1} miw={0}>
            <b>Every text costs more</b>{' '}
            <span className={text.second}>
              because of{' '}
              {[...new Set(costly(body).map(({ char }) => char))].slice(0, 5).map((char, index) => (
                <Fragment key={char}>
                  {index > 0 && ' '}
                  <CostlyText>{char}</CostlyText>
                </Fragment>
              ))}{' '}
              in the message.
            </span>
          </Box>
          <Group component="span" gap="xs" align="stretch" flex="none">
            <Act onClick={onPlain}>Write them plainly</Act>
          </Group>
        </Group>
      )}
      {warnings.map((warning) => {
        const Sign = warning.stops ? IconAlertCircle : SIGN[warning.kind]
        const { counted } = warning
        return (
          <Group component="li" mih={36} p="3px 6px 3px 12px" key={`${warning.kind} ${warning.say}`}>
            <Sign size={16} stroke={1.8} color={`var(--db-${warning.stops ? 'bad' : 'warn'})`} aria-hidden />
            <Box component="span" flex={1} miw={0}>
              {counted ? (
                <>
                  <b>
                    {say(warning.count)} {counted.lead}
                  </b>{' '}
                  <span className={text.second}>{counted.reason}</span>
                </>
              ) : (
                <span>{warning.say}</span>
              )}
              {warning.kind === 'shared-numbers' && (
                <span className={text.second}>
                  {' '}
                  {choices.each === 'number'
                    ? `Each number gets one text${collapsed > 0 ? `: ${say(collapsed)} fewer.` : '.'}`
                    : `Each person gets one text${collapsed > 0 ? `: ${say(collapsed)} more.` : '.'}`}
                </span>
              )}
            </Box>
            <Group component="span" gap="xs" align="stretch" flex="none">
              {actions(warning)}
            </Group>
          </Group>
        )
      })}
      {choices.plain && !dear && (
        <Group component="li" mih={36} p="3px 6px 3px 12px">
          <IconCurrencyDollar size={16} stroke={1.8} color="var(--db-warn)" aria-hidden />
          <Box component="span" flex={1} miw={0}>
            <b>Dear letters are written plainly,</b> <span className={text.second}>such as e for ë.</span>
          </Box>
          <Group component="span" gap="xs" align="stretch" flex="none">
            <Act onClick={onNotPlain}>Write them as they are</Act>
          </Group>
        </Group>
      )}
      {choices.each === 'person' && !shared && (
        <Group component="li" mih={36} p="3px 6px 3px 12px">
          <IconUsers size={16} stroke={1.8} color="var(--db-warn)" aria-hidden />
          <Box component="span" flex={1} miw={0}>
            <b>Each person gets a text,</b>{' '}
            <span className={text.second}>
              also where several share a number: {plural(perPerson, 'text')} instead of {say(perNumber)}.
            </span>
          </Box>
          <Group component="span" gap="xs" align="stretch" flex="none">
            <Act onClick={onShared}>Change</Act>
          </Group>
        </Group>
      )}
    </Paper>
  )
}

/** Two causes of high cost have the same kind and different people. */
const isSame = (one: Warning | null, other: Warning) => one?.kind === other.kind && one.say === other.say

function Act({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Button size="xs" variant="quiet" onClick={onClick}>
      {children}
    </Button>
  )
}
