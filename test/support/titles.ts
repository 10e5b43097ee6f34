/** The titles of the tests and groups of a file, as they are written there. */
import { readFileSync } from 'node:fs'

const CALL = /\b(?:test|it|describe)\b(?:\.\w+)*\s*(?:\(|$)/
/** A title follows the opening bracket of a call, or of what `.each(…)` and `.skipIf(…)` return. */
const TITLE =
  /(?:\b(?:test|it|describe)(?:\.(?:only|skip|fails|concurrent|describe))*\(|\)\()\s*(?:(['"`])((?:\\.|(?!\1)[^\\])*)\1)\s*,/gs

export const titlesOf = (file: string): string[] => {
  const text = readFileSync(file, 'utf8')
  if (!CALL.test(text)) return []
  return [...text.matchAll(TITLE)].map(([, , title = '']) => title.replace(/\\(['"`])/g, '$1'))
}
