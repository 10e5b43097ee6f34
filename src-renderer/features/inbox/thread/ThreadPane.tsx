import { Box, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconArrowBackUp, IconCheck, IconPrinter, IconUsers } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { PhoneNumber } from '../../../ui/records/PhoneNumber'
import text from '../../../ui/text.module.css'
import { toast, toastError } from '../../../ui/feedback/toast'
import { useAttention } from '../attention'
import { Block } from './Block'
import { whoOf } from '../names'
import { PeoplePane } from './PeoplePane'
import { RepliesOff } from '../RepliesOff'
import { Texts } from './Texts'
import { markDone, markRead, type Thread, useRepliesOff, useThread } from '../use-inbox'
import { WhoIsThis } from './WhoIsThis'
import type { ReplySlot } from '../reply-slot'

const STEP = 50
const MOST = 500

/** One conversation: what was said in both directions, who it is with, and the answer. */
export function ThreadPane({ e164, Reply }: { e164: string; Reply: ReplySlot }) {
  const [limit, setLimit] = useState(STEP)
  const { data, error, isFetching, refetch } = useThread(e164, limit)
  if (error)
    return (
      <Box py="lg" px={20} c="dimmed" style={{ gridColumn: '2 / -1' }}>
        <ErrorState what="The conversation could not be read" error={error} onRetry={() => void refetch()} />
      </Box>
    )
  if (!data) return <LoadingLine on={isFetching} />
  return (
    <Shown
      thread={data}
      Reply={Reply}
      onEarlier={data.more && limit < MOST ? () => setLimit(limit + STEP) : null}
    />
  )
}

type ShownProps = { thread: Thread; Reply: ReplySlot; onEarlier: (() => void) | null }

function Shown({ thread, Reply, onEarlier }: ShownProps) {
  const { e164, national, people, person, asks, unread, newest, open, block } = thread
  const foot = useRef<HTMLDivElement>(null)
  const here = useAttention()
  const repliesOff = useRepliesOff()
  useEffect(() => {
    if (here && unread > 0) markRead(e164, newest).catch(toastError)
  }, [here, unread, e164, newest])

  const who = whoOf(thread)
  const finish = (done: boolean) =>
    markDone(e164, newest, done)
      .then(() =>
        toast({
          say: done ? `${who}: done` : `${who}: open again`,
          ...(done ? { action: { label: 'Undo', run: () => markDone(e164, newest, false) } } : {}),
        }),
      )
      .catch(toastError)
  useWindowEvent('keydown', (event) => {
    const typing = (event.target as HTMLElement).closest('input, textarea, select, [role="dialog"]')
    if (event.defaultPrevented || typing || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'd') void finish(open)
    else if (event.key === 'r') {
      const field = foot.current?.querySelector('textarea')
      if (!field) return
      event.preventDefault()
      field.focus()
    }
  })
  const shared = people.length > 1
  return (
    <>
      <Stack component="section" gap={0} mih={0} miw={0} aria-label="Conversation">
        <Group
          component="header"
          className={text.lineUnder}
          gap={10}
          flex="none"
          h={53}
          p="0 14px 0 20px"
          role="presentation"
        >
          {/* A number alone is its own heading. */}
          <Title className={text.truncate} order={2} size="h3" miw={0} dir="auto">
            {person === null ? national : who}
          </Title>
          {person !== null && (
            <span className={text.muted}>
              <PhoneNumber national={national} e164={e164} />
            </span>
          )}
          {shared && (
            <Group className={text.nowrap} component="span" display="inline-flex" gap={5} c="dimmed">
              <IconUsers size={15} aria-hidden /> Shared by {people.length} people
            </Group>
          )}
          <span className={text.grow} />
          <Button
            size="xs"
            variant="subtle"
            component={Link}
            to={`/print/conversation/${encodeURIComponent(e164)}`}
            leftSection={<IconPrinter size={14} aria-hidden />}
          >
            Print
          </Button>
          {open ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconCheck size={14} aria-hidden />}
              aria-keyshortcuts="D"
              onClick={() => void finish(true)}
            >
              Done
            </Button>
          ) : (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArrowBackUp size={14} aria-hidden />}
              aria-keyshortcuts="D"
              onClick={() => void finish(false)}
            >
              Open again
            </Button>
          )}
        </Group>
        {asks && <WhoIsThis thread={thread} asks={asks} />}
        <Texts thread={thread} onEarlier={onEarlier} />
        <Box flex="none" style={{ padding: '0 16px calc(16px + var(--db-dock-space, 0px))' }} ref={foot}>
          {block ? (
            <Block block={block} e164={e164} national={national} who={who} />
          ) : repliesOff ? (
            <RepliesOff />
          ) : person === null ? (
            <Text py={10} px="md" bdrs="md" bd="1px solid var(--db-line-2)" c="second">
              Say first who this is: an answer is kept with that person.
            </Text>
          ) : (
            <Reply recipientId={person} e164={e164} onSent={() => undefined} />
          )}
        </Box>
      </Stack>
      <PeoplePane thread={thread} />
    </>
  )
}
