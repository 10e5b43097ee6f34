import { useLocale } from '../locale'
import { dayParts, format, sayDay, sayTime, sayWhen, sayWhenWithin } from '#shared/time/say-when'

type WhenProps = {
  at: string
  /** In the middle of a sentence. */
  within?: boolean
  className?: string
}

/** An instant in the office's zone; the full date, time and zone on hover. */
export function When({ at, within = false, className }: WhenProps) {
  const { language, zone } = useLocale()
  const full = format(language, { timeZone: zone, dateStyle: 'full', timeStyle: 'long' }).format(new Date(at))
  return (
    <time dateTime={at} title={full} className={className}>
      {(within ? sayWhenWithin : sayWhen)(at, language, zone)}
    </time>
  )
}

/** As short as a list wants it: the time today, else the day. */
export function WhenShort({ at, className }: { at: string; className?: string }) {
  const { language, zone } = useLocale()
  const day = sayDay(at, language, zone)
  return (
    <time dateTime={at} title={sayWhen(at, language, zone)} className={className}>
      {day === 'Today' ? sayTime(at, language, zone) : day}
    </time>
  )
}

/** The time of day alone, under a heading that says the day. */
export function Time({ at }: { at: string }) {
  const { language, zone } = useLocale()
  return (
    <time dateTime={at} title={sayWhen(at, language, zone)}>
      {sayTime(at, language, zone)}
    </time>
  )
}

/** The day alone: "3 Mar 2026". */
export function Day({ at, className }: { at: string; className?: string }) {
  const { language, zone } = useLocale()
  return (
    <time dateTime={at} className={className}>
      {dayParts(new Date(at), language, zone).join(' ')}
    </time>
  )
}
