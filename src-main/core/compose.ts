/** The final wording of a text: who sends it and how to opt out (C7). */
import { fold } from './fold'

export type Dressing = {
  /** Empty puts no name. */
  officeName: string
  /** Empty adds no line. */
  optOutLine: string
}

/** Names the office unless the text does so itself, and ends with the opt-out line unless it holds one. */
export const dress = (text: string, { officeName, optOutLine }: Dressing): string => {
  const named = officeName === '' || fold(text).includes(fold(officeName)) ? text : `${officeName}: ${text}`
  if (optOutLine === '' || fold(named).includes(fold(optOutLine))) return named
  const gap = /[.!?…]$/.test(named) ? ' ' : '. '
  return `${named}${gap}${optOutLine}`
}
