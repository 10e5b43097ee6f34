/** Two rows of one file that are one person become one, and nothing of either is lost. */
import { customValue } from '#shared/people/custom-values'
import { differences, fieldOf, labelOf, mergedValues, valueInWords } from '#shared/people/person-fields'
import type { Office } from '../office'
import { choosePrimary, type Parsed } from './rows'

const longer = (a: string, b: string) => (b.length > a.length ? b : a)

/**
 * Adds to `into` what `row` knows; what both know differently goes to the note.
 * @param say in the office's language, since it goes to the note
 */
export const joinRows = (into: Parsed, row: Parsed, say: Office['say']): void => {
  const [kept, more] = [into.recipient, row.recipient]
  const aside: string[] = []
  for (const number of more.numbers) {
    const known = kept.numbers.find(({ e164 }) => e164 === number.e164)
    if (!known) kept.numbers.push({ ...number })
    else if (known.label !== number.label) known.label = longer(known.label, number.label)
  }
  choosePrimary(kept.numbers)
  // A second first name that only one of them has.
  if (more.firstName.toLowerCase().startsWith(kept.firstName.toLowerCase())) kept.firstName = more.firstName
  kept.lastName ||= more.lastName
  for (const key of differences(kept, more))
    if (fieldOf(key).noted)
      aside.push(key === 'email' ? more.email : `${say(labelOf(key))}: ${valueInWords(key, more)}`)
  Object.assign(kept, mergedValues(kept, more))
  if (into.account === '') into.account = row.account
  else if (row.account !== '' && row.account !== into.account) aside.push(row.account)
  kept.tags = [...new Set([...kept.tags, ...more.tags])]
  for (const [key, value] of Object.entries(more.custom)) {
    const known = customValue(kept.custom, key)
    if (known === undefined || known === null || known === '') kept.custom[key] = value
    else if (known !== value) aside.push(`${key}: ${String(value)}`)
  }
  const notes = [into.note, ...(row.note === into.note ? [] : [row.note]), ...aside]
  into.note = notes.filter((note) => note !== '').join('\n')
  into.answers.push(...row.answers)
  into.repaired += row.repaired
}
