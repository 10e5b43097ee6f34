/** What becomes of a whole record: a number joins it, a lead becomes a client, two records become one. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import { parsePhone } from '#shared/phone/phone-number'
import { withExtension } from '#shared/phone/phone-labels'
import { carrierSays } from '#core/sending/send-plan'
import { mergedValues } from '#shared/people/person-fields'
import { type Purpose, PURPOSES } from '#shared/values'
import { notFound, type Office, type Changed, userOf } from '../office'
import type { Recipients } from './recipients'
import type { ConsentEntryIn } from '../consent/consent-store'
import type { RecipientKept } from './people-store'
import type { Stores } from '../stores'

export type Records = Pick<
  HandlersOf<AppContract['people']>,
  'addNumber' | 'clearFlag' | 'convert' | 'setPast' | 'mergeCheck' | 'merge'
>
type Ports = {
  stores: Pick<Stores, 'write' | 'recipients' | 'consent' | 'notes'>
  office: Office
  recipients: Recipients
  changed: Changed
}
type Entry = ReturnType<Stores['consent']['history']>[number]

/** As many as the form of a record shows. */
const MOST_NUMBERS = 20

export const createRecordChanges = ({ stores, office, recipients, changed }: Ports): Records => {
  const found = (id: number): RecipientKept => {
    const person = stores.recipients.get(id)
    if (!person) throw notFound('people.gone')
    return person
  }
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
  const refusalOf = (purpose: Purpose, ...of: Entry[][]): Entry | undefined =>
    of.flat().find((entry) => entry.purpose === purpose && entry.state === 'refused')

  return {
    async addNumber({ id, number, label }) {
      const person = found(id)
      const parsed = parsePhone(number, office.settings().office.country)
      if (!parsed.ok) throw new Refusal('bad-input', parsed.message, 'number')
      const { e164, kind: line } = parsed
      if (person.numbers.some((one) => one.e164 === e164))
        throw new Refusal('bad-input', 'people.number-here-already', 'number')
      if (person.numbers.length >= MOST_NUMBERS)
        throw new Refusal('bad-input', 'people.too-many-numbers', 'number')
      const added = {
        e164,
        label: withExtension(label || 'Mobile', parsed.extension),
        primary: person.numbers.length === 0,
        country: parsed.country ?? '',
        line,
      }
      await stores.write(() =>
        stores.recipients.put({ ...person, numbers: [...person.numbers, added] }, id, office.now()),
      )
      changed('people', 'consent', 'lists')
      return { e164 }
    },

    async clearFlag({ id, e164 }, caller) {
      const flagged = found(id).numbers.find((one) => one.e164 === e164)?.flagged
      if (flagged === undefined) throw new Refusal('bad-input', 'people.number-gone', 'e164')
      if (flagged === null) return {}
      const by = userOf(caller).name
      await stores.write(() => {
        stores.recipients.clearFlag(e164)
        stores.notes.add({
          recipientId: id,
          body: office.say(
            phrase('note.may-be-texted-again', {
              number: recipients.national(e164),
              says: carrierSays(flagged),
              code: flagged,
            }),
          ),
          at: office.now(),
          by,
          messageId: null,
        })
      })
      changed('people', 'consent', 'notes')
      return {}
    },

    async convert({ id, kind }, caller) {
      const user = userOf(caller)
      const person = found(id)
      if (person.kind === 'account') throw new Refusal('bad-input', 'people.account-stays', 'kind')
      if (person.kind === kind) return {}
      await stores.write(() => {
        stores.recipients.put({ ...person, kind }, id, office.now())
        stores.notes.add({
          recipientId: id,
          body: office.say(
            phrase('note.changed-kind', {
              before: phrase(`kind.${person.kind}`),
              after: phrase(`kind.${kind}`),
            }),
          ),
          at: office.now(),
          by: user.name,
          messageId: null,
        })
      })
      changed('people', 'lists', 'notes')
      return {}
    },

    async setPast({ id, past }, caller) {
      const user = userOf(caller)
      const person = found(id)
      if (person.kind !== 'client') throw new Refusal('bad-input', 'people.only-clients-past', 'past')
      if ((person.pastSince !== null) === past) return {}
      await stores.write(() => {
        stores.recipients.setPast(id, past ? office.now() : null)
        stores.notes.add({
          recipientId: id,
          body: office.say(past ? 'note.past-client' : 'note.client-again'),
          at: office.now(),
          by: user.name,
          messageId: null,
        })
      })
      changed('people', 'lists', 'notes')
      return {}
    },

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
        const [own, theirs] = [latest(keepId), latest(otherId)]
        const copied = (entry: Entry, e164: string): ConsentEntryIn => ({
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
        })
        const entries = PURPOSES.flatMap((purpose) => {
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
                  (mine) =>
                    mine.e164 === entry.e164 && mine.purpose === purpose && mine.state === entry.state,
                ),
            )
            .map((entry) => copied(entry, entry.e164))
        })
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
