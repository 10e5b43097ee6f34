/** Phrases in a column of text: what was written before, or by a person, is read as it stands. */
import { type Phrase, phrase, phraseOf, type Reason } from './phrase'
import { isPhrase } from './say'

export const keepPhrase = (said: Reason): string => JSON.stringify(phraseOf(said))

/** Null where nothing is kept. */
export const keptPhrase = (text: string | null): Phrase | null => {
  if (text === null || text === '') return null
  if (text.startsWith('{'))
    try {
      const found: unknown = JSON.parse(text)
      if (isPhrase(found)) return found
    } catch {
      // Words that begin with a brace.
    }
  return phrase('said.as-it-stands', { words: text })
}
