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
  onPlain: (plain: boolean) => void
  onLeaveOut: (ids: readonly number[]) => void
  onShared: () => void
  onMessage: () => void
  /** Another message for this send; left out where it is a campaign's. */
  onBody?: ((body: string) => void) | undefined
}

/** Worth knowing before it is sent: fact, reason, and the mend at the right end. */
export function Warnings(props: WarningsProps) {
  const { review, shown, onShow, onPlain, onLeaveOut, onShared, onMessage, onBody } = props
  const say = useCount()
  const { choices, warnings } = review
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
            <Act onClick={() => onPlain(!choices.plain)}>
              {choices.plain ? 'Write them as they are' : 'Write them plainly'}
            </Act>
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
        <Line sign={IconCurrencyDollar} actions={<Act onClick={() => onPlain(true)}>Write them plainly</Act>}>
          <CostlyForAll body={body} />
        </Line>
      )}
      {warnings.map((warning) => (
        <Line
          key={`${warning.kind} ${warning.say}`}
          sign={warning.stops ? IconAlertCircle : SIGN[warning.kind]}
          tone={warning.stops ? 'bad' : 'warn'}
          actions={actions(warning)}
        >
          <Counted warning={warning} />
          {warning.kind === 'shared-numbers' && <EachGets review={review} />}
        </Line>
      ))}
      {choices.plain && !dear && (
        <Line
          sign={IconCurrencyDollar}
          actions={<Act onClick={() => onPlain(false)}>Write them as they are</Act>}
        >
          <b>Dear letters are written plainly,</b> <span className={text.second}>such as e for ë.</span>
        </Line>
      )}
      {choices.each === 'person' && !shared && (
        <Line sign={IconUsers} actions={<Act onClick={onShared}>Change</Act>}>
          <b>Each person gets a text,</b>{' '}
          <span className={text.second}>
            also where several share a number: {plural(review.perPerson, 'text')} instead of{' '}
            {say(review.perNumber)}.
          </span>
        </Line>
      )}
    </Paper>
  )
}

type LineProps = { sign: Icon; tone?: 'warn' | 'bad'; actions: ReactNode; children: ReactNode }
function Line({ sign: Sign, tone = 'warn', actions, children }: LineProps) {
  return (
    <Group component="li" mih={36} p="3px 6px 3px 12px">
      <Sign size={16} stroke={1.8} color={`var(--db-${tone})`} aria-hidden />
      <Box component="span" flex={1} miw={0}>
        {children}
      </Box>
      <Group component="span" gap="xs" align="stretch" flex="none">
        {actions}
      </Group>
    </Group>
  )
}

/** The letters of a message that make it dear for everybody. */
function CostlyForAll({ body }: { body: string }) {
  return (
    <>
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
    </>
  )
}

function Counted({ warning: { say: words, count, counted } }: { warning: Warning }) {
  const say = useCount()
  if (!counted) return <span>{words}</span>
  return (
    <>
      <b>
        {say(count)} {counted.lead}
      </b>{' '}
      <span className={text.second}>{counted.reason}</span>
    </>
  )
}

/** What sharing a number comes to: one text for the number, or one for each person. */
function EachGets({ review: { choices, perNumber, perPerson } }: { review: Review }) {
  const say = useCount()
  const difference = Math.abs(perPerson - perNumber)
  const number = choices.each === 'number'
  return (
    <span className={text.second}>
      {' '}
      {`Each ${number ? 'number' : 'person'} gets one text`}
      {difference > 0 ? `: ${say(difference)} ${number ? 'fewer' : 'more'}.` : '.'}
    </span>
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
