/** Values of an exported table as text: moments on the office's clock, numbers with its decimal mark, both by choice. */
import { formatMoney } from '../money'
import type { Money } from '../values'

/** `zone`: IANA name. With a decimal comma, semicolons stand between the cells. */
export type TableFormat = { readonly zone: string; readonly decimals: 'point' | 'comma' }
/** Text, a number, a moment (ISO), or an amount. */
export type Cell = string | number | { readonly at: string } | { readonly money: Money }
/** A heading; that of moments says their zone. */
export type Heading = string | { readonly timeOf: string }

const clocks = new Map<string, Intl.DateTimeFormat>()
/** `2026-11-24 10:03:05`, which spreadsheets of every country read as a moment and sort as text. */
const onClock = (at: string, zone: string): string => {
  const clock =
    clocks.get(zone) ??
    // Swedish writes year, month and day in this order.
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(zone, clock)
  return clock.format(Date.parse(at))
}

/** What stands between the cells. */
export const separatorOf = ({ decimals }: TableFormat): string => (decimals === 'comma' ? ';' : ',')

export const headingText = (heading: Heading, { zone }: TableFormat): string =>
  typeof heading === 'string' ? heading : `${heading.timeOf} (${zone})`

export const cellText = (cell: Cell, { zone, decimals }: TableFormat): string => {
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return decimals === 'comma' ? String(cell).replace('.', ',') : String(cell)
  if ('at' in cell) return onClock(cell.at, zone)
  return formatMoney(cell.money, decimals === 'comma' ? 'de' : 'en', { precise: true })
}

const known = new Map<string, TableFormat['decimals']>()
/** How people of a country write decimals. */
export const decimalsOf = (country: string): TableFormat['decimals'] => {
  const found = known.get(country) ?? lookUp(country)
  known.set(country, found)
  return found
}
const lookUp = (country: string): TableFormat['decimals'] => {
  const { language } = new Intl.Locale('und', { region: country }).maximize()
  // Without the script: "es-Latn-MX" is looked up as "es", which is Spain.
  const parts = new Intl.NumberFormat(`${language}-${country}`).formatToParts(1.5)
  return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? 'comma' : 'point'
}
