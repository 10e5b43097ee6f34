/** What becomes of a whole record: a number joins it, a lead becomes a client, two records become one. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import { parsePhone } from '#shared/phone/phone-number'
import { withExtension } from '#shared/phone/phone-labels'
import { carrierSays } from '#core/sending/send-plan'
import { MOST_NUMBERS } from '#shared/limits'
import { notFound, type Office, type Changed, userOf } from '../office'
import { createMerge } from './merge'
import type { Recipients } from './recipients'
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

export const createRecordChanges = ({ stores, office, recipients, changed }: Ports): Records => {
  const found = (id: number): RecipientKept => {
    const person = stores.recipients.get(id)
    if (!person) throw notFound('people.gone')
    return person
  }

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

    ...createMerge({ stores, office, recipients, changed, found }),
  }
}
