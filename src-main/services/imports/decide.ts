/** Decides every row's fate before anything is written; rows of one file match each other too. */
import type { Office } from '../office'
import { customFieldsOf } from '../fields'
import { createPace } from '../pace'
import type { Stores } from '../stores'
import type { Held } from './file'
import { type Decided, type DryRun, type Fate, nameOf, parseRow } from './rows'
import type { FileRow } from './table'

const sameName = (a: string, b: string) => a.localeCompare(b, 'en', { sensitivity: 'base' }) === 0

const emptyCounts = (): Record<Fate, number> => ({ new: 0, merge: 0, add: 0, skip: 0, rejected: 0 })
export const countOf = (rows: readonly Decided[]) => {
  const counts = emptyCounts()
  for (const row of rows) counts[row.fate] += 1
  return counts
}

/** How many accounts the rows name that nobody has entered yet. */
export const countNewAccounts = async (rows: readonly Decided[], stores: Stores): Promise<number> => {
  const pace = createPace()
  const named = new Set([''])
  let count = 0
  for (const { fate, account } of rows) {
    if (fate !== 'skip' && fate !== 'rejected' && !named.has(account)) {
      named.add(account)
      if (stores.recipients.accountNamed(account) === null) count += 1
    }
    if (pace.due()) await pace.rest()
  }
  return count
}

type Ports = {
  stores: Stores
  office: Office
  job: (done: number, total: number) => void
  stopIfCancelled: (file: Held) => void
}

export const decide = async (
  { stores, office, job, stopIfCancelled }: Ports,
  file: Held,
  { mapping, options }: Pick<DryRun, 'mapping' | 'options'>,
): Promise<Decided[]> => {
  const fields = new Map((await customFieldsOf(stores)).map((field) => [field.key, field]))
  const { country } = office.settings().office
  const inFile = new Map<string, number>()
  const decideRow = (row: FileRow): Decided => {
    const parsed = parseRow(row, mapping, options, country, fields)
    const end = (fate: Fate, why: string, into: number | null = null): Decided => ({
      ...parsed,
      fate,
      why,
      into,
    })
    const name = nameOf(parsed)
    if (row.problem !== undefined) return end('rejected', row.problem)
    if (name === '') return end('rejected', 'No name')
    if (parsed.recipient.numbers.length === 0 && parsed.problems.length > 0)
      return end('rejected', parsed.problems.join('; '))
    const keys = [
      ...parsed.recipient.numbers.map((number) => `${number.e164} ${name.toLowerCase()}`),
      ...(parsed.recipient.email ? [`${parsed.recipient.email.toLowerCase()} ${name.toLowerCase()}`] : []),
    ]
    const twin = keys.map((key) => inFile.get(key)).find((line) => line !== undefined)
    if (twin !== undefined && options.duplicates !== 'add')
      return end('skip', `Same as line ${twin} of this file`)
    for (const key of keys) inFile.set(key, parsed.line)
    // Same number or e-mail and the same name: the same person. Another name: they share the number.
    const matches = [
      ...parsed.recipient.numbers
        .flatMap((number) => stores.recipients.withNumber(number.e164))
        .filter((person) => sameName(person.name, name))
        .map((person) => person.id),
      ...stores.recipients.withEmail(parsed.recipient.email),
      ...(options.kind === 'account' ? [stores.recipients.accountNamed(name) ?? []].flat() : []),
    ]
    const [into] = matches
    const partly = [
      ...(parsed.problems.length > 0 ? [`Without ${parsed.problems.join('; ')}`] : []),
      ...parsed.notes,
    ].join('; ')
    if (into === undefined) return end('new', partly)
    if (options.duplicates === 'skip') return end('skip', 'Already here: same number or e-mail', into)
    if (options.duplicates === 'merge')
      return end('merge', partly || 'Already here: missing details are added', into)
    return end('add', partly || 'Already here: added once more')
  }
  const rows: Decided[] = []
  const pace = createPace()
  for (const row of file.rows) {
    rows.push(decideRow(row))
    if (pace.due()) {
      job(rows.length, file.rows.length)
      await pace.rest()
      stopIfCancelled(file)
    }
  }
  job(rows.length, rows.length)
  return rows
}
