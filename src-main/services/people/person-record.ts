/** One record: what is on it, what keeps texts from it, and what a person has to decide. */
import type { AppContract, HandlersOf } from '#contract'
import { type PlainKey, phrase } from '#shared/phrases/phrase'
import { REPLY_WINDOW_MS, strongest, type SuppressionCause } from '#core/sending/consent'
import { carrierSays, saysInvalid } from '#core/sending/send-plan'
import type { MessageState } from '#shared/outbox-state'
import { labelKind } from '#shared/phone/phone-labels'
import { valuesOf } from '#shared/people/person-fields'
import { PURPOSES } from '#shared/values'
import { notFound, userOf } from '../office'
import { EVERYTHING_SAID } from '../reports/report-rows'
import type { ReportFilter, ReportRow } from '../reports/report-store'
import type { Stores } from '../stores'
import type { RecipientKept } from './people-store'
import type { Recipients } from './recipients'

type Ports = {
  stores: Pick<Stores, 'recipients' | 'consent' | 'inbound' | 'report'>
  recipients: Recipients
}
type PersonRecord = Pick<HandlersOf<AppContract['people']>, 'get' | 'todo'>

const BLOCKED = {
  stop: 'skip.stop',
  carrier: 'skip.carrier',
  manual: 'skip.manual',
  doubtful: 'block.doubtful',
} as const satisfies Record<SuppressionCause, PlainKey>

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

/** What the label of a number says it is, where no text arrives at it. */
const noTextLine = (label: string): 'unknown' | 'fax' | 'pager' | 'landline' => {
  const kind = labelKind(label)
  return kind === 'mobile' ? 'unknown' : kind
}
/** What a number is that gets no texts, by its label; else its prefix says that it is a landline. */
const noTextReason = (label: string) => {
  const line = noTextLine(label)
  return line === 'fax' || line === 'pager' ? (`missing.is-${line}` as const) : 'missing.is-landline'
}

type Missing = Awaited<ReturnType<PersonRecord['get']>>['missing']

/** What keeps texts from somebody, and what would mend it. */
const createMissing =
  ({
    stores,
    recipients: { national, textable },
  }: {
    stores: Pick<Stores, 'consent'>
    recipients: Pick<Recipients, 'national' | 'textable'>
  }) =>
  (person: RecipientKept, blocked: SuppressionCause[]): Missing => {
    const number = textable(person)
    const first = person.numbers[0]
    if (!first)
      return [
        {
          what: phrase('missing.no-number.what'),
          say: phrase('missing.no-number.say'),
          remedy: 'add-number',
          purpose: null,
        },
      ]
    if (!number) {
      return [
        {
          what: phrase('missing.no-texts-here.what'),
          say:
            first.flagged === null
              ? phrase(noTextReason(first.label), { number: national(first.e164) })
              : phrase('missing.carrier-says', {
                  number: national(first.e164),
                  says: carrierSays(first.flagged),
                }),
          remedy: 'change-number',
          purpose: null,
        },
      ]
    }
    const missing: Missing = []
    for (const other of person.numbers) {
      if (other.flagged !== null && other.e164 !== number.e164) {
        missing.push({
          what: phrase('missing.other-number.what', { label: other.label }),
          say: phrase('missing.carrier-says', {
            number: national(other.e164),
            says: carrierSays(other.flagged),
          }),
          remedy: 'change-number',
          purpose: null,
        })
      }
    }
    if (blocked.includes('doubtful')) {
      missing.push({
        what: phrase('missing.doubtful.what'),
        say: phrase('missing.doubtful.say'),
        remedy: 'decide',
        purpose: null,
      })
    } else if (blocked.length > 0) {
      missing.push({
        what: phrase('missing.opted-out.what'),
        say: phrase(strongest(blocked) === 'manual' ? 'missing.blocked-by-hand' : 'missing.opted-out', {
          number: national(number.e164),
        }),
        remedy: 'none',
        purpose: null,
      })
      return missing
    }
    const states = stores.consent.states([person.id]).get(person.id)
    const alerts = states?.get(`${number.e164} alerts`) ?? 'none'
    const marketing = states?.get(`${number.e164} marketing`) ?? 'none'
    if (alerts !== 'granted') {
      const say = phrase(alerts === 'refused' ? 'missing.said-no' : 'missing.not-asked')
      missing.push({
        what: phrase(person.kind === 'staff' ? 'missing.not-permitted.what' : 'missing.no-alerts.what'),
        say,
        remedy: 'record-consent',
        purpose: 'alerts',
      })
    }
    if (marketing === 'refused')
      missing.push({
        what: phrase('missing.no-marketing.what'),
        say: phrase('missing.said-no'),
        remedy: 'record-consent',
        purpose: 'marketing',
      })
    return missing
  }

/** What a person at the desk has to decide about somebody, the newest first. */
const createTodo =
  ({
    stores,
    recipients: { national },
  }: {
    stores: Pick<Stores, 'recipients' | 'consent' | 'report'>
    recipients: Pick<Recipients, 'national'>
  }): PersonRecord['todo'] =>
  async ({ id }) => {
    const person = stores.recipients.get(id)
    if (!person) throw notFound('people.gone')
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
        why: '' as const,
        at,
      })),
    ].toSorted((a, b) => b.at.localeCompare(a.at))
  }

export const createPersonRecord = ({ stores, recipients }: Ports): PersonRecord => {
  const national = recipients.national
  const missingOf = createMissing({ stores, recipients })

  return {
    async get({ id }, caller) {
      const values = await recipients.valuesFor(userOf(caller).name)
      const person = stores.recipients.get(id)
      if (!person) throw notFound('people.gone')
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
        ...valuesOf(person),
        account:
          person.accountId && person.accountName ? { id: person.accountId, name: person.accountName } : null,
        custom: person.custom,
        tags: person.tags,
        values: { ...values(person) },
        numbers: person.numbers.map((number) => {
          const cause = causes.get(number.e164)?.[0]
          return {
            id: number.id,
            e164: number.e164,
            national: national(number.e164),
            label: number.label,
            primary: number.primary,
            line:
              number.flagged !== null && saysInvalid(number.flagged)
                ? ('invalid' as const)
                : number.flagged !== null || (number.line === 'landline' && person.kind !== 'account')
                  ? ('landline' as const)
                  : noTextLine(number.label),
            carrierSays: number.flagged === null ? null : carrierSays(number.flagged),
            sharedWith: (shared.get(number.e164) ?? 1) - 1,
            blocked: cause ? phrase(BLOCKED[cause]) : null,
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
        updatedAt: person.updatedAt,
        archived: person.archived,
        pastSince: person.pastSince,
      }
    },
    todo: createTodo({ stores, recipients }),
  }
}
