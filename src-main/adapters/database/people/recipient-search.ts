/** The full-text index of records: kept with every change, and asked by the search of the whole desk. */
import type { RecipientStore } from '../../../services/people/people-store'
import type { Db } from '../db'
import {
  beginsNearly,
  digitsQuery,
  isGuessable,
  kindWord,
  neighboursOf,
  ofKind,
  plainly,
  spellingsOf,
  wordsOf,
  wordsQuery,
} from './search-words'

/** More pages than so many changes write, counting that a page is merged several times in its life. */
const MERGE_EVERY = 128
const MERGE_PAGES = 192
/** Words with the same two first letters that are compared with a typing error. */
const MOST_TERMS = 4000

export type RecipientSearch = Pick<RecipientStore, 'find'> & {
  /** Adds a record that has no entry yet. */
  index(id: number, kind: string, words: string): void
  unindex(id: number): void
  reindex(id: number, kind: string, words: string): void
}

export const createRecipientSearch = (db: Db): RecipientSearch => {
  /** Words of the index that begin with the same two letters and are one typing error away. */
  const alike = (typed: string): string[] => {
    db.sql(
      "CREATE VIRTUAL TABLE IF NOT EXISTS temp.recipient_terms USING fts5vocab('main', 'recipient_fts', 'row')",
    ).run()
    const from = typed.slice(0, 2)
    const to = from.slice(0, 1) + String.fromCharCode((from.codePointAt(1) ?? 0) + 1)
    const terms = db
      .sql('SELECT term FROM temp.recipient_terms WHERE term >= ? AND term < ? LIMIT ?')
      .all(from, to, MOST_TERMS) as { term: string }[]
    return [...new Set(terms.map(({ term }) => term).filter((term) => beginsNearly(term, typed)))]
  }
  const isWord = (prefix: string) =>
    db.sql('SELECT 1 FROM recipient_fts WHERE recipient_fts MATCH ? LIMIT 1').get(`words : "${prefix}"*`) !==
    undefined
  /** A query for what the words may have meant; null where no word of the index is near. */
  const guess = (words: readonly string[]): string | null => {
    const groups: string[] = []
    let guesses = 0
    for (const word of words) {
      const own = isWord(word) ? [word] : []
      const ways = [...own, ...spellingsOf(word).filter(isWord)]
      if (ways.length === 0 && isGuessable(word) && guesses < 2) {
        guesses += 1
        ways.push(
          ...alike(plainly(word)),
          ...neighboursOf(word).filter((one) => one.length > 2 && isWord(one)),
        )
      }
      if (ways.length === 0) return null
      groups.push(
        `(${ways
          .slice(0, 40)
          .map((one) => `"${one}"*`)
          .join(' OR ')})`,
      )
    }
    return groups.length === 0 ? null : `words : (${groups.join(' AND ')})`
  }

  let touched = 0
  /** The index does not merge its parts by itself: every few changes do a little of it. */
  const mergeSome = () => {
    touched += 1
    if (touched % MERGE_EVERY === 0)
      db.sql("INSERT INTO recipient_fts (recipient_fts, rank) VALUES ('merge', ?)").run(MERGE_PAGES)
  }
  const index = (id: number, kind: string, words: string) => {
    db.sql('INSERT INTO recipient_fts (rowid, words, kind) VALUES (?, ?, ?)').run(id, words, kindWord(kind))
    mergeSome()
  }
  const unindex = (id: number) => {
    db.sql('DELETE FROM recipient_fts WHERE rowid = ?').run(id)
    mergeSome()
  }
  const reindex = (id: number, kind: string, words: string) => {
    unindex(id)
    index(id, kind, words)
  }

  return {
    index,
    unindex,
    reindex,
    find(text, limit, which) {
      const digits = digitsQuery(text)
      const asked = digits ?? wordsQuery(text)
      if (!asked) return []
      // The number that was looked for, whichever of the record's it is.
      const number = digits ? `%${text.replace(/\D/g, '').replace(/^0+/, '')}%` : ''
      const matching = (query: string) =>
        db
          .sql(
            `SELECT r.id, r.kind, r.name, r.email, r.archived_at IS NOT NULL AS archived,
               (SELECT e164 FROM phone_number p WHERE p.recipient_id = r.id
                ORDER BY p.e164 LIKE ? DESC, is_primary DESC, position LIMIT 1) AS e164
             FROM (SELECT rowid FROM recipient_fts WHERE recipient_fts MATCH ? LIMIT 200) f
             JOIN recipient r ON r.id = f.rowid
             ORDER BY r.archived_at IS NOT NULL, max(coalesce(r.last_in_at, ''), coalesce(r.last_out_at, '')) DESC,
               r.sort_name LIMIT ?`,
          )
          .all(number, which ? ofKind(query, which) : query, limit) as ReturnType<RecipientStore['find']>
      const exact = matching(asked)
      if (exact.length > 0 || digits) return exact
      // Nobody is called so: other spellings of the words, then words with one typing error.
      const guessed = guess(wordsOf(text))
      return guessed ? matching(guessed) : []
    },
  }
}
