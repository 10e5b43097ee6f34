import { Fragment } from 'react'
import { Link } from 'react-router'
import { Money } from '../../ui/Money'
import { plural } from '../../ui/plural'
import { When } from '../../ui/When'
import { PURPOSE_WORD } from '../../ui/words'
import css from './review.module.css'
import { type Review, useLists } from './use-send'

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** "about 4 minutes": how long something lasts, no more exact than it can be known. */
export const sayDuration = (seconds: number): string => {
  if (seconds < 2) return '1 second'
  if (seconds < MINUTE) return `${seconds} seconds`
  if (seconds < 90 * MINUTE) return plural(Math.round(seconds / MINUTE), 'minute')
  if (seconds < 2 * DAY) return plural(Math.round(seconds / HOUR), 'hour')
  return plural(Math.round(seconds / DAY), 'day')
}

const NOUN = {
  client: ['person', 'people'],
  lead: ['person', 'people'],
  staff: ['person', 'people'],
} as const

/** The review in one sentence. */
export function ReviewSentence({ review }: { review: Review }) {
  const { will, units, cost, who } = review
  const [one, many] = who.kind === 'account' ? (['account', 'accounts'] as const) : NOUN[who.kind]
  if (will === 0)
    return (
      <span className={css.sentence}>
        <b>Nobody</b> gets this text yet. See why under “Won’t get”.
      </span>
    )
  return (
    <span className={css.sentence}>
      <b>{plural(will, one, many)}</b> {will === 1 ? 'gets one text' : 'get one text each'}:{' '}
      <b>{plural(units, 'message')}</b>,{' '}
      {cost ? (
        <>
          about{' '}
          <b>
            <Money of={cost} />
          </b>
        </>
      ) : (
        'price unknown'
      )}
      <Leaving review={review} />
    </span>
  )
}

/** When they leave, and where they wait until then. */
function Leaving({ review: { groups, seconds, choices, handOver, will } }: { review: Review }) {
  const first = groups[0]
  if (!first) return null
  // A hold of a minute is not a time of its own.
  const waits = choices.notBefore !== null || Date.parse(first.at) > Date.now() + 15 * MINUTE * 1000
  if (!waits)
    return (
      <>
        , gone in about <b>{sayDuration(seconds)}</b>
      </>
    )
  return (
    <>
      , leaving{' '}
      <b>
        <When within at={first.at} />
      </b>
      {groups.length > 1 && ' and later'}
      {handOver !== null && handOver > 0 && (
        <>
          {' '}
          from Twilio’s own schedule
          {handOver < will ? `, ${handOver} of ${will}` : ': this PC may be off then'}
        </>
      )}
    </>
  )
}

/** What is sent to whom, in a line. */
export function ReviewSubline({ review: { what, who, choices } }: { review: Review }) {
  const lists = useLists().data
  const names = who.include.map((id) => ({
    id,
    name: lists?.find((list) => list.id === id)?.name ?? 'a list',
  }))
  const kind = { client: 'clients', lead: 'leads', staff: 'staff', account: 'accounts' }[who.kind]
  const parts = [
    ...names.map(({ id, name }) => (
      <Link key={id} to={`/lists/${id}`} className={css.link}>
        {name}
      </Link>
    )),
    ...(who.recipientIds.length > 0
      ? [<span key="picked">{plural(who.recipientIds.length, 'pick')} by hand</span>]
      : []),
  ]
  return (
    <p className={css.subline}>
      {what.templateName ? `“${what.templateName}”` : 'A message written here'},{' '}
      {what.purpose === 'alerts' ? 'an alert' : PURPOSE_WORD[what.purpose].toLowerCase()}, to {kind}
      {parts.length > 0 && ' in '}
      {parts.map((part, index) => (
        <Fragment key={part.key}>
          {index > 0 && (index === parts.length - 1 ? ' and ' : ', ')}
          {part}
        </Fragment>
      ))}
      {who.exclude.length > 0 && `, without ${plural(who.exclude.length, 'list')}`}
      {choices.plain && ', written plainly'}
      {choices.each === 'person' && ', one text to each person'}
      {choices.notBefore && (
        <>
          , from <When within at={choices.notBefore} />
        </>
      )}
    </p>
  )
}
