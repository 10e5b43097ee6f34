/** Consent, refusals and blocked numbers: the ledger's side of the desk. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { parsePhone } from '#core/phone'
import { PURPOSES } from '#core/values'
import { breathe, notFound, type Office, type Topic, userOf } from './office'
import type { Recipients } from './recipients'
import type { ConsentEntryIn, Stores } from './stores'

type Ports = { stores: Stores; office: Office; recipients: Recipients; changed: (...topics: Topic[]) => void }
type Handlers = {
  consent: HandlersOf<AppContract['consent']>
  suppressions: HandlersOf<AppContract['suppressions']>
}

const BY_CAUSE = { stop: 'By text', carrier: 'The carrier', manual: '', doubtful: 'By text' }

export const createConsent = ({ stores, office, recipients, changed }: Ports): Handlers => {
  const touched = () => changed('consent', 'people', 'lists', 'outbox')

  return {
    consent: {
      history({ recipientId }) {
        const person = stores.recipients.get(recipientId)
        if (!person) throw notFound('record')
        const entries = stores.consent.history(recipientId).map((entry) => ({
          id: entry.id,
          number: recipients.national(entry.e164),
          purpose: entry.purpose,
          state: entry.state,
          basis: entry.basis,
          source: entry.source,
          wording: entry.wording,
          at: entry.at,
          by: entry.userName,
        }))
        const blocks = stores.consent
          .blocksOf(person.numbers.map((number) => number.e164))
          .flatMap((block) => {
            const number = recipients.national(block.e164)
            const set = {
              id: block.id,
              number,
              purpose: null,
              state: block.cause === 'doubtful' ? ('held' as const) : ('blocked' as const),
              basis: null,
              source: block.detail,
              wording: '',
              at: block.at,
              by: block.by || BY_CAUSE[block.cause],
            }
            if (!block.liftedAt) return [set]
            return [
              {
                ...set,
                state: 'unblocked' as const,
                source: block.liftedWhy ?? '',
                at: block.liftedAt,
                by: block.liftedBy ?? '',
              },
              set,
            ]
          })
        return [...entries, ...blocks].toSorted((a, b) => b.at.localeCompare(a.at))
      },

      async record({ recipientIds, purpose, state, basis, source, wording }, caller) {
        const user = userOf(caller)
        let count = 0
        for (let i = 0; i < recipientIds.length; i += 500) {
          const people = stores.recipients.many(recipientIds.slice(i, i + 500))
          const at = office.now()
          const entries: ConsentEntryIn[] = people.flatMap((person) =>
            person.numbers.map((number) => ({
              recipientId: person.id,
              e164: number.e164,
              purpose,
              state,
              basis,
              source,
              wording,
              at,
              userId: user.id,
              userName: user.name,
            })),
          )
          await stores.write(() => stores.consent.record(entries))
          count += people.filter((person) => person.numbers.length > 0).length
          await breathe()
        }
        touched()
        return { changed: count }
      },

      async refuse({ recipientId, e164, scope, purpose, reason }, caller) {
        const user = userOf(caller)
        const person = stores.recipients.get(recipientId)
        if (!person) throw notFound('record')
        const at = office.now()
        await stores.write(() => {
          if (scope === 'number') {
            stores.consent.block(e164, 'manual', at, reason, user.name)
            return
          }
          const purposes = purpose === null ? PURPOSES : [purpose]
          stores.consent.record(
            person.numbers.flatMap((number) =>
              purposes.map((one) => ({
                recipientId,
                e164: number.e164,
                purpose: one,
                state: 'refused' as const,
                basis: 'verbal',
                source: reason,
                wording: '',
                at,
                userId: user.id,
                userName: user.name,
              })),
            ),
          )
        })
        touched()
        return {}
      },
    },

    suppressions: {
      page({ offset, limit, search }) {
        const { total, rows } = stores.consent.suppressions(search, offset, limit)
        return {
          total,
          rows: rows.map((row) => ({
            ...row,
            national: recipients.national(row.e164),
            people: stores.recipients.withNumber(row.e164).map((person) => person.name),
          })),
        }
      },
      async add({ number, detail }, caller) {
        const parsed = parsePhone(number, office.settings().office.country)
        if (!parsed.ok) throw new Refusal('bad-input', parsed.message, 'number')
        await stores.write(() =>
          stores.consent.block(parsed.e164, 'manual', office.now(), detail, userOf(caller).name),
        )
        touched()
        return {}
      },
      async lift({ id, reason }, caller) {
        const block = stores.consent.suppression(id)
        if (!block) throw notFound('block')
        if (block.cause !== 'manual')
          throw new Refusal('refused', 'Only the phone itself can lift this, by texting START.')
        await stores.write(() =>
          stores.consent.lift(block.e164, ['manual'], office.now(), userOf(caller).name, reason),
        )
        touched()
        return {}
      },
      async decide({ id, meant }, caller) {
        const block = stores.consent.suppression(id)
        if (block?.cause !== 'doubtful') throw notFound('question')
        const { name } = userOf(caller)
        await stores.write(() => {
          stores.consent.lift(
            block.e164,
            ['doubtful'],
            office.now(),
            name,
            meant === 'stop' ? 'It was an opt-out' : 'It was not an opt-out',
          )
          if (meant === 'stop') stores.consent.block(block.e164, 'stop', office.now(), block.detail, name)
        })
        touched()
        return {}
      },
    },
  }
}
