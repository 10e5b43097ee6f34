import { Anchor, Drawer, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { useMay } from '../../app/client/session'
import { CostlyText } from '../../ui/messages/CostlyText'
import { TextLine } from '../../ui/messages/ReceivedText'
import { DecideUnknown } from '../../ui/records/DecideUnknown'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { Money } from '../../ui/records/Money'
import { Note } from '../../ui/feedback/Note'
import { PhoneNumber } from '../../ui/records/PhoneNumber'
import { plural } from '../../ui/plural'
import { Status } from '../../ui/feedback/Status'
import text from '../../ui/text.module.css'
import { When } from '../../ui/records/When'
import { PURPOSE_WORD, TYPE_WORD } from '../../ui/words'
import { FailureSteps } from './FailureSteps'
import css from './messages.module.css'
import { useMessage } from './use-messages'
import { Bubble } from '../../ui/messages/Bubble'
import { Pairs } from '../../ui/records/Facts'

type MessageDrawerProps = { id: number | null; onClose: () => void }

/** One text: its words, where it is and why, every attempt, and what can be done. */
export function MessageDrawer({ id, onClose }: MessageDrawerProps) {
  const { data, error, refetch } = useMessage(id)
  const out = data?.message.direction !== 'in'
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size={440}
      title={
        data ? `${out ? 'Text to' : 'Reply from'} ${data.message.name || data.message.national}` : 'Text'
      }
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{
        title: css.drawerTitle,
        body: css.drawerBody,
        content: css.drawer,
        header: css.drawerHead,
      }}
      transitionProps={{ transition: 'fade', duration: 120 }}
    >
      {error ? (
        <ErrorState what="This text could not be shown" error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Message of={data} onClose={onClose} />
      ) : (
        <LoadingLine on />
      )}
    </Drawer>
  )
}

type Of = NonNullable<ReturnType<typeof useMessage>['data']>
function Message({ of: { message, failure, attempts }, onClose }: { of: Of; onClose: () => void }) {
  const may = useMay('manager')
  const out = message.direction === 'out'
  return (
    <Stack gap={14}>
      <Bubble out={out}>
        {out ? <CostlyText>{message.body}</CostlyText> : <TextLine body={message.body} direction="in" />}
      </Bubble>
      <Group>
        <Status state={message.state} />
        <span className={text.muted}>
          since <When within at={message.since} />
        </span>
      </Group>
      {message.why && !failure && <Text c="second">{message.why}</Text>}
      {failure && (
        <Note tone="bad" title={failure.title}>
          {failure.say} {failure.next}
          {message.code !== null && <span className={text.muted}> (error {message.code})</span>}
          <FailureSteps of={message} failure={failure} onClose={onClose} />
        </Note>
      )}
      {message.decide && may && <Decide id={message.id} name={message.name} />}
      <Pairs>
        <dt>{out ? 'To' : 'From'}</dt>
        <dd>
          {message.recipientId ? (
            <Link className={text.name} to={`/people/${message.recipientId}`}>
              <bdi>{message.name}</bdi>
            </Link>
          ) : (
            message.name
          )}{' '}
          <PhoneNumber national={message.national} e164={message.number} />
        </dd>
        <dt>{out ? 'Made' : 'Came in'}</dt>
        <dd>
          <When at={message.at} />
          {out && ` by ${message.by}`}
        </dd>
        {message.notBefore && message.state === 'queued' && (
          <>
            <dt>Leaves</dt>
            <dd>
              <When at={message.notBefore} />
            </dd>
          </>
        )}
        {message.type && (
          <>
            <dt>Type</dt>
            <dd>
              {message.type === 'bulk' ? (
                <Anchor component={Link} to={`/sends/${message.sendId}`}>
                  {TYPE_WORD[message.type]}
                </Anchor>
              ) : (
                TYPE_WORD[message.type]
              )}
              {message.purpose && `, ${PURPOSE_WORD[message.purpose].toLowerCase()}`}
            </dd>
          </>
        )}
        {message.template && (
          <>
            <dt>Template</dt>
            <dd>{message.template}</dd>
          </>
        )}
        {(out || message.units > 0) && (
          <>
            <dt>Cost</dt>
            <dd>
              {plural(message.units, 'message')}, <Money of={message.price} precise />
              {message.priceIs && <span className={text.muted}> {PRICE_IS[message.priceIs]}</span>}
            </dd>
          </>
        )}
      </Pairs>
      {out && (
        <section aria-label="Attempts">
          <Title order={2} size="h4" mb="xs">
            Attempts
          </Title>
          {attempts.length === 0 ? (
            <Text c="dimmed">Not tried yet.</Text>
          ) : (
            <ol className={css.attempts}>
              {attempts.map((attempt) => (
                <li key={attempt.n}>
                  <Group component="span" align="stretch" justify="space-between">
                    <b>{OUTCOME[attempt.outcome] ?? attempt.outcome}</b>
                    <When at={attempt.at} className={text.muted} />
                  </Group>
                  {(attempt.detail || attempt.code !== null) && (
                    <span className={text.second}>
                      {attempt.detail}
                      {attempt.code !== null && ` (error ${attempt.code})`}
                    </span>
                  )}
                  {attempt.sid && (
                    <span className={`${text.small} ${text.muted} ${text.breaks}`}>{attempt.sid}</span>
                  )}
                </li>
              ))}
            </ol>
          )}
        </section>
      )}
    </Stack>
  )
}

/** How a price is known. */
const PRICE_IS: Record<NonNullable<Of['message']['priceIs']>, string> = {
  estimate: 'estimated: the carrier tells its price within a day',
  charged: 'charged by the carrier',
  'never-said': 'estimated: the carrier never told its price',
}

/** What became of one request to the carrier, in words. */
const OUTCOME: Record<string, string> = {
  claimed: 'Being handed over',
  accepted: 'The carrier took it',
  adopted: 'Found in the carrier’s list',
  rejected: 'The carrier refused it',
  busy: 'The carrier was busy',
  unknown: 'No clear answer',
  'unknown-closed': 'No clear answer',
  'not-sent': 'Did not leave',
  'marked-sent': 'Marked as sent',
  'given-up': 'Sent again by hand',
}

function Decide({ id, name }: { id: number; name: string }) {
  return (
    <Note tone="warn" title="Nobody can say whether this left">
      <p>Deskbell never sends it again by itself. Ask {name || 'them'}, or look at Twilio, then decide.</p>
      <Group align="stretch" mt="sm">
        <DecideUnknown messageId={id} name={name || 'the person'} />
      </Group>
    </Note>
  )
}
