import { Anchor, Badge, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMay, useSession } from '../../../app/client/session'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { Note } from '../../../ui/feedback/Note'
import { toast, toastError } from '../../../ui/feedback/toast'
import { Panel } from '../../../ui/page/Panel'
import { When } from '../../../ui/records/When'
import { Head } from '../Head'
import { checkReadiness, type ReadySender, useReadiness } from '../use-settings'

const STATE: Record<ReadySender['state'], { word: string; color: string }> = {
  ready: { word: 'Ready', color: 'ok' },
  waiting: { word: 'Waiting for Twilio', color: 'warn' },
  missing: { word: 'Something is missing', color: 'bad' },
  unknown: { word: 'Not known', color: 'gray' },
}

/** Each number that texts come from: what Twilio says of its registration, what is missing, and where that is done. */
export function ReadyToSend() {
  const { mode } = useSession()
  const may = useMay('manager')
  const { data, error, isPending, refetch } = useReadiness()
  const [busy, setBusy] = useState(false)
  const check = () => {
    setBusy(true)
    checkReadiness()
      .then(() => toast({ say: 'Asked Twilio again' }), toastError)
      .finally(() => setBusy(false))
  }
  return (
    <>
      <Head
        title="Ready to send?"
        action={
          may &&
          data?.chosen && (
            <Button variant="default" loading={busy} onClick={check}>
              Ask Twilio again
            </Button>
          )
        }
      >
        Carriers refuse texts of numbers that are not registered. Deskbell reads once a day what Twilio says,
        and stops a send to many that would be refused.
      </Head>
      <LoadingLine on={isPending} />
      {error && (
        <ErrorState
          what="What Twilio says of the numbers could not be shown"
          error={error}
          onRetry={() => void refetch()}
        />
      )}
      {mode === 'practice' && (
        <Note title="Practice mode">
          These are the numbers of the practice carrier. Nothing of them is real.
        </Note>
      )}
      {data && !data.chosen && (
        <Note
          tone="warn"
          title="No sender was chosen yet"
          action={
            <Button size="xs" variant="default" component={Link} to="/settings/twilio">
              Open Twilio
            </Button>
          }
        >
          Connect Twilio, and choose which number texts come from.
        </Note>
      )}
      {data?.chosen && data.at === null && (
        <Note title="Not read yet">
          It is read within a minute of the start{may && ', or now by “Ask Twilio again”'}.
        </Note>
      )}
      {data?.at !== null && data?.numbers.length === 0 && (
        <Note tone="warn" title="No number">
          The Messaging Service has no number in its pool, so nothing can leave. Add one at Twilio.
        </Note>
      )}
      {data && data.names.length > 0 && (
        <Note tone="warn" title={`Some texts come from “${data.names.join('”, “')}”`}>
          Where a country knows names, the service sends from its name, and nobody can answer that. So the
          opt-out lines must hold a link, a phone number or an e-mail address.
        </Note>
      )}
      {data?.numbers.map((number) => (
        <Sender key={number.number} sender={number} />
      ))}
      {data?.at && (
        <Text size="sm" c="dimmed">
          Read <When within at={data.at} />.
        </Text>
      )}
    </>
  )
}

function Sender({ sender }: { sender: ReadySender }) {
  const { number, national, name, country, tollFree, sms, mms, state, say, todo, link } = sender
  const kind = tollFree ? 'Toll-free' : country === null ? 'Number' : `Local, ${country}`
  return (
    <Panel
      title={national}
      action={
        <Badge color={STATE[state].color} variant="light" fw={600}>
          {STATE[state].word}
        </Badge>
      }
    >
      <Stack gap="xs" p="md">
        <Text size="sm" c="dimmed">
          {[name === number ? null : name, kind, sms ? 'SMS' : 'no SMS', mms ? 'MMS' : 'no MMS']
            .filter((part) => part !== null)
            .join(' · ')}
        </Text>
        <Text size="sm">{say}</Text>
        {todo.length > 0 && (
          <div>
            <Text size="sm" fw={600}>
              What is missing
            </Text>
            <List size="sm">
              {todo.map((step) => (
                <List.Item key={step}>{step}</List.Item>
              ))}
            </List>
          </div>
        )}
        {link && (
          <Anchor href={link} target="_blank" rel="noreferrer" size="sm">
            <Group gap={4} component="span">
              Twilio’s page <IconExternalLink size={14} aria-hidden />
            </Group>
          </Anchor>
        )}
      </Stack>
    </Panel>
  )
}
