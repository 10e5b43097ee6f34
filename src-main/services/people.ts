/** Clients, leads, staff and accounts: the table, the record, its numbers. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { REPLY_WINDOW_MS, strongest, type SuppressionCause } from '#core/consent'
import { readCustom } from '#core/custom-values'
import type { MessageState } from '#core/outbox-state'
import { formatNational, parsePhone } from '#core/phone'
import { PURPOSES, type Purpose } from '#core/values'
import { isZone } from '#core/zones'
import { customFieldsOf } from './fields'
import type { Files } from './files'
import { breathe, notFound, type Office, type Topic } from './office'
import type { Records } from './record-changes'
import type { Recipients } from './recipients'
import { EVERYTHING_SAID } from './report-rows'
import type { CustomValue, NumberIn, RecipientKept, ReportFilter, ReportRow, Stores } from './stores'

type People = Omit<HandlersOf<AppContract['people']>, keyof Records>
type Ports = {
  stores: Stores
  office: Office
  recipients: Recipients
  files: Files
  changed: (...topics: Topic[]) => void
}

/** So many people are read at a time for an export. */
const EXPORTED = 200

const BLOCK_WORDS = {
  stop: 'Sent STOP',
  carrier: 'Blocked at the carrier',
  manual: 'Blocked by hand',
  doubtful: 'May have opted out',
}

/** A text that failed is no matter any more once another is on its way. */
const ON_THEIR_WAY: MessageState[] = [
  'queued',
  'claimed',
  'scheduled',
  'accepted',
  'sending',
  'sent',
  'delivered',
]
const FAILED: MessageState[] = ['undelivered', 'failed', 'rejected', 'expired']
const MOST_SHOWN = 100

export const createPeople = ({ stores, office, recipients, files, changed }: Ports): People => {
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
        custom: person.custom,
        archived: person.archived,
      }
    })
  }

  const parseNumbers = (numbers: Parameters<People['save']>[0]['numbers']): NumberIn[] => {
    const { country } = office.settings().office
    const typed = numbers
      .map((number, index) => ({ ...number, index }))
      .filter(({ number }) => number.trim() !== '')
    const seen = new Set<string>()
    const parsed = typed.map(({ number, label, primary, index }) => {
      const result = parsePhone(number, country)
      if (!result.ok) throw new Refusal('bad-input', result.message, `numbers.${index}.number`)
      if (seen.has(result.e164)) {
        throw new Refusal('bad-input', 'This number is already on the record.', `numbers.${index}.number`)
      }
      seen.add(result.e164)
      return {
        e164: result.e164,
        label: label || 'Mobile',
        primary,
        country: result.country ?? '',
        line: result.kind,
      }
    })
    const first = parsed.findIndex((number) => number.primary)
    return parsed.map((number, index) => ({ ...number, primary: index === Math.max(first, 0) }))
  }

  /** The values as their fields allow them; one of an archived field stays as it is. */
  const readFields = async (typed: Record<string, CustomValue>, id: number | null) => {
    const kept = id === null ? {} : (stores.recipients.get(id)?.custom ?? {})
    const values: Record<string, CustomValue> = { ...kept }
    for (const field of await customFieldsOf(stores)) {
      const given = typed[field.key]
      // What did not change was right when it was written: choices may have gone since.
      if (given === undefined || given === kept[field.key]) continue
      const read = readCustom(field, given, office.settings().office.country)
      if (!read.ok) throw new Refusal('bad-input', `${read.message}.`, `custom.${field.key}`)
      if (read.value === null) delete values[field.key]
      else values[field.key] = read.value
    }
    return values
  }

  const missingOf = (
    person: RecipientKept,
    blocked: SuppressionCause[],
  ): Awaited<ReturnType<People['get']>>['missing'] => {
    const number = recipients.textable(person)
    const first = person.numbers[0]
    if (!first)
      return [
        {
          what: 'No number',
          say: 'Nobody can text this record before it has a number.',
          remedy: 'add-number',
          purpose: null,
        },
      ]
    if (!number) {
      return [
        {
          what: 'No number that gets texts',
          say: `${national(first.e164)} is a landline.`,
          remedy: 'change-number',
          purpose: null,
        },
      ]
    }
    const missing: Awaited<ReturnType<People['get']>>['missing'] = []
    for (const other of person.numbers) {
      if (other.flagged && other.e164 !== number.e164) {
        missing.push({
          what: `${other.label} number cannot get texts`,
          say: `${national(other.e164)} is a landline, the carrier says.`,
          remedy: 'change-number',
          purpose: null,
        })
      }
    }
    if (blocked.includes('doubtful')) {
      missing.push({
        what: 'May have opted out',
        say: 'Their last text sounds like an opt-out. Nothing is sent before you decide.',
        remedy: 'decide',
        purpose: null,
      })
    } else if (blocked.length > 0) {
      missing.push({
        what: 'No texts at all',
        say:
          strongest(blocked) === 'manual'
            ? `${national(number.e164)} has opted out: it was blocked by hand. A manager can lift that in Settings.`
            : `${national(number.e164)} has opted out. Only a START from that phone undoes it.`,
        remedy: 'none',
        purpose: null,
      })
      return missing
    }
    const states = stores.consent.states([person.id]).get(person.id)
    const alerts = states?.get(`${number.e164} alerts`) ?? 'none'
    const marketing = states?.get(`${number.e164} marketing`) ?? 'none'
    if (alerts !== 'granted') {
      const say = alerts === 'refused' ? 'They said no.' : 'They were not asked yet.'
      missing.push({
        what: person.kind === 'staff' ? 'Texts not permitted' : 'No alerts',
        say,
        remedy: 'record-consent',
        purpose: 'alerts',
      })
    }
    if (marketing === 'refused')
      missing.push({
        what: 'No marketing texts',
        say: 'They said no.',
        remedy: 'record-consent',
        purpose: 'marketing',
      })
    return missing
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

    get({ id }) {
      const person = stores.recipients.get(id)
      if (!person) throw notFound('record')
      const e164s = person.numbers.map((number) => number.e164)
      const causes = stores.consent.causes(e164s)
      const shared = stores.recipients.sharedCounts(e164s)
      const states = stores.consent.states([id]).get(id)
      const used = recipients.textable(person) ?? person.numbers[0]
      const history = stores.consent.history(id)
      const blocked = causes.get(used?.e164 ?? '') ?? []
      const heardAt = used ? stores.inbound.lastFrom(used.e164) : null
      return {
        id,
        kind: person.kind,
        firstName: person.firstName,
        lastName: person.lastName,
        name: person.name,
        email: person.email,
        language: person.language,
        zone: person.zone,
        account:
          person.accountId && person.accountName ? { id: person.accountId, name: person.accountName } : null,
        custom: person.custom,
        tags: person.tags,
        numbers: person.numbers.map((number) => {
          const cause = causes.get(number.e164)?.[0]
          return {
            id: number.id,
            e164: number.e164,
            national: national(number.e164),
            label: number.label,
            primary: number.primary,
            line: number.flagged ? ('landline' as const) : ('unknown' as const),
            sharedWith: (shared.get(number.e164) ?? 1) - 1,
            blocked: cause ? BLOCK_WORDS[cause] : null,
          }
        }),
        standing: PURPOSES.map((purpose) => {
          const state = recipients.standing(used?.e164 ?? null, purpose, states, blocked, heardAt)
          const entry = history.find((one) => one.purpose === purpose && one.e164 === used?.e164)
          const until =
            state === 'window' && heardAt
              ? new Date(Date.parse(heardAt) + REPLY_WINDOW_MS).toISOString()
              : null
          return {
            purpose,
            state,
            detail: entry ? [entry.basis, entry.source].filter(Boolean).join(', ') : '',
            until,
          }
        }),
        missing: missingOf(person, blocked),
        createdAt: person.createdAt,
        archived: person.archived,
      }
    },

    async todo({ id }) {
      const person = stores.recipients.get(id)
      if (!person) throw notFound('record')
      const texts = (filter: Partial<ReportFilter>, limit: number) =>
        stores.report.page(
          { ...EVERYTHING_SAID, recipientId: id, ...filter },
          { offset: 0, limit, sort: 'at', descending: true },
        )
      const [later] = await texts({ states: ON_THEIR_WAY }, 1)
      const text = (what: 'unknown' | 'failed') => (row: ReportRow) => ({
        what,
        messageId: row.id,
        e164: row.e164,
        national: national(row.e164),
        body: row.body,
        why: row.why,
        at: row.at,
      })
      const held = stores.consent
        .blocksOf(person.numbers.map(({ e164 }) => e164))
        .filter(({ cause, liftedAt }) => cause === 'doubtful' && liftedAt === null)
      return [
        ...(await texts({ decide: true }, MOST_SHOWN)).map(text('unknown')),
        ...(await texts({ states: FAILED, from: later?.at ?? null }, MOST_SHOWN)).map(text('failed')),
        ...held.map(({ e164, detail, at }) => ({
          what: 'opt-out' as const,
          messageId: null,
          e164,
          national: national(e164),
          body: detail,
          why: '',
          at,
        })),
      ].toSorted((a, b) => b.at.localeCompare(a.at))
    },

    async save(input) {
      if (input.firstName === '' && input.lastName === '') {
        throw new Refusal(
          'bad-input',
          input.kind === 'account' ? 'Type the name of the account.' : 'Type a first or a last name.',
          'firstName',
        )
      }
      if (input.email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.email)) {
        throw new Refusal('bad-input', 'An e-mail address looks like name@example.com.', 'email')
      }
      if (input.zone !== null && !isZone(input.zone))
        throw new Refusal('bad-input', 'Choose a time zone from the list.', 'zone')
      const numbers = parseNumbers(input.numbers)
      const custom = await readFields(input.custom, input.id)
      const id = await stores.write(() => {
        if (input.id !== null && !stores.recipients.get(input.id)) throw notFound('record')
        return stores.recipients.put({ ...input, numbers, custom }, input.id, office.now())
      })
      changed('people', 'consent', 'lists')
      return { id }
    },
    async archive({ ids, archived }) {
      const count = await stores.write(() => stores.recipients.archive(ids, archived ? office.now() : null))
      changed('people', 'lists')
      return { changed: count }
    },
    async tag({ ids, add, remove }) {
      const clean = (tags: string[]) => tags.map((tag) => tag.trim()).filter((tag) => tag !== '')
      for (let i = 0; i < ids.length; i += 1000) {
        await stores.write(() => stores.recipients.tag(ids.slice(i, i + 1000), clean(add), clean(remove)))
        await breathe()
      }
      changed('people', 'lists')
      return {}
    },
    tags: () => stores.recipients.tags(),
    checkNumber({ number, exceptId }) {
      const { country } = office.settings().office
      const result = parsePhone(number, country)
      if (!result.ok)
        return { ok: false, e164: null, national: null, message: result.message, sharedWith: [] }
      const others = stores.recipients.withNumber(result.e164).filter((person) => person.id !== exceptId)
      return {
        ok: true,
        e164: result.e164,
        national: formatNational(result.e164, country),
        message: result.repaired ?? null,
        sharedWith: others.map((person) => person.name),
      }
    },
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
              person.email,
              person.language ?? '',
              person.accountName ?? '',
              person.tags.join('; '),
              person.numbers.map((one) => `${one.label}: ${one.e164}`).join('; '),
              number,
              states?.get(`${number} alerts`) ?? 'none',
              states?.get(`${number} marketing`) ?? 'none',
              ...fields.map((field) => String(person.custom[field.key] ?? '')),
            ]
          }
        }
      }
      const header = [
        'Kind',
        'First name',
        'Last name',
        'E-mail',
        'Language',
        'Account',
        'Tags',
        'All numbers',
        'Primary number',
        'Alerts',
        'Marketing',
        ...fields.map((field) => field.label),
      ]
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
