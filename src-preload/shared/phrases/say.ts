/** Words of a phrase, in a language. Messages are written in ICU syntax: plurals by the rules of each language. */
import { IntlMessageFormat } from 'intl-messageformat'
import { en } from './en'
import {
  type Catalogue,
  type Key,
  type Param,
  type Phrase,
  type PlainKey,
  phraseOf,
  type Worded,
} from './phrase'

/** Other languages come here: what one of them lacks does not compile. */
const CATALOGUES = { en } satisfies Record<string, Catalogue>
export type SpokenLanguage = keyof typeof CATALOGUES

/** What a language that is not spoken yet falls back to. */
const spoken = (language: string): SpokenLanguage =>
  Object.hasOwn(CATALOGUES, language) ? (language as SpokenLanguage) : 'en'

const formats = new Map<string, IntlMessageFormat>()
const formatOf = (key: Key, language: SpokenLanguage): IntlMessageFormat => {
  const name = `${language} ${key}`
  const known = formats.get(name)
  if (known) return known
  // Words such as "<b>" in a message are words.
  const made = new IntlMessageFormat(CATALOGUES[language][key], language, undefined, { ignoreTag: true })
  formats.set(name, made)
  return made
}

/** In most messages nothing stands, and no apostrophe takes the meaning from a character: they are their words. */
const isWords = (message: string): boolean => !/[{}']/.test(message)

/** @param language an ISO 639-1 code */
export const say = (said: PlainKey | Phrase, language = 'en'): string => {
  const { key, params } = phraseOf(said)
  const message = CATALOGUES[spoken(language)][key]
  if (isWords(message)) return message
  const inWords = (param: Param) => (typeof param === 'object' ? say(param, language) : param)
  const values = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, inWords(param)]))
  return String(formatOf(key, spoken(language)).format(values))
}

/** Whether a text is the key of a message in which nothing stands. */
export const isPlainKey = (text: string): text is PlainKey =>
  Object.hasOwn(en, text) && !en[text as Key].includes('{')

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Whether something that crossed is a phrase that is known here. */
export const isPhrase = (value: unknown): value is Phrase =>
  isRecord(value) &&
  typeof value.key === 'string' &&
  isRecord(value.params) &&
  Object.hasOwn(en, value.key) &&
  Object.keys(value).length === 2

/** Makes words of every phrase in an answer, however deep it stands. */
export const inWords = <T>(value: T, language = 'en'): Worded<T> => {
  const worded = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(worded)
    if (!isRecord(one)) return one
    if (isPhrase(one)) return say(one, language)
    return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, worded(inner)]))
  }
  return worded(value) as Worded<T>
}
