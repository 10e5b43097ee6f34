/** One text to one person: whether it may be sent, sending it, changing it and taking it back. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { type Phrase, type PlainKey, phrase } from '#shared/phrases/phrase'
import { zonesToText } from '#core/people/zones'
import { mayText, REPLY_WINDOW_MS, strongest } from '#core/sending/consent'
import { dress, type Dressing } from '#shared/text/compose'
import { foreignFields } from '#shared/text/foreign-fields'
import { VARIABLES } from '#shared/text/template'
import type { E164, Purpose } from '#shared/values'
import type { z } from 'zod'
import { questionToCarrier } from '../consent/carrier-block'
import { requireNameAndWayOut } from '../consent/way-out'
import { type Changed, notFound, type Office, userOf } from '../office'
import type { Outbox } from '../outbox/outbox'
import type { RecipientKept } from '../people/people-store'
import type { ReportRow } from '../reports/report-store'
import { createSingleFlight } from '../single-flight'
import type { Stores } from '../stores'
import { dressingFor } from '../templates/dressing'
import { enqueue, singleMessage } from './enqueue'
import { priceBook } from './prices'
import { quietHoursAt } from './send-schedule'

export type IndividualPorts = {
  stores: Pick<
    Stores,
    | 'write'
    | 'recipients'
    | 'consent'
    | 'sends'
    | 'reach'
    | 'outbox'
    | 'inbound'
    | 'facts'
    | 'prices'
    | 'report'
    | 'templates'
  >
  office: Office
  outbox: Outbox
  changed: Changed
}
type Individual = Pick<
  HandlersOf<AppContract['messages']>,
  'send' | 'askCarrier' | 'may' | 'cancel' | 'typed'
>

type Refused = 'archived' | 'suppressed' | 'held' | 'refused' | 'replies-off' | 'not-asked'
const whyRefused = (reason: Refused, purpose: Purpose, byHand: boolean): PlainKey =>
  // START lifts what the phone itself set, never what somebody at the desk did.
  reason === 'suppressed' && byHand
    ? 'refused.blocked-by-hand'
    : purpose === 'conversation' && reason === 'not-asked'
      ? 'refused.nothing-to-answer'
      : `refused.${reason}`

/** Refused: what was to be changed or taken back is on its way. */
export const textGone = () => new Refusal('conflict', 'messages.left-already')

/** Whether one person may be texted at a number, and what is put around the text. */
const createPermission = ({ stores, office }: Pick<IndividualPorts, 'stores' | 'office'>) => {
  const permission = (
    recipientId: number,
    e164: string,
    purpose: 'conversation' | 'alerts' | 'marketing',
    /** The carrier is asked about its own block: any other one counts. */
    asking = false,
  ) => {
    const person = stores.recipients.get(recipientId)
    if (!person) throw notFound('people.gone')
    const number = person.numbers.find((one) => one.e164 === e164)
    if (!number) throw new Refusal('bad-input', 'people.number-gone', 'e164')
    const heard = stores.inbound.lastFrom(e164)
    const causes = stores.consent.causes([e164]).get(e164) ?? []
    const suppressedBy = strongest(asking ? causes.filter((cause) => cause !== 'carrier') : causes)
    const verdict = mayText({
      purpose,
      consent: stores.consent.states([recipientId]).get(recipientId)?.get(`${e164} ${purpose}`) ?? 'none',
      suppressedBy,
      // The number that wrote is the one that may be answered, as the runner sees it.
      heardAt: heard === null ? null : Date.parse(heard),
      individual: true,
      now: Date.parse(office.now()),
    })
    const reason = person.archived
      ? ('archived' as const)
      : purpose === 'conversation' && !office.settings().sending.allowReplies
        ? ('replies-off' as const)
        : verdict.ok
          ? null
          : verdict.reason
    return { person, number, reason, byHand: suppressedBy === 'manual' }
  }

  /** Marketing names the office and the way out, also to one person; other texts as the office chose (C7). */
  const dressingOf = ({ id, language }: RecipientKept, e164: string, purpose: Purpose): Dressing => {
    const full = dressingFor(office, language ?? office.textLanguage())
    if (purpose === 'marketing') return full
    const rule = office.settings().sending.individualOptOut
    const since = new Date(Date.parse(office.now()) - REPLY_WINDOW_MS).toISOString()
    const wanted =
      rule === 'always' || (rule === 'once' && !stores.reach.offered(id, e164, full.optOutLine, since))
    return { officeName: '', optOutLine: wanted ? full.optOutLine : '' }
  }

  return { permission, dressingOf }
}

/** Texts to one person that have not left yet, and taking one back. */
const createTakingBack = ({ stores, office, outbox, changed }: IndividualPorts) => {
  const individual = (id: number): ReportRow => {
    const row = stores.report.one(id)
    if (row?.type !== 'individual') throw notFound('messages.gone')
    return row
  }
  /** What somebody typed, to be changed and sent again: what was put around it is not theirs. */
  const typedOf = (row: ReportRow) => {
    const send = stores.sends.get(row.sendId)
    return {
      e164: row.e164,
      body: send?.body ?? row.body,
      purpose: row.purpose ?? ('alerts' as const),
      templateId: send?.templateId ?? null,
      notBefore: row.notBefore,
    }
  }
  /** Takes one person's text back that has not left yet; `canceling` is what the carrier has not confirmed. */
  const recallOne = async (id: number, name: string) => {
    const row = individual(id)
    if (row.state !== 'queued' && row.state !== 'scheduled') throw textGone()
    const recalled = await stores.write(() => {
      const why = phrase('text.recalled-by', { name })
      stores.sends.setSendState(row.sendId, ['live'], 'cancelled', { by: 'hand', why })
      return stores.sends.cancelQueued([id], why, office.now())
    })
    // Where the carrier cannot be asked now, the next look at its schedule asks again.
    await outbox.sweep().catch(() => undefined)
    const state = stores.outbox.message(id)?.state
    if (recalled === 0 && state !== 'canceled' && state !== 'canceling') throw textGone()
    changed('messages', 'outbox', 'people')
    return { row, state }
  }

  return { individual, typedOf, recallOne }
}

/** A variable as somebody typed it would be read as it stands. */
const refuseVariables = (body: string): void => {
  const variable = /\{\{[^}]*(\}\})?/.exec(body)
  if (variable) {
    throw new Refusal(
      'bad-input',
      phrase('messages.variable-as-it-stands', { written: variable[0].slice(0, 40) }),
      'body',
    )
  }
  const foreign = foreignFields(body, VARIABLES.client).find(({ mend }) => mend !== null)
  if (foreign)
    throw new Refusal(
      'bad-input',
      phrase('messages.variable-as-it-stands', { written: foreign.written }),
      'body',
    )
}

/** Sends one text, once for each draft. */
const createSendingOne = (
  { stores, office, outbox, changed }: IndividualPorts,
  { permission, dressingOf }: ReturnType<typeof createPermission>,
  { individual, recallOne }: ReturnType<typeof createTakingBack>,
) => {
  /** The text that another one takes the place of is out of the way, or nothing is sent. */
  const makeWay = async (id: number, recipientId: number, name: string) => {
    const row = individual(id)
    if (row.recipientId !== recipientId) throw notFound('messages.gone')
    if (row.state === 'canceled') return
    const { state } = await recallOne(id, name).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== 'conflict') throw error
      throw new Refusal('conflict', 'messages.changed-one-left', 'replaces')
    })
    if (state !== 'canceled') throw new Refusal('conflict', 'messages.earlier-taken-back')
  }

  return async (
    {
      draftId,
      recipientId,
      e164,
      body,
      purpose,
      templateId,
      notBefore,
      replaces,
    }: z.output<AppContract['messages']['send']['input']>,
    user: { id: number; name: string },
    /** Why the carrier is asked about its block, in the words of who does; null where it is not. */
    asks: string | null = null,
  ) => {
    const earlier = stores.sends.firstMessageOf(draftId)
    if (earlier) return { messageId: earlier.id, waits: null }
    refuseVariables(body)
    const { person, number, reason, byHand } = permission(recipientId, e164, purpose, asks !== null)
    if (reason) throw new Refusal('refused', whyRefused(reason, purpose, byHand))
    const sender = outbox.sender()
    if (!sender) throw new Refusal('refused', 'sending.choose-number')
    if (purpose === 'marketing')
      requireNameAndWayOut({ stores, office }, sender, {
        body,
        language: person.language ?? office.textLanguage(),
      })
    const template = templateId === null ? null : await stores.templates.get(templateId)
    const unit = priceBook(stores, sender).unit(number.country)
    const text = dress(body, dressingOf(person, e164, purpose))
    if (replaces) await makeWay(replaces, recipientId, user.name)
    await enqueue(
      { stores, office },
      {
        id: draftId,
        type: 'individual',
        purpose,
        name: person.name,
        recordKind: person.kind,
        templateId,
        templateName: template?.name ?? null,
        body,
        review: asks === null ? null : questionToCarrier(asks),
        by: user,
        holdUntil: null,
        accountSid: outbox.accountSid,
        sender,
      },
      [singleMessage({ recipientId, recipientName: person.name, e164: e164 as E164 }, text, unit)],
      [],
      notBefore ?? office.now(),
    )
    outbox.wake()
    changed('messages', 'outbox', 'people', 'inbox')
    return {
      messageId: stores.sends.firstMessageOf(draftId)?.id ?? 0,
      waits: outbox.gate.reason()?.title ?? null,
    }
  }
}

export const createIndividual = (ports: IndividualPorts): Individual => {
  const { stores, office } = ports
  const permissions = createPermission(ports)
  const { permission, dressingOf } = permissions
  const takingBack = createTakingBack(ports)
  const { individual, typedOf, recallOne } = takingBack
  const sendOne = createSendingOne(ports, permissions, takingBack)
  const once = createSingleFlight<{ messageId: number; waits: Phrase | null }>()

  return {
    send: (input, caller) => once(input.draftId, () => sendOne(input, userOf(caller))),
    async askCarrier({ id, reason, ...input }, caller) {
      const block = stores.consent.suppression(id)
      if (!block) throw notFound('inbox.block-gone')
      if (
        block.cause !== 'carrier' ||
        !(stores.consent.causes([block.e164]).get(block.e164) ?? []).includes('carrier')
      )
        throw new Refusal('conflict', 'consent.not-blocked-by-carrier')
      const text = {
        ...input,
        e164: block.e164,
        purpose: 'alerts' as const,
        templateId: null,
        notBefore: null,
      }
      return once(input.draftId, () => sendOne({ ...text, replaces: null }, userOf(caller), reason))
    },
    may({ recipientId, e164, purpose, at }) {
      const { person, number, reason, byHand } = permission(recipientId, e164, purpose)
      const when = at ? Date.parse(at) : Date.parse(office.now())
      return {
        night: quietHoursAt(
          when,
          person.zone ?? zonesToText(number, office.settings().office.country),
          office,
        ),
        ...dressingOf(person, e164, purpose),
        ok: reason === null,
        why: reason ? phrase(whyRefused(reason, purpose, byHand)) : '',
        reason,
      }
    },
    async cancel({ id }, caller) {
      const { row, state } = await recallOne(id, userOf(caller).name)
      // Until the carrier says so it may still leave: nobody is led to write another beside it.
      return { typed: state === 'canceled' ? typedOf(row) : null }
    },
    typed({ id }) {
      const row = individual(id)
      if (row.state !== 'queued' && row.state !== 'scheduled') throw textGone()
      return typedOf(row)
    },
  }
}
