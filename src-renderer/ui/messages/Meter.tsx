import { formatMoney, times } from '#shared/money'
import { measure } from '#shared/text/segments'
import type { Money } from '#shared/values'
import { useLocale } from '../locale'
import css from './Meter.module.css'

/** What a text costs while it is typed: characters, encoding, messages and price. */
export function Meter({ body, price = null }: { body: string; price?: Money | null }) {
  const { language } = useLocale()
  const { characters, encoding, segments } = measure(body)
  return (
    <span className={css.meter} role="status" aria-label="Length and price">
      <b>{characters.toLocaleString(language)}</b>&nbsp;{characters === 1 ? 'character' : 'characters'}
      <i aria-hidden>·</i>
      {encoding === 'UCS-2' ? 'Unicode' : encoding}
      <i aria-hidden>·</i>
      {segments} {segments === 1 ? 'message' : 'messages'}
      {price && (
        <>
          <i aria-hidden>·</i>
          <b>{formatMoney(times(price, segments), language, { precise: true })}</b>
        </>
      )}
    </span>
  )
}
