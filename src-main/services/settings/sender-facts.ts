/** What the carrier said last of the sender that is chosen: its numbers, and the names in its pool. */
import type { SenderFacts } from '#core/sending/readiness'
import type { Instant } from '#shared/values'
import type { Sender } from '../ports'
import type { Stores } from '../stores'

const KEY = 'readiness'

type Kept = {
  /** As a send keeps it: JSON. */
  sender: string
  at: Instant
  numbers: SenderFacts[]
  /** Names (alphanumeric senders) that texts may come from as well. */
  names: string[]
}

/** @param sender as a send keeps it: JSON. Null where nothing was read of it yet. */
export const keptFacts = ({ facts }: Pick<Stores, 'facts'>, sender: string): Kept | null => {
  const text = facts.get(KEY)
  const kept = text === null ? null : (JSON.parse(text) as Omit<Kept, 'names'> & Partial<Kept>)
  return kept?.sender === sender ? { ...kept, names: kept.names ?? [] } : null
}

/** Call inside a write. */
export const keepFacts = ({ facts }: Pick<Stores, 'facts'>, kept: Kept): void =>
  facts.set(KEY, JSON.stringify(kept))

/** Names that texts of this sender may come from; nobody can answer those. */
export const nameSenders = (stores: Pick<Stores, 'facts'>, sender: Sender): readonly string[] =>
  keptFacts(stores, JSON.stringify(sender))?.names ?? []
