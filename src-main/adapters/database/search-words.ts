/** What the full-text index holds of a recipient, and how typed text becomes a query of it. */

/** Lengths of the number's ends that are indexed: people type national forms, extensions of a prefix, or the last four. */
const ENDS = [10, 9, 8, 7, 4]

export const searchWords = (of: {
  name: string
  email: string
  tags: readonly string[]
  numbers: readonly string[]
}): string => {
  const digits = of.numbers.flatMap((e164) => {
    const all = e164.slice(1)
    return [all, ...ENDS.filter((length) => length < all.length).map((length) => all.slice(-length))]
  })
  return [of.name, of.email, ...of.tags, ...digits].join(' ')
}

/** A phone number in any notation as a prefix query; null when the text is no number. */
export const digitsQuery = (text: string): string | null => {
  if (!/^[\d\s()+./-]{3,}$/.test(text)) return null
  const digits = text.replace(/\D/g, '').replace(/^0+/, '')
  return digits.length >= 3 ? `words : "${digits}"*` : null
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
