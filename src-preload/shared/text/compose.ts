/** The final wording of a text: who sends it and how to opt out (C7). */
import { searchKey } from '../people/search-key'

export type Dressing = {
  /** Empty puts no name. */
  officeName: string
  /** Empty adds no line. */
  optOutLine: string
}

const isWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character)

/** Whether a text says this name, as words of their own: “Al” is not said by “also”. */
export const names = (text: string, name: string): boolean => {
  const [whole, part] = [searchKey(text), searchKey(name.trim())]
  if (part === '') return false
  for (let at = whole.indexOf(part); at !== -1; at = whole.indexOf(part, at + 1))
    if (!isWord(whole[at - 1]) && !isWord(whole[at + part.length])) return true
  return false
}

/** Names the office unless the text does so itself, and ends with the opt-out line unless it holds one. */
export const dress = (text: string, { officeName, optOutLine }: Dressing): string => {
  const named = officeName === '' || names(text, officeName) ? text : `${officeName}: ${text}`
  if (optOutLine === '' || searchKey(named).includes(searchKey(optOutLine))) return named
  const gap = /[.!?…]$/.test(named) ? ' ' : '. '
  return `${named}${gap}${optOutLine}`
}
