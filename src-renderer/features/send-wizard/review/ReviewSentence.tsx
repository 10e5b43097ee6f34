import { Anchor, Text } from '@mantine/core'
import { Fragment } from 'react'
import { Link } from 'react-router'
import { Money } from '../../../ui/records/Money'
import { useLocale } from '../../../ui/locale'
import { plural } from '../../../ui/plural'
import { When } from '../../../ui/records/When'
import { PURPOSE_WORD } from '../../../ui/words'
import { type Review, useLists } from '../use-send'
import text from '../../../ui/text.module.css'

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
  const { will, units, who } = review
  const [one, many] = who.kind === 'account' ? (['account', 'accounts'] as const) : NOUN[who.kind]
  if (will === 0)
    return (
      <span className={text.sentence}>
        <b>Nobody</b> gets this text yet. See why under “Won’t get”.
      </span>
    )
  return (
    <span className={text.sentence}>
      <b>{plural(will, one, many)}</b> {will === 1 ? 'gets one text' : 'get one text each'}:{' '}
      <b>{plural(units, 'message')}</b>, <Cost review={review} />
      <Leaving review={review} />
    </span>
  )
}

/** One amount, or both ends of a range where the price is not known for certain. */
function Cost({ review: { cost, costLow, costBasis } }: { review: Review }) {
  if (!cost) return 'price unknown'
  if (costBasis === 'range' && costLow && costLow.micros < cost.micros)
    return (
      <>
        between{' '}
        <b>
          <Money of={costLow} /> and <Money of={cost} />
        </b>
      </>
    )
  return (
    <>
      about{' '}
      <b>
        <Money of={cost} />
      </b>
    </>
  )
}

/** What answers will cost on top, by how often people answered so far. */
function Replies({ of: { units, cost, percent } }: { of: NonNullable<Review['replies']> }) {
  const { language } = useLocale()
  return (
    <>
      . Replies: about {plural(units, 'message')}
      {cost && units > 0 && (
        <>
          , <Money of={cost} />
        </>
      )}{' '}
      on top, at the {percent.toLocaleString(language)}% who answered so far
    </>
  )
}

/** How the estimate was made, for everybody who pays the bill. */
const BASIS: Record<NonNullable<Review['costBasis']>, string> = {
  charged: 'priced as the carrier charged lately',
  list: 'priced by the carrier’s list',
  partly: 'priced partly as the carrier charged lately, partly by its list',
  range: 'a range, since fees or prices of some carriers are not known yet',
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
export function ReviewSubline({
  review: { what, who, choices, cost, costBasis, replies },
}: {
  review: Review
}) {
  const lists = useLists().data
  const names = who.include.map((id) => ({
    id,
    name: lists?.find((list) => list.id === id)?.name ?? 'a list',
  }))
  const kind = { client: 'clients', lead: 'leads', staff: 'staff', account: 'accounts' }[who.kind]
  const parts = [
    ...names.map(({ id, name }) => (
      <Anchor key={id} component={Link} to={`/lists/${id}`} underline="always">
        {name}
      </Anchor>
    )),
    ...(who.recipientIds.length > 0
      ? [<span key="picked">{plural(who.recipientIds.length, 'pick')} by hand</span>]
      : []),
  ]
  return (
    <Text c="dimmed" pb={10}>
      {what.templateName ? `“${what.templateName}”` : 'A message written here'},{' '}
      {what.purpose === 'alerts' ? 'an alert' : PURPOSE_WORD[what.purpose].toLowerCase()}, to{' '}
      {who.everyone && 'all '}
      {kind}
      {parts.length > 0 && (who.everyone ? ' and ' : ' in ')}
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
      {cost && costBasis && `, ${BASIS[costBasis]}`}
      {replies && <Replies of={replies} />}
    </Text>
  )
}
