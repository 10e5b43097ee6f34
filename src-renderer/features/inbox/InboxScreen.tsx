import { ActionIcon, Box, Button, Group, SegmentedControl, Stack, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconFlask, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useSession } from '../../app/client/session'
import { Empty, NothingFound } from '../../ui/feedback/Empty'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { Page } from '../../ui/page/Page'
import { ConversationList } from './ConversationList'
import css from './inbox.module.css'
import { PretendReply } from './thread/PretendReply'
import { RepliesOff } from './RepliesOff'
import { useSettled } from './settled'
import { ThreadPane } from './thread/ThreadPane'
import { useConversations, useRepliesOff, type View, VIEWS } from './use-inbox'
import type { ReplySlot } from './reply-slot'
import text from '../../ui/text.module.css'

const VIEW_WORD: Record<View, string> = { open: 'Open', unread: 'Unread', done: 'Done', all: 'All' }
const NOTHING: Record<View, string> = {
  open: 'Everything is done.',
  unread: 'Every text was read.',
  done: 'No conversation is marked as done.',
  all: 'No conversation yet.',
}

/** Everybody who wrote, by number; at the right the conversation that is open. */
export function InboxScreen({ Reply }: { Reply: ReplySlot }) {
  const { number } = useParams()
  const current = number ?? null
  const { mode } = useSession()
  const [view, setView] = useState<View>('open')
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 150)
  const [pretending, setPretending] = useState(false)
  const found = useConversations(view, search)
  const { data, error, isFetching, isPlaceholderData, refetch, fetchNextPage, hasNextPage } = found
  const fetched = data?.pages.flatMap(({ rows }) => rows) ?? []
  const rows = useSettled(`${isPlaceholderData} ${view} ${search}`, fetched, current)
  const none = data?.pages[0]?.any === false
  const practice = mode === 'practice'
  const repliesOff = useRepliesOff()

  if (none && current === null)
    return (
      <Page title="Inbox">
        <NothingYet onPretend={practice ? () => setPretending(true) : null} />
        {repliesOff && <RepliesOff />}
        <PretendReply opened={pretending} onClose={() => setPretending(false)} />
      </Page>
    )
  return (
    <div className={css.inbox}>
      <Stack
        component="section"
        gap={0}
        mih={0}
        miw={0}
        style={{ borderInlineEnd: '1px solid var(--db-line)' }}
        aria-label="Inbox"
      >
        <Stack
          component="header"
          className={text.lineUnder}
          gap="sm"
          p="12px 14px 10px var(--db-gutter)"
          role="presentation"
        >
          <Group justify="space-between" mih={28}>
            <Title order={1}>Inbox</Title>
            {practice && (
              <ActionIcon
                aria-label="Pretend a reply"
                title="Pretend a reply (practice)"
                onClick={() => setPretending(true)}
              >
                <IconFlask size={17} stroke={1.6} />
              </ActionIcon>
            )}
          </Group>
          <TextInput
            type="search"
            size="xs"
            aria-label="Search conversations"
            placeholder="Name or number"
            leftSection={<IconSearch size={14} aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setTyped('')
            }}
          />
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label="Show"
            value={view}
            onChange={(value) => setView(value as View)}
            data={VIEWS.map((value) => ({ value, label: VIEW_WORD[value] }))}
          />
        </Stack>
        <LoadingLine on={isFetching} />
        {error ? (
          <ErrorState what="The inbox could not be read" error={error} onRetry={() => void refetch()} />
        ) : data && rows.length === 0 ? (
          <NothingFound
            title={search === '' ? NOTHING[view] : `Nobody who wrote matches “${search}”.`}
            action={
              search === '' ? undefined : (
                <Button size="xs" variant="quiet" onClick={() => setTyped('')}>
                  Clear the search
                </Button>
              )
            }
          />
        ) : (
          <ConversationList
            rows={rows}
            current={current}
            onMore={hasNextPage ? () => void fetchNextPage() : null}
          />
        )}
      </Stack>
      {current === null ? (
        <Box py="lg" px={20} c="dimmed" style={{ gridColumn: '2 / -1' }}>
          {repliesOff ? <RepliesOff /> : <p>Choose a conversation.</p>}
        </Box>
      ) : (
        <ThreadPane key={current} e164={current} Reply={Reply} />
      )}
      <PretendReply opened={pretending} onClose={() => setPretending(false)} />
    </div>
  )
}

/** @param onPretend only in practice */
function NothingYet({ onPretend }: { onPretend: (() => void) | null }) {
  return (
    <Empty
      title="No text has come in yet"
      action={
        onPretend && (
          <Button variant="default" leftSection={<IconFlask size={15} aria-hidden />} onClick={onPretend}>
            Pretend a reply
          </Button>
        )
      }
    >
      Replies appear here as conversations, with the names of everybody who has the number. Opt-outs are shown
      as what they are, and are obeyed before anybody reads them.
    </Empty>
  )
}
