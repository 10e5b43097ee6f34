/** What the full-text index holds of a recipient, and how typed text becomes a query of it. */

import { fieldsWhere, type SomeValues } from '#shared/people/person-fields'

/** Lengths of the number's ends that are indexed: people type national forms, extensions of a prefix, or the last four. */
const ENDS = [10, 9, 8, 7, 4]

const SEARCHED = fieldsWhere(({ searched }) => searched)

export const searchWords = (
  of: SomeValues & { name: string; tags: readonly string[]; numbers: readonly string[] },
): string => {
  const digits = of.numbers.flatMap((e164) => {
    const all = e164.slice(1)
    return [all, ...ENDS.filter((length) => length < all.length).map((length) => all.slice(-length))]
  })
  return [of.name, ...SEARCHED.map((key) => of[key] ?? ''), ...of.tags, ...digits].join(' ')
}

/** A phone number in any notation as a prefix query; null when the text is no number. */
export const digitsQuery = (text: string): string | null => {
  if (!/^[\d\s()+./-]{3,}$/.test(text)) return null
  const typed = text.replace(/\D/g, '')
  const digits = typed.replace(/^0+/, '')
  if (digits.length < 3) return typed.length === 4 ? `words : "${typed}"*` : null
  // A zero in front is a national number's, or the first of the last four digits.
  return typed.length === 4 && typed !== digits
    ? `words : ("${typed}"* OR "${digits}"*)`
    : `words : "${digits}"*`
}

/** Every word as a prefix, all of them; null when nothing can be searched. */
export const wordsQuery = (text: string): string | null => {
  const words = text.match(/[\p{L}\p{N}]+/gu)
  return words ? `words : (${words.map((word) => `"${word}"*`).join(' AND ')})` : null
}

/** What the index holds of a kind: accounts are told from everybody else, and nothing more is asked. */
export const kindWord = (kind: string): string => (kind === 'account' ? kind : '')
/** Accounts, or everybody else, among what `query` finds. */
export const ofKind = (query: string, which: 'people' | 'accounts'): string =>
  `(${query}) ${which === 'accounts' ? 'AND' : 'NOT'} kind : "account"`

/** A word shorter than this has too many neighbours to be guessed. */
const SHORTEST_GUESS = 4
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/**
 * Other ways to write the same word: `ue` for `ü` and back, `ss` for `ß`, and plain letters for those that the index keeps (ø, ł,
 * đ, æ). Without the word itself.
 */
export const spellingsOf = (word: string): string[] => {
  const lower = word.toLowerCase()
  const plain = lower.normalize('NFD').replace(/\p{M}/gu, '')
  const ways = new Set([
    lower.replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/å/g, 'aa'),
    plain.replace(/ae/g, 'a').replace(/oe/g, 'o').replace(/ue/g, 'u').replace(/aa/g, 'a'),
    plain.replace(/ss/g, 'ß'),
    plain.replace(/ß/g, 'ss'),
    plain.replace(/ue/g, 'u').replace(/oe/g, 'o').replace(/ae/g, 'a').replace(/ss/g, 'ß'),
    plain.replace(/ø/g, 'o').replace(/ł/g, 'l').replace(/đ/g, 'd').replace(/æ/g, 'ae'),
    plain.replace(/oe/g, 'ø'),
    plain.replace(/o/g, 'ø'),
    plain.replace(/l/g, 'ł'),
    plain.replace(/^l/, 'ł'),
    plain.replace(/ae/g, 'æ'),
    plain.replace(/d/g, 'đ'),
  ])
  ways.delete(lower)
  ways.delete(plain)
  return [...ways]
}

/**
 * Words that are one typing error away in one of their first two letters: a letter wrong, missing, too many, or two swapped.
 * Later errors are looked for among the words that begin alike.
 */
export const neighboursOf = (word: string): string[] => {
  const plain = plainly(word)
  const ways = new Set<string>()
  for (let i = 0; i < Math.min(2, plain.length); i += 1) {
    ways.add(plain.slice(0, i) + plain.slice(i + 1))
    if (i + 1 < plain.length) ways.add(plain.slice(0, i) + plain[i + 1] + plain[i] + plain.slice(i + 2))
  }
  for (let i = 0; i < 2; i += 1)
    for (const letter of LETTERS) {
      if (i < plain.length) ways.add(plain.slice(0, i) + letter + plain.slice(i + 1))
      ways.add(plain.slice(0, i) + letter + plain.slice(i))
    }
  ways.delete(plain)
  return [...ways]
}
export const plainly = (word: string): string => word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')

/** Does a word begin with what was typed, but for one letter wrong, missing, too many or swapped? */
export const beginsNearly = (term: string, typed: string): boolean => {
  let i = 0
  while (i < typed.length && typed[i] === term[i]) i += 1
  if (i >= typed.length - 1) return true
  const rest = typed.slice(i)
  const there = term.slice(i)
  return (
    there.slice(1).startsWith(rest.slice(1)) ||
    there.slice(1).startsWith(rest) ||
    there.startsWith(rest.slice(1)) ||
    (rest[0] === there[1] && rest[1] === there[0] && there.slice(2).startsWith(rest.slice(2)))
  )
}

/** The words of a question that are worth guessing at, in the form that the index has them. */
export const wordsOf = (text: string): string[] => (text.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 6)
export const isGuessable = (word: string): boolean =>
  word.length >= SHORTEST_GUESS && word.length <= 24 && !/\d/.test(word)
