/** Consent, refusals and blocked numbers: the ledger's side of the desk. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import { parsePhone } from '#shared/phone/phone-number'
import { PURPOSES } from '#shared/values'
import type { ExportCell, Files } from '../files'
import { notFound, type Office, type Changed, userOf } from '../office'
import { yieldToLoop } from '../time-slice'
import type { Recipients } from '../people/recipients'
import type { ConsentEntryIn } from './consent-store'
import type { Stores } from '../stores'

type Ports = {
  stores: Pick<Stores, 'write' | 'recipients' | 'consent'>
  office: Office
  recipients: Recipients
  files: Files
  changed: Changed
}
type Handlers = {
  consent: HandlersOf<AppContract['consent']>
  suppressions: HandlersOf<AppContract['suppressions']>
}

const isHeld = (block: { cause: string; liftedAt: string | null }) =>
  block.cause === 'doubtful' && block.liftedAt === null
const BY_CAUSE = {
  stop: 'block.by-own-text',
  carrier: 'block.by-carrier',
  manual: null,
  doubtful: 'block.by-own-text',
} as const

/** What a person said of being texted, and which of their numbers are blocked, the newest first. */
const historyOf = (
  recipientId: number,
  { stores, office, recipients }: Pick<Ports, 'stores' | 'office' | 'recipients'>,
) => {
  const person = stores.recipients.get(recipientId)
  if (!person) throw notFound('people.gone')
  const said = stores.consent.history(recipientId)
  const entries = said.map((entry) => ({
    id: entry.id,
    e164: entry.e164,
    number: recipients.national(entry.e164),
    purpose: entry.purpose,
    state: entry.state,
    basis: entry.basis,
    source: entry.source,
    wording: entry.wording,
    at: entry.at,
    by: entry.userName,
  }))
  // A number that left the record is part of its history.
  const e164s = new Set([...person.numbers, ...said].map(({ e164 }) => e164).filter((e164) => e164 !== ''))
  const blocks = stores.consent.blocksOf([...e164s]).flatMap((block) => {
    const number = recipients.national(block.e164)
    const setter = BY_CAUSE[block.cause]
    const set = {
      id: block.id,
      e164: block.e164,
      number,
      purpose: null,
      state: block.cause === 'doubtful' ? ('held' as const) : ('blocked' as const),
      basis: null,
      source: block.detail,
      wording: '',
      at: block.at,
      by: block.by || (setter === null ? '' : office.say(setter)),
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
  return {
    person,
    entries: [...entries, ...blocks].toSorted((a, b) => b.at.localeCompare(a.at)),
  }
}

const createConsentHistory = (ports: Ports): Pick<Handlers['consent'], 'history' | 'export'> => ({
  history: ({ recipientId }) =>
    historyOf(recipientId, ports).entries.map(({ e164: _e164, ...entry }) => entry),

  export({ recipientId }, caller) {
    const { person, entries } = historyOf(recipientId, ports)
    const lines = entries
      .toReversed()
      .map((entry): ExportCell[] => [
        entry.at,
        person.name,
        entry.e164,
        entry.purpose ?? 'all',
        entry.state,
        entry.basis ?? '',
        entry.source,
        entry.wording,
        entry.by,
      ])
    const header = [
      'table.time-utc',
      'table.name',
      'table.number',
      'table.purpose',
      'table.state',
      'table.basis',
      'table.where-kept',
      'table.what-was-asked',
      'table.entered-by',
    ] as const
    const about = [
      ports.office.now(),
      person.name,
      '',
      '',
      phrase('export.exported'),
      '',
      phrase('export.entries', { office: ports.office.settings().office.name, n: entries.length }),
      '',
      userOf(caller).name,
    ]
    return ports.files.offerTable(`consent ${person.name.replaceAll(/[^\p{L}\p{N} -]/gu, '')}.csv`, header, [
      ...lines,
      about,
    ])
  },
})

const createConsentRecord = (
  { stores, office }: Pick<Ports, 'stores' | 'office'>,
  touched: () => void,
): Pick<Handlers['consent'], 'record' | 'refuse'> => ({
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
      await yieldToLoop()
    }
    touched()
    return { changed: count }
  },

  async refuse({ recipientId, e164, scope, purpose, reason }, caller) {
    const user = userOf(caller)
    const person = stores.recipients.get(recipientId)
    if (!person) throw notFound('people.gone')
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
})

const createSuppressions = (
  { stores, office, recipients }: Pick<Ports, 'stores' | 'office' | 'recipients'>,
  touched: () => void,
): Handlers['suppressions'] => ({
  page({ offset, limit, search }) {
    const { total, rows } = stores.consent.suppressions(search, offset, limit)
    return {
      total,
      rows: rows.map((row) => ({
        ...row,
        national: recipients.national(row.e164),
        people: stores.recipients.withNumber(row.e164).map(({ id, name }) => ({ id, name })),
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
    if (!block) throw notFound('inbox.block-gone')
    if (block.cause !== 'manual') throw new Refusal('refused', 'consent.only-phone-lifts')
    await stores.write(() =>
      stores.consent.lift(block.e164, ['manual'], office.now(), userOf(caller).name, reason),
    )
    touched()
    return {}
  },
  async decide({ id, e164, meant }, caller) {
    const held = e164 === null ? null : stores.consent.blocksOf([e164]).find(isHeld)
    const block = stores.consent.suppression(id ?? held?.id ?? 0)
    if (block?.cause !== 'doubtful') throw notFound('inbox.question-gone')
    const { name } = userOf(caller)
    await stores.write(() => {
      stores.consent.lift(
        block.e164,
        ['doubtful'],
        office.now(),
        name,
        office.say(meant === 'stop' ? 'block.was-opt-out' : 'block.was-no-opt-out'),
      )
      if (meant === 'stop') stores.consent.block(block.e164, 'stop', office.now(), block.detail, name)
    })
    touched()
    return {}
  },
})

export const createConsent = (ports: Ports): Handlers => {
  const touched = () => ports.changed('consent', 'people', 'lists', 'outbox')
  return {
    consent: { ...createConsentHistory(ports), ...createConsentRecord(ports, touched) },
    suppressions: createSuppressions(ports, touched),
  }
}
