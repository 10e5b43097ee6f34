/** The table of people: its pages, counts, export, and what the search of the whole desk finds. */
import type { AppContract, HandlersOf } from '#contract'
import { customValue } from '#shared/people/custom-values'
import { fieldsWhere, labelOf, valuesOf } from '#shared/people/person-fields'
import type { Purpose } from '#shared/values'
import type { Files } from '../files'
import type { Stores } from '../stores'
import type { RecipientKept } from './people-store'
import type { Recipients } from './recipients'

type PeopleTable = Pick<
  HandlersOf<AppContract['people']>,
  'page' | 'counts' | 'ids' | 'tags' | 'export' | 'find'
>
type Ports = {
  stores: Pick<Stores, 'recipients' | 'consent' | 'report' | 'fields'>
  recipients: Recipients
  files: Files
}

/** So many people are read at a time for an export. */
const EXPORTED = 200
const EXPORTED_FIELDS = fieldsWhere(({ exported }) => exported)

export const createPeopleTable = ({ stores, recipients, files }: Ports): PeopleTable => {
  const national = recipients.national

  const rows = (people: readonly RecipientKept[]) => {
    const ids = people.map((person) => person.id)
    const primaries = people.flatMap((person) => person.numbers[0]?.e164 ?? [])
    const states = stores.consent.states(ids)
    const causes = stores.consent.causes(primaries)
    const shared = stores.recipients.sharedCounts(primaries)
    const last = stores.report.lastOf(ids)
    return people.map((person) => {
      const number = person.numbers[0]
      const blocked = causes.get(number?.e164 ?? '') ?? []
      const of = (purpose: Purpose) =>
        recipients.standing(number?.e164 ?? null, purpose, states.get(person.id), blocked, null)
      const out = last.get(person.id)
      const replied = person.lastInAt !== null && person.lastInAt > (out?.at ?? '')
      return {
        id: person.id,
        kind: person.kind,
        name: person.name,
        number: number ? national(number.e164) : null,
        numberLabel: number?.label ?? null,
        shared: number ? (shared.get(number.e164) ?? 1) : 0,
        alerts: of('alerts'),
        marketing: of('marketing'),
        tags: person.tags,
        lastState: replied ? ('reply' as const) : (out?.state ?? null),
        lastAt: replied ? person.lastInAt : (out?.at ?? null),
        account: person.accountName,
        ...valuesOf(person),
        custom: person.custom,
        archived: person.archived,
        past: person.pastSince !== null,
      }
    })
  }

  return {
    async page({ offset, limit, sort, descending, ...query }) {
      const { total, ids } = await stores.recipients.page(
        await recipients.resolve(query),
        await recipients.context(),
        { offset, limit, sort, descending },
      )
      return { total, rows: rows(stores.recipients.many(ids)) }
    },
    counts: () => ({ client: 0, lead: 0, staff: 0, account: 0, ...stores.recipients.counts() }),
    ids: async (query) => ({
      ids: await stores.recipients.ids(await recipients.resolve(query), await recipients.context()),
    }),

    tags: () => stores.recipients.tags(),
    async export({ ids: only, ...query }) {
      const ids =
        only ?? (await stores.recipients.ids(await recipients.resolve(query), await recipients.context()))
      const fields = await recipients.customFields()
      const lines = function* () {
        for (let i = 0; i < ids.length; i += EXPORTED) {
          const some = ids.slice(i, i + EXPORTED)
          const statesOf = stores.consent.states(some)
          for (const person of stores.recipients.many(some)) {
            const states = statesOf.get(person.id)
            const number = person.numbers[0]?.e164 ?? ''
            yield [
              person.kind,
              person.firstName,
              person.lastName,
              ...EXPORTED_FIELDS.map((key) => person[key] ?? ''),
              person.accountName ?? '',
              person.tags.join('; '),
              person.numbers.map((one) => `${one.label}: ${one.e164}`).join('; '),
              number,
              states?.get(`${number} alerts`) ?? 'none',
              states?.get(`${number} marketing`) ?? 'none',
              ...fields.map((field) => {
                const value = customValue(person.custom, field.key) ?? ''
                return typeof value === 'number' ? value : String(value)
              }),
            ]
          }
        }
      }
      const header = [
        'table.kind',
        'label.first_name',
        'label.last_name',
        ...EXPORTED_FIELDS.map(labelOf),
        'label.account_name',
        'label.tags',
        'table.all-numbers',
        'table.primary-number',
        'table.alerts',
        'table.marketing',
        ...fields.map(({ label }) => ({ label })),
      ] as const
      return files.offerTable('people.csv', header, lines())
    },
    find({ text, limit }) {
      return stores.recipients.find(text, limit).map((hit) => ({
        id: hit.id,
        kind: hit.kind,
        name: hit.name,
        detail: [hit.e164 ? national(hit.e164) : null, hit.email || null].filter(Boolean).join(' · '),
      }))
    },
  }
}
