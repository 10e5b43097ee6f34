/** Whether an opt-out line offers a way out that works for the sender of the text (C7). */
import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/max'
import { type Phrase, phrase } from '#shared/phrases/phrase'
import { classifyReply } from '#shared/text/opt-out-words'

/** A web address with its scheme, with `www.`, or a bare domain in small letters; or an e-mail address. */
const ADDRESS =
  /\bhttps?:\/\/[^\s/]+\.[^\s/]|\bwww\.[^\s.]+\.\S|(?<![\p{L}\p{N}._-])[a-z0-9][a-z0-9-]+(?:\.[a-z0-9-]{2,})*\.[a-z]{2,}(?![\p{L}\p{N}])|[^\s@]+@[^\s@.]+\.[^\s@]/u

/** Whether a text holds a link, an e-mail address or a phone number that somebody can use (numbers as in the office's country). */
export const holdsAddress = (text: string, country: string): boolean =>
  ADDRESS.test(text) ||
  findPhoneNumbersInText(text, isSupportedCountry(country) ? { defaultCountry: country } : {}).length > 0

/** Whether a text names a word that opts out when answered: STOP as it likes, other words as commands are written. */
const namesKeyword = (text: string): boolean =>
  /\bstop\b/i.test(text) ||
  text
    .split(/[^\p{L}]+/u)
    .some((word) => word.length > 1 && word === word.toUpperCase() && classifyReply(word) === 'stop')

export type WayOut = {
  line: string
  /** Nobody can answer: replies are off, or the sender is a name. */
  oneWay: boolean
  /** Names that the texts of a Messaging Service may come from as well: nobody can answer those. */
  names: readonly string[]
  /** ISO 3166 code of the office, for numbers written without a country. */
  country: string
}

/** What is wrong with an opt-out line, with the mend; null when it offers a way out that works. */
export const wayOutProblem = ({ line, oneWay, names, country }: WayOut): Phrase | null => {
  if (line.trim() === '') return phrase('consent.way-out-missing')
  if (holdsAddress(line, country)) return null
  if (oneWay) return phrase('consent.way-out-one-way')
  const [name] = names
  if (name !== undefined) return phrase('consent.way-out-name-in-service', { name })
  return namesKeyword(line) ? null : phrase('consent.way-out-unclear')
}

/** A sender that is a name (alphanumeric) gets no answers; a number does. */
export const isName = (sender: string): boolean => /\p{L}/u.test(sender)
