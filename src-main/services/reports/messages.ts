/** Messages and replies: the report, one message with its attempts, and what only a person can decide. */
import type { AppContract, HandlersOf } from '#contract'
import { MOST_PRINTED } from '#contract/sending/messages'
import { phrase } from '#shared/phrases/phrase'
import { explainFailure } from '#core/sending/failures'
import type { Files } from '../files'
import { notFound, userOf } from '../office'
import { createDecisions } from '../outbox/calls/decisions'
import { createTryAgain } from '../outbox/calls/try-again'
import type { Recipients } from '../people/recipients'
import { createIndividual, type IndividualPorts, textGone } from '../sending/individual'
import { reportRows } from './report-rows'
import type { ReportFilter, ReportRow } from './report-store'

type Ports = IndividualPorts & { recipients: Recipients; files: Files }

export const createMessages = ({
  stores,
  office,
  recipients,
  outbox,
  files,
  changed,
}: Ports): HandlersOf<AppContract['messages']> => {
  const screenRow = ({ e164, ...row }: ReportRow) => ({
    ...row,
    number: e164,
    national: recipients.national(e164),
  })
  const reported = async (filter: ReportFilter, page: Parameters<Ports['stores']['report']['page']>[1]) => {
    const [{ total, micros, replyMicros, currency, ...totals }, rows] = await Promise.all([
      stores.report.totals(filter),
      stores.report.page(filter, page),
    ])
    return {
      total,
      rows: rows.map(screenRow),
      totals: {
        ...totals,
        cost: currency ? { micros, currency } : null,
        replyCost: currency ? { micros: replyMicros, currency } : null,
      },
    }
  }
  const tryAgain = createTryAgain({ stores, office, outbox, changed })

  return {
    ...createIndividual({ stores, office, outbox, changed }),
    page: ({ offset, limit, sort, descending, ...filter }) =>
      reported(filter, { offset, limit, sort, descending }),
    print: ({ sort, descending, ...filter }) =>
      reported(filter, { offset: 0, limit: MOST_PRINTED, sort, descending }),
    get({ id }) {
      const row = stores.report.one(id)
      if (!row) throw notFound('messages.gone')
      const failed = ['failed', 'undelivered', 'rejected'].includes(row.state) || row.code !== null
      const failure = failed ? explainFailure(row.code) : null
      return {
        message: screenRow(row),
        failure: failure && {
          title: failure.title,
          say: failure.say,
          next: failure.next,
          action: failure.action,
          again: failure.retry !== 'never',
          page: row.code ? `https://www.twilio.com/docs/api/errors/${row.code}` : null,
        },
        attempts: stores.outbox.attempts(id).map(({ id: _id, ...attempt }) => attempt),
      }
    },
    async export(filter) {
      const lines = async function* () {
        for await (const row of reportRows(stores, filter, { descending: true }))
          yield [
            { at: row.at },
            phrase(row.direction === 'out' ? 'export.sent' : 'export.received'),
            row.name,
            row.e164,
            row.type ?? '',
            row.purpose ?? '',
            row.template ?? '',
            row.state,
            row.why,
            row.code === null ? '' : String(row.code),
            row.units || '',
            row.price ? { money: row.price } : '',
            row.by,
            row.body,
          ]
      }
      const header = [
        { timeOf: 'table.time' },
        'table.direction',
        'table.name',
        'table.number',
        'table.send-type',
        'table.purpose',
        'table.template',
        'table.status',
        'table.reason',
        'table.code',
        'table.messages',
        'table.price',
        'table.user',
        'table.text',
      ] as const
      return files.offerTable('messages.csv', header, lines())
    },
    async tryAgain({ id }, caller) {
      await tryAgain(id, caller)
      return {}
    },
    async takeOut({ id }, caller) {
      const { name } = userOf(caller)
      const row = stores.report.one(id)
      if (row?.direction !== 'out') throw notFound('messages.gone')
      const why = phrase('text.taken-out-by', { name })
      const taken = await stores.write(
        () => stores.sends.cancelQueued([id], why, office.now()) > 0 || stores.sends.leaveOut(id, why),
      )
      if (!taken) throw textGone()
      // Where the carrier cannot be asked now, the next look at its schedule asks again.
      await outbox.sweep().catch(() => undefined)
      const state = stores.outbox.message(id)?.state
      if (state !== 'canceled' && state !== 'canceling' && state !== 'scheduled') throw textGone()
      changed('messages', 'outbox', 'people', 'sends')
      return { confirmed: state === 'canceled' }
    },
    ...createDecisions({ stores, office, outbox, changed }),
  }
}
