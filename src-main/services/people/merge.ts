/** Two records of one person become one: everything said on either stays said, and a refusal counts for both. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import { mergedValues } from '#shared/people/person-fields'
import { MOST_NUMBERS } from '#shared/limits'
import { type Purpose, PURPOSES } from '#shared/values'
import { type Office, type Changed, userOf } from '../office'
import type { Recipients } from './recipients'
import type { ConsentEntryIn } from '../consent/consent-store'
import type { RecipientKept } from './people-store'
import type { Stores } from '../stores'

type Ports = {
  stores: Pick<Stores, 'write' | 'recipients' | 'consent' | 'notes'>
  office: Office
  recipients: Recipients
  changed: Changed
  /** @throws Refusal where there is none */
  found: (id: number) => RecipientKept
}
type Entry = ReturnType<Stores['consent']['history']>[number]

const refusalOf = (purpose: Purpose, ...of: Entry[][]): Entry | undefined =>
  of.flat().find((entry) => entry.purpose === purpose && entry.state === 'refused')

/** What the record that stays is to say of consent besides what it says already. */
const consentOfBoth = (
  /** Of the record that stays, with those of the other. */
  numbers: readonly { e164: string }[],
  own: Entry[],
  theirs: Entry[],
  copied: (entry: Entry, e164: string) => ConsentEntryIn,
): ConsentEntryIn[] =>
  PURPOSES.flatMap((purpose) => {
    const no = refusalOf(purpose, own, theirs)
    // Somebody who said no on either record said no: at every number of the two.
    if (no) {
      const everywhere = new Set([
        ...numbers.map(({ e164 }) => e164),
        ...theirs.filter((entry) => entry.purpose === purpose).map(({ e164 }) => e164),
      ])
      return [...everywhere]
        .filter(
          (e164) =>
            !own.some(
              (entry) => entry.e164 === e164 && entry.purpose === purpose && entry.state === 'refused',
            ),
        )
        .map((e164) => copied(no, e164))
    }
    return theirs
      .filter(
        (entry) =>
          entry.purpose === purpose &&
          entry.state !== 'none' &&
          !own.some(
            (mine) => mine.e164 === entry.e164 && mine.purpose === purpose && mine.state === entry.state,
          ),
      )
      .map((entry) => copied(entry, entry.e164))
  })

export const createMerge = ({
  stores,
  office,
  recipients,
  changed,
  found,
}: Ports): Pick<HandlersOf<AppContract['people']>, 'mergeCheck' | 'merge'> => {
  const pair = (keepId: number, otherId: number) => {
    const keep = found(keepId)
    const other = found(otherId)
    if (keepId === otherId) throw new Refusal('bad-input', 'people.merge-with-itself', 'otherId')
    if (other.archived || keep.archived) throw new Refusal('bad-input', 'people.merge-archived', 'otherId')
    if ((keep.kind === 'account') !== (other.kind === 'account'))
      throw new Refusal('bad-input', 'people.merge-account', 'otherId')
    return { keep, other }
  }

  /** The newest entry for each number and purpose: what is true now, with its evidence. */
  const latest = (id: number): Entry[] => {
    const seen = new Set<string>()
    return stores.consent.history(id).filter(({ e164, purpose }) => {
      const key = `${e164} ${purpose}`
      if (seen.has(key)) return false
      seen.add(key)
      return true
    })
  }

  return {
    mergeCheck({ keepId, otherId }) {
      const { keep, other } = pair(keepId, otherId)
      const of = latest(keepId)
      const theirs = latest(otherId)
      return {
        keep: keep.name,
        other: other.name,
        numbers: other.numbers
          .filter(({ e164 }) => !keep.numbers.some((one) => one.e164 === e164))
          .map(({ e164 }) => recipients.national(e164)),
        tags: other.tags.filter((tag) => !keep.tags.includes(tag)),
        ...stores.recipients.belongings(otherId),
        refused: PURPOSES.filter((purpose) => refusalOf(purpose, of, theirs)),
      }
    },

    async merge({ keepId, otherId }, caller) {
      const user = userOf(caller)
      await stores.write(() => {
        const { keep, other } = pair(keepId, otherId)
        const at = office.now()
        const numbers = [
          ...keep.numbers,
          ...other.numbers
            .filter(({ e164 }) => !keep.numbers.some((one) => one.e164 === e164))
            .map((number) => ({ ...number, primary: keep.numbers.length === 0 && number.primary })),
        ]
        if (numbers.length > MOST_NUMBERS)
          throw new Refusal('bad-input', 'people.too-many-numbers-together', 'otherId')
        const entries = consentOfBoth(numbers, latest(keepId), latest(otherId), (entry, e164) => ({
          recipientId: keepId,
          e164,
          purpose: entry.purpose,
          state: entry.state,
          basis: entry.basis,
          source: office.say(
            phrase('note.merged-source', {
              name: entry.recipientId === otherId ? other.name : keep.name,
              source: entry.source,
            }),
          ),
          wording: entry.wording,
          at,
          userId: user.id,
          userName: user.name,
        }))
        stores.consent.record(entries)
        stores.recipients.absorb(keepId, otherId)
        stores.recipients.put(
          {
            ...keep,
            lastName: keep.lastName || (keep.firstName ? '' : other.lastName),
            ...mergedValues(keep, other),
            accountId: keep.accountId ?? (other.accountId === keepId ? null : other.accountId),
            custom: {
              ...other.custom,
              ...Object.fromEntries(
                Object.entries(keep.custom).filter(([, value]) => value !== null && value !== ''),
              ),
            },
            tags: [...new Set([...keep.tags, ...other.tags])],
            numbers,
          },
          keepId,
          at,
        )
        stores.recipients.archive([otherId], at)
        const note = (recipientId: number, body: string) =>
          stores.notes.add({ recipientId, body, at, by: user.name, messageId: null })
        note(keepId, office.say(phrase('note.merged-with', { name: other.name })))
        note(otherId, office.say(phrase('note.merged-into', { name: keep.name })))
      })
      changed('people', 'consent', 'lists', 'notes', 'messages', 'outbox')
      return {}
    },
  }
}
