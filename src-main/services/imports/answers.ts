/** The consent that the rows of a file bring, checked against the ledger. */
import { answerFromFile, type KeptAnswer } from '#core/files/file-answers'
import { mayBeSame } from '#core/people/names'
import { type Phrase, phrase } from '#shared/phrases/phrase'
import { canBeTexted } from '#shared/phone/phone-labels'
import type { Purpose } from '#shared/values'
import type { Stores } from '../stores'
import type { Decided, DryRun } from './rows'

const PURPOSES_OF_FILES = ['alerts', 'marketing'] as const
/** What is recorded: one answer of one line of the file, at these numbers. */
export type FileAnswer = {
  purpose: Purpose
  state: 'granted' | 'refused'
  e164s: string[]
  line: number
  /** From a cell of the row, or said for the whole file. */
  fromCell: boolean
}
export type FileAnswers = { record: FileAnswer[]; kept: KeptAnswer[] }

const NOBODY: ReturnType<Stores['consent']['states']> = new Map()

/** Why the ledger does not take them over. */
export const keptReasons = (kept: readonly KeptAnswer[]): Phrase[] =>
  [...new Set(kept)].map((why) => phrase(`row.kept.${why}`))

/**
 * What the answers of a decided row come to. `record` is the id that they are written to, if it is there already; `fileAt` is
 * when the file was last changed, in epoch milliseconds.
 */
export const answersOf = (
  row: Pick<Decided, 'answers' | 'recipient' | 'same'>,
  record: number | null,
  options: Pick<DryRun['options'], 'consent'>,
  stores: Pick<Stores, 'recipients' | 'consent'>,
  fileAt: number,
): FileAnswers => {
  const found: FileAnswers = { record: [], kept: [] }
  const said = row.answers.flatMap((answer) =>
    PURPOSES_OF_FILES.flatMap((purpose) => {
      const cell = answer.consent[purpose]
      const state = cell ?? (options.consent?.purposes.includes(purpose) ? ('granted' as const) : null)
      return state === null || state === 'unread'
        ? []
        : [{ purpose, state, e164s: answer.e164s, line: answer.line, fromCell: cell !== null }]
    }),
  )
  if (said.length === 0) return found
  const own = record === null ? null : stores.recipients.get(record)
  const ownNumbers = own?.numbers.map(({ e164 }) => e164) ?? []
  const all = [...new Set<string>([...row.recipient.numbers.map(({ e164 }) => e164), ...ownNumbers])]
  const people = [...new Set([...row.same, ...(record === null ? [] : [record])])]
  const states = people.length === 0 ? NOBODY : stores.consent.states(people)
  const name = { first: row.recipient.firstName, last: row.recipient.lastName }
  // A no takes nothing back, so nobody's no needs to be looked for.
  const grants = said.some(({ state }) => state === 'granted')
  const anyNo = grants && stores.consent.hasRefusals()
  const refusals = anyNo ? stores.consent.refusals(all, row.recipient.email) : []
  const refused = (purpose: Purpose) =>
    people.some((id) =>
      [...(states.get(id) ?? [])].some(([key, state]) => state === 'refused' && key.endsWith(` ${purpose}`)),
    ) ||
    refusals.some(
      (no) =>
        no.purpose === purpose && mayBeSame({ first: no.firstName ?? '', last: no.lastName ?? '' }, name),
    )
  const texted = new Set<string>(
    row.recipient.numbers.filter(({ line, label }) => canBeTexted(line, label)).map(({ e164 }) => e164),
  )
  const entered = new Map<string, number>()
  if (record !== null)
    for (const { e164, purpose, at } of stores.consent.history(record)) {
      const key = `${e164} ${purpose}`
      if (!entered.has(key)) entered.set(key, Date.parse(at))
    }
  // A no in any of the joined rows is the person's, at each of their numbers, and comes last.
  const noes = new Set(said.filter(({ state }) => state === 'refused').map(({ purpose }) => purpose))
  for (const { e164s, ...answer } of said) {
    if (answer.state === 'granted' && noes.has(answer.purpose)) continue
    const at: string[] = []
    for (const e164 of answer.state === 'refused' ? all : e164s.filter((one) => texted.has(one))) {
      const state =
        record === null ? 'none' : (states.get(record)?.get(`${e164} ${answer.purpose}`) ?? 'none')
      const verdict = answerFromFile(
        answer.state,
        {
          state,
          at: entered.get(`${e164} ${answer.purpose}`) ?? null,
          refused: refused(answer.purpose),
          blocked: anyNo && stores.consent.isBlocked(e164),
        },
        fileAt,
      )
      if (verdict === 'record') at.push(e164)
      else if (verdict !== 'known') found.kept.push(verdict)
    }
    if (at.length > 0) found.record.push({ ...answer, e164s: at })
  }
  return found
}
