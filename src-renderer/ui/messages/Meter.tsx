import { Group, Text } from '@mantine/core'
import { formatMoney, times } from '#shared/money'
import { measure } from '#shared/text/segments'
import type { Money } from '#shared/values'
import { useLocale } from '../locale'
import text from '../text.module.css'

const DOT = (
  <Text span mx={6} c="dimmed" aria-hidden>
    ·
  </Text>
)

/** What a text costs while it is typed: characters, encoding, messages and price. */
export function Meter({ body, price = null }: { body: string; price?: Money | null }) {
  const { language } = useLocale()
  const { characters, encoding, segments } = measure(body)
  return (
    <Group
      component="span"
      className={text.nowrap}
      gap={0}
      fz="xs"
      lh="xs"
      c="second"
      role="status"
      aria-label="Length and price"
    >
      <b className={text.bright}>{characters.toLocaleString(language)}</b>&nbsp;
      {characters === 1 ? 'character' : 'characters'}
      {DOT}
      {encoding === 'UCS-2' ? 'Unicode' : encoding}
      {DOT}
      {segments} {segments === 1 ? 'message' : 'messages'}
      {price && (
        <>
          {DOT}
          <b className={text.bright}>{formatMoney(times(price, segments), language, { precise: true })}</b>
        </>
      )}
    </Group>
  )
}
