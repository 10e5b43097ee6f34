import { Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { Consent } from '../../../ui/records/Consent'
import text from '../../../ui/text.module.css'
import { KIND_WORD } from '../../../ui/words'
import css from '../inbox.module.css'
import type { Thread } from '../use-inbox'
import { Pairs } from '../../../ui/records/Facts'

/** Everybody who has the number, and what they allowed at it. */
export function PeoplePane({ thread: { people, block, person } }: { thread: Thread }) {
  const [only] = people
  return (
    <aside className={css.side} aria-label="People with this number">
      <Title order={2} size="h5" mb="sm">
        {people.length === 1 && only ? 'Who this is' : 'People with this number'}
      </Title>
      {people.length === 0 && (
        <Text mt={10} c="dimmed">
          Nobody yet.
        </Text>
      )}
      {people.map(({ id, name, kind, alerts, marketing }) => (
        <Stack key={id} className={text.lineUnder} align="flex-start" gap={2} p="8px 0 10px">
          <Link to={`/people/${id}`} className={text.name} aria-current={id === person ? 'true' : undefined}>
            <bdi>{name}</bdi>
          </Link>
          <span className={`${text.small} ${text.muted}`}>{KIND_WORD[kind]}</span>
          {block && block.cause !== 'doubtful' ? (
            <Consent state="blocked" />
          ) : (
            <Pairs mt="xs" w="100%">
              <dt>Alerts</dt>
              <dd>
                <Consent state={alerts} />
              </dd>
              <dt>Marketing</dt>
              <dd>
                <Consent state={marketing} />
              </dd>
            </Pairs>
          )}
        </Stack>
      ))}
      {people.length > 1 && (
        <Text variant="note" mt={10}>
          A STOP from this number blocks it for all {people.length}.
        </Text>
      )}
    </aside>
  )
}
