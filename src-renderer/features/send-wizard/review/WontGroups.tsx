import { Box, Button, Group, Text } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Purpose, SkipReason } from '#shared/values'
import { openDialog } from '../../../app/stores/dialogs'
import { NothingFound } from '../../../ui/feedback/Empty'
import { sayError } from '../../../ui/feedback/ErrorState'
import { useCount } from '../../../ui/locale'
import { plural } from '../../../ui/plural'
import text from '../../../ui/text.module.css'
import { toastError } from '../../../ui/feedback/toast'
import { NumberMend } from './NumberMend'
import { wordsOf } from './reasons'
import css from './review.module.css'
import { type Review, type ReviewRow, rowsOfReason, useGroup } from '../use-send'

type WontGroupsProps = {
  review: Review
  version: number
  search: string
  onPutBack: (ids: readonly number[]) => void
  onPerPerson: () => void
  onMessage: () => void
  /** Somebody was mended in a way that no event tells. */
  onMended: () => void
  onClear: () => void
}

/** Everybody who does not get the text, by reason, each with what mends it. */
export function WontGroups(props: WontGroupsProps) {
  const { review, version, search, onClear } = props
  const [numbers, setNumbers] = useState<ReviewRow[]>([])
  if (review.wont === 0) return <NothingFound title="Everybody selected gets it." />
  return (
    <Box className={`${text.lineOver} ${text.rows}`} flex={1} mih={0} style={{ overflow: 'auto' }}>
      {review.reasons.map(({ reason, count }, index) => (
        <Reason
          key={reason}
          {...props}
          reason={reason}
          count={count}
          version={version}
          search={search}
          startOpen={index < OPEN}
          onNumbers={setNumbers}
        />
      ))}
      {search.trim() !== '' && (
        <Box py="sm" px="gutter">
          <Button size="xs" variant="subtle" onClick={onClear}>
            Clear the search
          </Button>
        </Box>
      )}
      <NumberMend rows={numbers} onClose={() => setNumbers([])} onMended={props.onMended} />
    </Box>
  )
}

/** The largest groups show their first people, the rest their name and mend. */
const OPEN = 3
const FIRST = 4
const MORE = 100

type ReasonProps = WontGroupsProps & {
  reason: SkipReason
  count: number
  startOpen: boolean
  onNumbers: (rows: ReviewRow[]) => void
}

function Reason(props: ReasonProps) {
  const { review, version, search, reason, count, startOpen, onNumbers } = props
  const say = useCount()
  const [open, setOpen] = useState(startOpen)
  const [limit, setLimit] = useState(FIRST)
  const searching = search.trim() !== ''
  const { data, error } = useGroup(review.reviewId, version, reason, search, searching ? MORE : limit)
  const mend = useWholeMend(props)
  const words = wordsOf(reason, review)
  const total = data?.total ?? count
  if (searching && data && total === 0) return null
  const Sign = open || searching ? IconChevronDown : IconChevronRight
  return (
    <section aria-label={words.title}>
      <Group component="header" mih={42} px="gutter">
        <Button
          variant="subtle"
          size="compact-sm"
          c="bright"
          px={6}
          ms={-6}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          leftSection={<Sign size={15} aria-hidden />}
        >
          <b>{words.title}</b>&nbsp;
          <span className={text.muted}>{say(total)}</span>
        </Button>
        <Text span c="dimmed" miw={0}>
          {words.say}
        </Text>
        <span className={text.grow} />
        {mend && (
          <Button size="xs" variant="default" loading={mend.busy} onClick={mend.run}>
            {mend.label}
          </Button>
        )}
      </Group>
      {error && (
        <Text role="alert" p="0 var(--db-gutter) 8px" c="bad">
          {sayError(error)}
        </Text>
      )}
      {(open || searching) && data && (
        <ul className={css.left}>
          {data.rows.map((row) => (
            <li key={row.recipientId}>
              <Link className={`${text.name} ${text.truncate}`} to={`/people/${row.recipientId}`}>
                <bdi>{row.name}</bdi>
              </Link>
              <span title={row.number ?? undefined}>{row.national ?? '–'}</span>
              <span className={text.second}>{row.why}</span>
              <span>
                <RowMend
                  row={row}
                  reason={reason}
                  purpose={review.what.purpose}
                  onNumbers={onNumbers}
                  onPutBack={props.onPutBack}
                />
              </span>
            </li>
          ))}
          {total > data.rows.length && (
            <li>
              <Button
                size="compact-sm"
                variant="quiet"
                px={0}
                style={{ gridColumn: '1 / -1', justifySelf: 'start' }}
                onClick={() => setLimit(Math.min(total, limit === FIRST ? MORE : limit + MORE))}
              >
                Show {say(Math.min(total - data.rows.length, MORE))} more
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

const askConsent = (rows: readonly ReviewRow[], purpose: Purpose) => {
  const [only] = rows
  openDialog({
    show: 'consent',
    recipientIds: rows.map((row) => row.recipientId),
    purpose,
    ...(rows.length === 1 && only ? { name: only.name } : {}),
  })
}

type WholeMend = { label: string; run: () => void; busy: boolean }
/** What mends a reason for everybody it keeps from getting the text; null where nothing does. */
const useWholeMend = (props: ReasonProps): WholeMend | null => {
  const { review, reason, count, onNumbers, onPerPerson, onMessage, onPutBack } = props
  const say = useCount()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const mend = (label: string, run: () => void) => ({ label, run, busy })
  const mendRows = (label: string, act: (rows: ReviewRow[]) => void) =>
    mend(label, () => {
      setBusy(true)
      rowsOfReason(review.reviewId, reason)
        .then(act, toastError)
        .finally(() => setBusy(false))
    })
  switch (reason) {
    case 'not-asked':
      return mendRows(`Record consent for ${say(count)}…`, (rows) => askConsent(rows, review.what.purpose))
    case 'no-number':
      return mendRows(`Add ${plural(count, 'number')}…`, onNumbers)
    case 'invalid-number':
    case 'landline':
      return mendRows(`Change ${plural(count, 'number')}…`, onNumbers)
    case 'duplicate':
      return review.choices.each === 'number' ? mend('Send one per person', onPerPerson) : null
    case 'too-long':
      return mend('Shorten the message', onMessage)
    case 'left-out':
      return mendRows(`Put ${say(count)} back`, (rows) => onPutBack(rows.map((row) => row.recipientId)))
    case 'held':
      return mend('Decide…', () => void navigate('/todo'))
    default:
      return null
  }
}

type RowMendProps = Pick<ReasonProps, 'reason' | 'onNumbers' | 'onPutBack'> & {
  row: ReviewRow
  purpose: Purpose
}
/** What mends it for one person. */
function RowMend({ row, reason, purpose, onNumbers, onPutBack }: RowMendProps) {
  const navigate = useNavigate()
  const quiet = (label: string, run: () => void) => (
    <Button size="xs" variant="quiet" aria-label={`${label}: ${row.name}`} onClick={run}>
      {label}
    </Button>
  )
  const open = (label: string) => (
    <Button
      size="xs"
      variant="quiet"
      component={Link}
      to={`/people/${row.recipientId}`}
      aria-label={`${label}: ${row.name}`}
    >
      {label}
    </Button>
  )
  switch (row.mend) {
    case 'record-consent':
      return quiet('Record consent', () => askConsent([row], purpose))
    case 'add-number':
      return quiet('Add number', () => onNumbers([row]))
    case 'change-number':
      return quiet('Change number', () => onNumbers([row]))
    case 'put-back':
      return quiet('Put back', () => onPutBack([row.recipientId]))
    case 'fill-field':
      return open('Fill it in')
    case 'open':
      return reason === 'held' ? quiet('Decide', () => void navigate('/todo')) : open('Open')
    default:
      return null
  }
}
