/** The office as the services see it: where it is, what time it is there, and how to say no. */
import { Refusal, type Caller } from '#contract/define'
import type { Instant } from '#core/values'
import type { Clock, Settings, SettingsStore } from './ports'

export type Topic =
  | 'session'
  | 'settings'
  | 'people'
  | 'notes'
  | 'consent'
  | 'lists'
  | 'templates'
  | 'imports'
  | 'sends'
  | 'messages'
  | 'outbox'
  | 'inbox'
  | 'drafts'
  | 'campaigns'
  | 'backups'

export type Office = {
  settings(): Settings
  now(): Instant
  /** The date in the office's zone, n days from today, as YYYY-MM-DD. */
  day(offset: number): string
  /** The date in the office's zone at a moment. */
  dayAt(at: number): string
}

export const createOffice = (settings: SettingsStore, clock: Clock): Office => {
  let format = { zone: '', of: (_at: number) => '' }
  const date = (at: number) => {
    const { zone } = settings.get().office
    if (format.zone !== zone) {
      const intl = new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
      })
      format = { zone, of: (time) => intl.format(time) }
    }
    return format.of(at)
  }
  return {
    settings: () => settings.get(),
    now: () => new Date(clock.now()).toISOString(),
    dayAt: date,
    day(offset) {
      const [year = 0, month = 1, day = 1] = date(clock.now()).split('-').map(Number)
      return new Date(Date.UTC(year, month - 1, day + offset)).toISOString().slice(0, 10)
    },
  }
}

/** The signed-in user; dispatch has let nobody else through. */
export const userOf = (caller: Caller): NonNullable<Caller['user']> => {
  if (!caller.user) throw new Refusal('signed-out', 'Sign in first.')
  return caller.user
}
export const notFound = (what: string): Refusal =>
  new Refusal('not-found', `This ${what} does not exist any more.`)

/** Lets the event loop breathe between chunks of long work. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
