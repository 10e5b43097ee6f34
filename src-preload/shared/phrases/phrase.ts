/**
 * What is said crosses every layer as a phrase: the key of a message and what stands in it. `say` makes words of it, where
 * they are read. Plain JSON.
 */
import type { en } from './en'

/** The key of a message: `<subject>.<what it says>`. */
export type Key = keyof typeof en
/** One message per key, in ICU syntax, with the same parameters as in English: what a language is. */
export type Catalogue = Readonly<Record<Key, string>>

type Name<Text extends string> = Text extends '' | `${string} ${string}` | `${string}{${string}`
  ? never
  : Text
type NameBefore<Text extends string> = Text extends `${infer N},${string}` ? Name<N> : Name<Text>
/** The parameters of a message: `{name}`, and `n` of `{n, plural, …}`. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Rest}`
  ? (Rest extends `${infer N}}${string}` ? NameBefore<N> : never) | NamesIn<Rest>
  : never
type NamesOf<K extends Key> = NamesIn<(typeof en)[K]>

/** What may stand in a message: a phrase within another is worded with it. */
export type Param = string | number | Phrase
/** Keys of messages in which nothing stands. */
export type PlainKey = { [K in Key]: [NamesOf<K>] extends [never] ? K : never }[Key]

export type Phrase = {
  readonly key: Key
  readonly params: { readonly [name: string]: Param }
}

/** What code gives as a reason: a key alone stands for a phrase in which nothing stands. */
export type Reason = PlainKey | Phrase

/** A key with what stands in its message: TypeScript refuses a parameter that is missing or unknown. */
export const phrase = <K extends Key>(
  key: K,
  ...[params]: [NamesOf<K>] extends [never] ? [] : [params: { readonly [N in NamesOf<K>]: Param }]
): Phrase => ({ key, params: params ?? {} })

export const phraseOf = (reason: Reason): Phrase =>
  typeof reason === 'string' ? { key: reason, params: {} } : reason

/** In an answer: what is to be said, or nothing. */
export type Said = Phrase | ''

/** Phrases one after the other, with what stands between them; null for none. */
export const joined = (
  between: 'space' | 'comma' | 'semicolon' | 'stop',
  phrases: readonly Phrase[],
): Phrase | null =>
  phrases.reduceRight<Phrase | null>(
    (next, first) => (next === null ? first : phrase(`joined.${between}`, { first, next })),
    null,
  )

/** An answer with words where phrases stood. */
export type Worded<T> = T extends Phrase
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends object
      ? { [K in keyof T]: Worded<T[K]> }
      : T
