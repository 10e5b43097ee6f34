/** What becomes of a whole record: a number joins it, a lead becomes a client, two records become one. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { parsePhone } from '#core/phone'
import { type Purpose, PURPOSES } from '#core/values'
import { notFound, type Office, type Topic, userOf } from './office'
import type { Recipients } from './recipients'
import type { ConsentEntryIn, RecipientKept, Stores } from './stores'

export type Records = Pick<
  HandlersOf<AppContract['people']>,
  'addNumber' | 'convert' | 'mergeCheck' | 'merge'
>
type Ports = { stores: Stores; office: Office; recipients: Recipients; changed: (...topics: Topic[]) => void }
type Entry = ReturnType<Stores['consent']['history']>[number]

/** As many as the form of a record shows. */
const MOST_NUMBERS = 20

export const createRecordChanges = ({ stores, office, recipients, changed }: Ports): Records => {
  const found = (id: number): RecipientKept => {
    const person = stores.recipients.get(id)
    if (!person) throw notFound('record')
    return person
  }
  const pair = (keepId: number, otherId: number) => {
    const keep = found(keepId)
    const other = found(otherId)
    if (keepId === otherId) throw new Refusal('bad-input', 'Choose another record than this one.', 'otherId')
    if (other.archived || keep.archived)
      throw new Refusal('bad-input', 'An archived record cannot be merged. Bring it back first.', 'otherId')
    if ((keep.kind === 'account') !== (other.kind === 'account'))
      throw new Refusal('bad-input', 'A person and an account cannot become one record.', 'otherId')
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
        throw new Refusal('bad-input', 'This number is already on the record.', 'number')
      if (person.numbers.length >= MOST_NUMBERS)
        throw new Refusal('bad-input', 'This record has 20 numbers already. Remove one first.', 'number')
      const added = {
        e164,
        label: label || 'Mobile',
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

    async convert({ id, kind }, caller) {
      const user = userOf(caller)
      const person = found(id)
      if (person.kind === 'account')
        throw new Refusal('bad-input', 'An account cannot become a person.', 'kind')
      if (person.kind === kind) return {}
      await stores.write(() => {
        stores.recipients.put({ ...person, kind }, id, office.now())
        stores.notes.add({
          recipientId: id,
          body: `Was a ${person.kind === 'staff' ? 'staff member' : person.kind}, is a ${kind === 'staff' ? 'staff member' : kind} from now on.`,
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
          throw new Refusal(
            'bad-input',
            'Together they have more than 20 numbers. Remove some first.',
            'otherId',
          )
        const [own, theirs] = [latest(keepId), latest(otherId)]
        const copied = (entry: Entry, e164: string): ConsentEntryIn => ({
          recipientId: keepId,
          e164,
          purpose: entry.purpose,
          state: entry.state,
          basis: entry.basis,
          source: `merged from ${entry.recipientId === otherId ? other.name : keep.name}: ${entry.source}`,
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
            email: keep.email || other.email,
            language: keep.language ?? other.language,
            zone: keep.zone ?? other.zone,
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
        note(keepId, `Merged with the record of ${other.name}.`)
        note(otherId, `Merged into the record of ${keep.name}.`)
      })
      changed('people', 'consent', 'lists', 'notes', 'messages', 'outbox')
      return {}
    },
  }
}
