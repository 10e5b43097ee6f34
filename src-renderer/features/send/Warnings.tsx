import { Button } from '@mantine/core'
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
import { costly, plainly } from '#core/segments'
import { CostlyText } from '../../ui/CostlyText'
import { useCount } from '../../ui/locale'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import css from './review.module.css'
import type { Review, Warning } from './use-send'

const SIGN: Record<Warning['kind'], Icon> = {
  'double-price': IconCurrencyDollar,
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
/** Their sentence begins with its count. */
const COUNTED: readonly Warning['kind'][] = [
  'double-price',
  'heard-recently',
  'same-text',
  'shared-numbers',
  'landline-prefix',
  'no-price',
  'quiet-hours',
]

type WarningsProps = {
  review: Review
  shown: Warning | null
  onShow: (warning: Warning | null) => void
  onPlain: () => void
  onNotPlain: () => void
  onLeaveOut: (ids: readonly number[]) => void
  onShared: () => void
  onMessage: () => void
}

/** Worth knowing before it is sent: fact, reason, and the mend at the right end. */
export function Warnings(props: WarningsProps) {
  const { review, shown, onShow, onPlain, onNotPlain, onLeaveOut, onShared, onMessage } = props
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
    shown?.kind === warning.kind ? (
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
      case 'heard-recently':
      case 'same-text':
        return (
          <>
            {show(warning)}
            <Act onClick={() => onLeaveOut(warning.recipientIds)}>
              {`Leave out ${say(warning.recipientIds.length)}`}
            </Act>
          </>
        )
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
    <ul className={css.warnings} aria-label="Worth knowing before you send">
      {everybody && (
        <li>
          <IconCurrencyDollar size={16} stroke={1.8} aria-hidden />
          <span className={css.warningWords}>
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
          </span>
          <span className={css.warningActs}>
            <Act onClick={onPlain}>Write them plainly</Act>
          </span>
        </li>
      )}
      {warnings.map((warning) => {
        const Sign = warning.stops ? IconAlertCircle : SIGN[warning.kind]
        const counted = COUNTED.includes(warning.kind)
        return (
          <li key={warning.kind} data-stops={warning.stops || undefined}>
            <Sign size={16} stroke={1.8} aria-hidden />
            <span className={css.warningWords}>
              {counted ? (
                <>
                  <b>
                    {say(warning.count)} {firstWords(warning)}
                  </b>{' '}
                  <span className={text.second}>{restWords(warning)}</span>
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
            </span>
            <span className={css.warningActs}>{actions(warning)}</span>
          </li>
        )
      })}
      {choices.plain && !dear && (
        <li>
          <IconCurrencyDollar size={16} stroke={1.8} aria-hidden />
          <span className={css.warningWords}>
            <b>Dear letters are written plainly,</b> <span className={text.second}>such as e for ë.</span>
          </span>
          <span className={css.warningActs}>
            <Act onClick={onNotPlain}>Write them as they are</Act>
          </span>
        </li>
      )}
      {choices.each === 'person' && !shared && (
        <li>
          <IconUsers size={16} stroke={1.8} aria-hidden />
          <span className={css.warningWords}>
            <b>Each person gets a text,</b>{' '}
            <span className={text.second}>
              also where several share a number: {plural(perPerson, 'text')} instead of {say(perNumber)}.
            </span>
          </span>
          <span className={css.warningActs}>
            <Act onClick={onShared}>Change</Act>
          </span>
        </li>
      )}
    </ul>
  )
}

/** The words that carry a warning are strong, its reason is not. */
const LEAD =
  /^(cost more|heard? from you|had this very text|get this very text already|numbers are shared|look like landlines|go to a country)/
const ONE: Record<string, string> = {
  'cost more': 'costs more',
  'hear from you': 'hears from you',
  'get this very text already': 'gets this very text already',
  'numbers are shared': 'number is shared',
  'look like landlines': 'looks like a landline',
  'go to a country': 'goes to a country',
}
const firstWords = ({ say, count }: Warning): string => {
  const words = LEAD.exec(say)?.[0] ?? ''
  return count === 1 ? (ONE[words] ?? words) : words
}
const restWords = ({ say }: Warning): string => say.replace(LEAD, '').trim()

function Act({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Button size="xs" variant="quiet" onClick={onClick}>
      {children}
    </Button>
  )
}
