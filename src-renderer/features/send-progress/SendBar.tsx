import { Group, Progress as Bar } from '@mantine/core'
import { useCount } from '../../ui/locale'
import { COLOR, isDrawn, partsOf } from './phases'
import css from './sends.module.css'
import type { Progress } from './use-sends'
import text from '../../ui/text.module.css'

/** How far a send is: one bar with the share of each outcome. */
export function SendBar({ send, size = 10 }: { send: Progress; size?: number }) {
  const say = useCount()
  const parts = partsOf(send)
  return (
    <Bar.Root
      size={size}
      role="img"
      aria-label={parts.map(({ count, word }) => `${say(count)} ${word}`).join(', ') || 'Nothing to send'}
      className={css.bar}
    >
      {parts.filter(isDrawn).map(({ tone, count, word }) => (
        <Bar.Section
          key={word}
          withAria={false}
          value={send.total === 0 ? 0 : (count / send.total) * 100}
          color={COLOR[tone]}
        />
      ))}
    </Bar.Root>
  )
}

/** The same in words. */
export function SendLegend({ send }: { send: Progress }) {
  const say = useCount()
  return (
    <Group component="ul" gap="4px 20px" wrap="wrap" aria-label="Texts by status">
      {partsOf(send).map(({ tone, count, word }) => (
        <Group component="li" gap={6} key={word}>
          <i className={css.key} data-tone={tone} style={{ background: COLOR[tone] }} aria-hidden />
          <b>{say(count)}</b>
          <span className={text.second}>{word}</span>
        </Group>
      ))}
    </Group>
  )
}
