import { Badge, Button, Stack, VisuallyHidden } from '@mantine/core'
import { type Icon, IconHandStop, IconHelpCircle, IconUserQuestion, IconUsers } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { Link } from 'react-router'
import { reactionOf } from '#shared/text/reactions'
import { conversationPath } from '../../app/client/arrivals'
import text from '../../ui/text.module.css'
import { WhenShort } from '../../ui/records/When'
import css from './inbox.module.css'
import { whoOf } from './names'
import type { Conversation } from './use-inbox'
import { SignedWord } from '../../ui/feedback/SignedWord'

const FACT: Record<string, { icon: Icon; word: string; tone?: 'bad' | 'warn' }> = {
  stop: { icon: IconHandStop, word: 'Opted out', tone: 'bad' },
  carrier: { icon: IconHandStop, word: 'Opted out', tone: 'bad' },
  manual: { icon: IconHandStop, word: 'Blocked by hand', tone: 'bad' },
  doubtful: { icon: IconHelpCircle, word: 'Opt-out? Decide', tone: 'warn' },
  stranger: { icon: IconUserQuestion, word: 'Not in People' },
  shared: { icon: IconUsers, word: 'Shared number' },
}
const factOf = ({ block, people }: Conversation) =>
  FACT[block ?? (people.length === 0 ? 'stranger' : people.length > 1 ? 'shared' : '')]

type ConversationListProps = {
  rows: readonly Conversation[]
  current: string | null
  /** Fetches older ones; null when these are all. */
  onMore: (() => void) | null
}

/** Arrows move, Enter opens. */
export function ConversationList({ rows, current, onMore }: ConversationListProps) {
  const move = (event: KeyboardEvent<HTMLUListElement>) => {
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')]
    const at = links.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key]
    if (to === undefined || at < 0) return
    event.preventDefault()
    links[to]?.focus()
  }
  return (
    <ul className={css.list} aria-label="Conversations" onKeyDown={move}>
      {rows.map((row) => (
        <li key={row.e164}>
          <Row row={row} current={row.e164 === current} />
        </li>
      ))}
      {onMore && (
        <Stack component="li" align="center" p="sm">
          <Button size="xs" variant="quiet" onClick={onMore}>
            Show older conversations
          </Button>
        </Stack>
      )}
    </ul>
  )
}

function Row({ row, current }: { row: Conversation; current: boolean }) {
  const { unread, last, lastAt } = row
  const fact = factOf(row)
  const reaction = last.direction === 'in' ? reactionOf(last.body) : null
  return (
    <Link
      to={conversationPath(row.e164)}
      className={css.row}
      aria-current={current ? 'true' : undefined}
      data-unread={unread > 0 || undefined}
    >
      <span className={css.line}>
        <b className={text.truncate} dir="auto">
          {whoOf(row)}
        </b>
        <span className={text.grow} />
        <WhenShort at={lastAt} className={css.at} />
      </span>
      <span className={css.line} data-second>
        <span className={text.truncate}>
          {last.direction === 'out' && <span className={text.muted}>You: </span>}
          <bdi>
            {reaction ? `${reaction.mark} Reacted` : last.body || (last.pictures > 0 ? 'Sent a picture' : '')}
          </bdi>
        </span>
        <span className={text.grow} />
        {unread > 0 && (
          <Badge component="span" variant="filled" flex="none" miw={18} h={18} px={5} radius={9} fw={600}>
            {unread}
            <VisuallyHidden> unread</VisuallyHidden>
          </Badge>
        )}
      </span>
      {fact && (
        <SignedWord icon={fact.icon} tone={fact.tone} sign={13} mt={1} fz="xs" lh="xs">
          {fact.word}
        </SignedWord>
      )}
    </Link>
  )
}
