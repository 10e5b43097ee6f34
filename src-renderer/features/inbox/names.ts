import type { Conversation } from './use-inbox'

/** "Maria, Luis or Sofia". */
export const either = (names: readonly string[]): string => {
  const some = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names
  return some.length < 2 ? (some[0] ?? '') : `${some.slice(0, -1).join(', ')} or ${some.at(-1)}`
}

/** First names tell a family apart, unless two are the same. */
const short = (names: readonly string[]): readonly string[] => {
  const first = names.map((name) => name.split(' ')[0] ?? name)
  return new Set(first).size === names.length ? first : names
}

/** Whom a conversation is with, as far as anybody knows. */
export const whoOf = ({
  people,
  person,
  national,
}: Pick<Conversation, 'people' | 'person' | 'national'>): string => {
  const known = people.find(({ id }) => id === person)
  if (known) return known.name
  return people.length > 0 ? `${either(short(people.map(({ name }) => name)))}?` : national
}
