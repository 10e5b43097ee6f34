/** Messages and replies: the report, one text to one person, and what only a person can decide. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { mayText, REPLY_WINDOW_MS, strongest } from '#core/consent'
import { dress, type Dressing } from '#core/compose'
import { explainFailure } from '#core/failures'
import { formatMoney } from '#core/money'
import { measure } from '#core/segments'
import type { E164, Purpose } from '#core/values'
import type { z } from 'zod'
import { enqueue } from './enqueue'
import type { Files } from './files'
import { notFound, type Office, type Topic, userOf } from './office'
import { isItsDay } from './night'
import { createOnce } from './once'
import { REASONS } from './outbox/gate'
import type { Outbox } from './outbox/index'
import { progressOf } from './sends'
import type { Recipients } from './recipients'
import { reportRows } from './report-rows'
import type { RecipientKept, ReportRow, Stores } from './stores'
import { dressingFor } from './templates'

type Ports = {
  stores: Stores
  office: Office
  recipients: Recipients
  outbox: Outbox
  files: Files
  changed: (...topics: Topic[]) => void
}
type Handlers = {
  messages: HandlersOf<AppContract['messages']>
  outbox: HandlersOf<AppContract['outbox']>
}

const REFUSED = {
  archived: 'This record is archived. Bring it back first.',
  suppressed: 'This number has opted out. Only a START from that phone undoes it.',
  held: 'Their last text may be an opt-out. Decide that first.',
  refused: 'They said no to this kind of text.',
  'not-asked': 'They have not agreed to this kind of text. Ask them, then record the answer.',
}

const sayRefused = (reason: keyof typeof REFUSED, purpose: Purpose, byHand: boolean): string =>
  // START lifts what the phone itself set, never what somebody at the desk did.
  reason === 'suppressed' && byHand
    ? 'This number was blocked by hand. A manager can lift that in Settings, under blocked numbers.'
    : purpose === 'conversation' && reason === 'not-asked'
      ? 'This number has not written to you in the last 30 days, so there is nothing to answer. Choose Alerts.'
      : REFUSED[reason]

export const createMessages = ({ stores, office, recipients, outbox, files, changed }: Ports): Handlers => {
  const once = createOnce<{ messageId: number; waits: string | null }>()
  const screenRow = ({ e164, ...row }: ReportRow) => ({
    ...row,
    number: e164,
    national: recipients.national(e164),
  })

  const permission = (
    recipientId: number,
    e164: string,
    purpose: 'conversation' | 'alerts' | 'marketing',
  ) => {
    const person = stores.recipients.get(recipientId)
    if (!person) throw notFound('record')
    const number = person.numbers.find((one) => one.e164 === e164)
    if (!number) throw new Refusal('bad-input', 'This number is not on the record any more.', 'e164')
    const heard = stores.inbound.lastFrom(e164)
    const suppressedBy = strongest(stores.consent.causes([e164]).get(e164) ?? [])
    const verdict = mayText({
      purpose,
      consent: stores.consent.states([recipientId]).get(recipientId)?.get(`${e164} ${purpose}`) ?? 'none',
      suppressedBy,
      // The number that wrote is the one that may be answered, as the runner sees it.
      heardAt: heard === null ? null : Date.parse(heard),
      individual: true,
      now: Date.parse(office.now()),
    })
    const reason = person.archived ? ('archived' as const) : verdict.ok ? null : verdict.reason
    return { person, number, reason, byHand: suppressedBy === 'manual' }
  }

  /** Marketing names the office and the way out, also to one person; other texts as the office chose (C7). */
  const dressingOf = ({ id, language }: RecipientKept, e164: string, purpose: Purpose): Dressing => {
    const full = dressingFor(office, language ?? 'en')
    if (purpose === 'marketing') return full
    const rule = office.settings().sending.individualOptOut
    const since = new Date(Date.parse(office.now()) - REPLY_WINDOW_MS).toISOString()
    const wanted =
      rule === 'always' || (rule === 'once' && !stores.outbox.offered(id, e164, full.optOutLine, since))
    return { officeName: '', optOutLine: wanted ? full.optOutLine : '' }
  }

  const sendOne = async (
    {
      draftId,
      recipientId,
      e164,
      body,
      purpose,
      templateId,
      notBefore,
    }: z.output<AppContract['messages']['send']['input']>,
    user: { id: number; name: string },
  ) => {
    const earlier = stores.outbox.firstMessageOf(draftId)
    if (earlier) return { messageId: earlier.id, waits: null }
    const variable = /\{\{[^}]*(\}\})?/.exec(body)
    if (variable) {
      throw new Refusal(
        'bad-input',
        `“${variable[0].slice(0, 40)}” would be sent as it stands. Write what it stands for.`,
        'body',
      )
    }
    const { person, number, reason, byHand } = permission(recipientId, e164, purpose)
    if (reason) throw new Refusal('refused', sayRefused(reason, purpose, byHand))
    const sender = outbox.sender()
    if (!sender) throw new Refusal('refused', 'Choose first in Settings which number texts come from.')
    const template = templateId === null ? null : await stores.templates.get(templateId)
    const unit = stores.prices.all().find((price) => price.country === number.country)?.outbound ?? null
    const text = dress(body, dressingOf(person, e164, purpose))
    const units = measure(text).segments
    await enqueue(
      stores,
      {
        id: draftId,
        type: 'individual',
        purpose,
        name: person.name,
        recordKind: person.kind,
        templateId,
        templateName: template?.name ?? null,
        body,
        review: null,
        createdAt: office.now(),
        userId: user.id,
        userName: user.name,
        holdUntil: null,
        accountSid: outbox.accountSid,
        sender: JSON.stringify(sender),
      },
      [
        {
          dedupeKey: e164,
          recipientId,
          recipientName: person.name,
          e164: e164 as E164,
          body: text,
          units,
          price: unit && { micros: unit.micros * units, currency: unit.currency },
        },
      ],
      [],
      notBefore ?? office.now(),
    )
    outbox.wake()
    changed('messages', 'outbox', 'people', 'inbox')
    return {
      messageId: stores.outbox.firstMessageOf(draftId)?.id ?? 0,
      waits: outbox.gate.reason()?.title ?? null,
    }
  }

  return {
    messages: {
      async page({ offset, limit, sort, descending, ...filter }) {
        const [{ total, micros, currency, ...totals }, rows] = await Promise.all([
          stores.report.totals(filter),
          stores.report.page(filter, { offset, limit, sort, descending }),
        ])
        return {
          total,
          rows: rows.map(screenRow),
          totals: { ...totals, cost: currency ? { micros, currency } : null },
        }
      },
      get({ id }) {
        const row = stores.report.one(id)
        if (!row) throw notFound('message')
        const failed = ['failed', 'undelivered', 'rejected'].includes(row.state) || row.code !== null
        const failure = failed ? explainFailure(row.code) : null
        return {
          message: screenRow(row),
          failure: failure && {
            title: failure.title,
            say: failure.say,
            next: failure.next,
            page: row.code ? `https://www.twilio.com/docs/api/errors/${row.code}` : null,
          },
          attempts: stores.outbox.attempts(id).map(({ id: _id, ...attempt }) => attempt),
        }
      },
      async export(filter) {
        const lines = async function* () {
          for await (const row of reportRows(stores, filter, { descending: true }))
            yield [
              row.at,
              row.direction === 'out' ? 'sent' : 'received',
              row.name,
              row.e164,
              row.type ?? '',
              row.purpose ?? '',
              row.template ?? '',
              row.state,
              row.why,
              row.code === null ? '' : String(row.code),
              String(row.units || ''),
              row.price ? formatMoney(row.price, 'en', { precise: true }) : '',
              row.by,
              row.body,
            ]
        }
        const header = [
          'Time (UTC)',
          'Direction',
          'Name',
          'Number',
          'Send type',
          'Purpose',
          'Template',
          'Status',
          'Reason',
          'Code',
          'Messages',
          'Price',
          'User',
          'Text',
        ]
        return files.offerTable('messages.csv', header, lines())
      },
      send: (input, caller) => once(input.draftId, () => sendOne(input, userOf(caller))),
      may({ recipientId, e164, purpose }) {
        const { person, reason, byHand } = permission(recipientId, e164, purpose)
        return {
          ...dressingOf(person, e164, purpose),
          ok: reason === null,
          why: reason ? sayRefused(reason, purpose, byHand) : '',
          reason,
        }
      },
      async cancel({ id }, caller) {
        const { name } = userOf(caller)
        const row = stores.report.one(id)
        if (row?.type !== 'individual') throw notFound('message')
        if (row.state !== 'queued' && row.state !== 'scheduled')
          throw new Refusal('conflict', 'This text has left already.')
        const recalled = await stores.write(() => {
          const why = `Recalled by ${name}`
          stores.outbox.setSendState(row.sendId, ['live'], 'cancelled', { by: 'hand', why })
          return stores.outbox.cancelQueued([id], why, office.now())
        })
        // Where the carrier cannot be asked now, the next look at its schedule asks again.
        await outbox.sweep().catch(() => undefined)
        const state = stores.outbox.message(id)?.state
        if (recalled === 0 && state !== 'canceled' && state !== 'canceling')
          throw new Refusal('conflict', 'This text has left already.')
        changed('messages', 'outbox', 'people')
        // Until the carrier says so it may still leave: nobody is led to write another beside it.
        if (state !== 'canceled') return { typed: null }
        const send = stores.outbox.send(row.sendId)
        return {
          typed: {
            e164: row.e164,
            // What was put around it before it left is not theirs.
            body: send?.body ?? row.body,
            purpose: row.purpose ?? 'alerts',
            templateId: send?.templateId ?? null,
            notBefore: row.notBefore,
          },
        }
      },
      async decide({ id, decision }, caller) {
        const message = stores.outbox.message(id)
        if (message?.state !== 'unknown' || !message.decide)
          throw new Refusal('conflict', 'There is nothing to decide about this text any more.')
        const send = stores.outbox.send(message.sendId)
        if (decision === 'send-again' && send?.state === 'cancelled')
          throw new Refusal(
            'conflict',
            'Its send was cancelled, so nothing of it leaves any more. Leave it, or write to this person alone.',
          )
        if (decision === 'send-again' && send && !isItsDay(send, office.now(), office))
          throw new Refusal(
            'conflict',
            'Its day is over: a text of a daily send leaves on that day or not at all. Leave it, or write to this person alone.',
          )
        const { name } = userOf(caller)
        await stores.write(() => {
          const now = office.now()
          const attempt = stores.outbox.attempts(id).findLast((one) => one.outcome === 'unknown')
          if (decision === 'was-sent') {
            if (attempt)
              stores.outbox.answer(attempt.id, 'marked-sent', { now, detail: `Marked as sent by ${name}` })
            stores.outbox.move(id, 'sent', { now, why: `Marked as sent by ${name}` })
          } else if (decision === 'leave') {
            if (attempt) stores.outbox.answer(attempt.id, 'given-up', { now, detail: `Left by ${name}` })
            stores.outbox.move(id, 'canceled', { now, why: `Not known whether sent; left by ${name}` })
          } else {
            if (attempt)
              stores.outbox.answer(attempt.id, 'given-up', { now, detail: `Sent again by ${name}` })
            stores.outbox.move(id, 'queued', { now, why: `Sent again by ${name}`, notBefore: now })
          }
        })
        outbox.wake()
        changed('messages', 'sends', 'outbox')
        return {}
      },
    },

    outbox: {
      state() {
        const { unknown, decide } = stores.outbox.counts()
        const newest = stores.outbox
          .sends(0, 5)
          .rows.map((send) => progressOf(send, { stores, office, outbox }))
        // What waits for its day is not leaving now.
        const leaving = newest.find(
          ({ phase, gone }) =>
            ['holding', 'sending', 'paused'].includes(phase) || (phase === 'waiting' && gone > 0),
        )
        const reason = outbox.gate.reason()
        return {
          paused: reason !== null,
          reason,
          waiting: stores.outbox.waiting(),
          leaving: leaving
            ? {
                sendId: leaving.sendId,
                gone: leaving.gone,
                total: leaving.total,
                paused: leaving.phase === 'paused',
              }
            : null,
          unknown,
          decide,
          doubtful: stores.consent.doubtful(),
          replies: stores.conversations.unread(),
        }
      },
      async pause() {
        await outbox.gate.pause(REASONS.byHand)
        return {}
      },
      async resume() {
        await outbox.resume()
        return {}
      },
    },
  }
}
