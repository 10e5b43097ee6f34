import { formatMoney } from '#shared/money'
import type { Money as Amount } from '#shared/values'
import { useLocale } from '../locale'

/** An amount; `precise` for the price of one text ($0.0079). Null is an unknown price. */
export function Money({ of, precise = false }: { of: Amount | null; precise?: boolean }) {
  const { language } = useLocale()
  return <span>{of ? formatMoney(of, language, { precise }) : 'price unknown'}</span>
}
