/** The office as the services see it: where it is, what time it is there, and how to say no. */
import type { Topic } from '#contract'
import { Refusal, type Caller } from '#contract/define'
import { say } from '#shared/phrases/say'
import type { PlainKey, Reason } from '#shared/phrases/phrase'
import { clockAt, dateAt, plusDays, wallTime } from '#shared/time/wall-time'
import { languageOfCountry } from '#shared/text/text-language'
import type { Instant, Language } from '#shared/values'
import type { Clock } from './ports'
import type { Settings, SettingsStore } from './settings/settings-store'

/** Tells every window which topics have changed: their cached answers are stale. */
export type Changed = (...topics: Topic[]) => void

const LANGUAGE = 'en'

export type Office = {
  settings(): Settings
  now(): Instant
  /** The date in the office's zone, n days from today, as YYYY-MM-DD. */
  day(offset: number): string
  /** What the clock of the office's zone shows n hours from now: `YYYY-MM-DDTHH:MM`. */
  hour(offset: number): string
  /** The date in the office's zone at a moment. */
  dayAt(at: number): string
  /** Words in the office's language: of mails, notifications, exports and notes. English, until an office can choose. */
  say(said: Reason): string
  /** The language of a text to somebody who said none. */
  textLanguage(): Language
  /** When the month began by the office's clock. */
  monthStart(): Instant
}

export const createOffice = (settings: SettingsStore, clock: Clock): Office => {
  const zone = () => settings.get().office.zone
  const date = (at: number) => dateAt(at, zone())
  return {
    settings: () => settings.get(),
    now: () => new Date(clock.now()).toISOString(),
    dayAt: date,
    say: (said) => say(said, LANGUAGE),
    textLanguage: () => languageOfCountry(settings.get().office.country),
    monthStart: () => new Date(wallTime(`${date(clock.now()).slice(0, 8)}01`, '00:00', zone())).toISOString(),
    hour: (offset) => clockAt(clock.now() + offset * 3_600_000, zone()),
    day: (offset) => plusDays(date(clock.now()), offset),
  }
}

/** The signed-in user; dispatch has let nobody else through. */
export const userOf = (caller: Caller): NonNullable<Caller['user']> => {
  if (!caller.user) throw new Refusal('signed-out', 'app.sign-in-first')
  return caller.user
}
export const notFound = (gone: Extract<PlainKey, `${string}gone`>): Refusal => new Refusal('not-found', gone)
