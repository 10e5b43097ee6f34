import { Box, Button, Group, Stack } from '@mantine/core'
import { IconHandStop, IconPlayerPlay } from '@tabler/icons-react'
import { useLayoutEffect, useRef } from 'react'
import { reactionOf } from '#shared/text/reactions'
import { useLocale } from '../../../ui/locale'
import { Status } from '../../../ui/feedback/Status'
import { sayDay } from '#shared/time/say-when'
import { Time } from '../../../ui/records/When'
import css from '../inbox.module.css'
import text from '../../../ui/text.module.css'
import { whoOf } from '../names'
import { ReactionText } from '../../../ui/messages/ReceivedText'
import { Pictures } from './Pictures'
import type { Item, Thread } from '../use-inbox'
import { Bubble } from '../../../ui/messages/Bubble'

/** What was said, oldest first, day by day; the newest is in sight. */
export function Texts({ thread, onEarlier }: { thread: Thread; onEarlier: (() => void) | null }) {
  const { items, people } = thread
  const { language, zone } = useLocale()
  const list = useRef<HTMLOListElement>(null)
  const last = items.at(-1)
  const newest = last && `${last.direction} ${last.id}`
  useLayoutEffect(() => {
    if (newest && list.current) list.current.scrollTop = list.current.scrollHeight
  }, [newest])
  const who = whoOf(thread)
  return (
    <ol className={css.texts} ref={list} tabIndex={0} aria-label="Texts">
      {onEarlier && (
        <Stack component="li" align="center" p="sm">
          <Button size="xs" variant="quiet" onClick={onEarlier}>
            Show earlier texts
          </Button>
        </Stack>
      )}
      {items.map((item, index) => {
        const day = sayDay(item.at, language, zone)
        const before = items[index - 1]
        const next = before === undefined || sayDay(before.at, language, zone) !== day
        return [
          next && (
            <Box key={`day ${day}`} component="li" ta="center" c="dimmed" fz="xs" lh="xs">
              <span>{day}</span>
            </Box>
          ),
          <Said key={`${item.direction} ${item.id}`} item={item} shared={people.length > 1} who={who} />,
        ]
      })}
    </ol>
  )
}

const EVENT = {
  stop: { icon: IconHandStop, say: 'Opted out: this number gets no more texts, whoever has it.' },
  start: { icon: IconPlayerPlay, say: 'Opted in again.' },
}

function Said({ item, shared, who }: { item: Item; shared: boolean; who: string }) {
  if (item.direction === 'out')
    return (
      <Stack component="li" gap={3} align="flex-end">
        <Bubble out>{item.body}</Bubble>
        <Group gap="0 4px" wrap="wrap" px="xs" c="dimmed" fz="xs" lh="xs">
          <Status state={item.state} word={item.state === 'queued' ? 'To be sent' : undefined} />
          <Time at={item.at} />
          <span>
            {[item.by, item.template && `“${item.template}”`, shared && `to ${item.to}`]
              .filter(Boolean)
              .map((part) => ` · ${part}`)}
          </span>
        </Group>
        {item.why && (
          <Box maw="78%" px="xs" c="second" fz="xs" lh="xs">
            {item.why}
          </Box>
        )}
      </Stack>
    )
  const reaction = reactionOf(item.body)
  const event = item.meaning === 'stop' || item.meaning === 'start' ? EVENT[item.meaning] : null
  return (
    <Stack component="li" gap={3} align="flex-start">
      {reaction ? (
        <Box className={text.breaks} maw="60ch" c="second" fz="sm" lh="sm">
          <ReactionText reaction={reaction} />
        </Box>
      ) : (
        item.body !== '' && <Bubble>{item.body}</Bubble>
      )}
      {item.pictures > 0 && (
        <Pictures id={item.id} count={item.pictures} who={item.filedUnder ?? who} at={item.at} />
      )}
      <Group gap="0 4px" wrap="wrap" px="xs" c="dimmed" fz="xs" lh="xs">
        <Time at={item.at} />
        {shared && item.filedUnder && <span> · filed under {item.filedUnder}</span>}
      </Group>
      {event && (
        <Group gap={6} mt="xs" px="xs" c="second">
          <event.icon size={16} stroke={1.8} aria-hidden /> {event.say}
        </Group>
      )}
    </Stack>
  )
}
