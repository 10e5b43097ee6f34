/** Decides every row's fate before anything is written; rows of one file match each other too. */
import type { Office } from '../office'
import { breathe } from '../office'
import { customFieldsOf } from '../fields'
import type { Stores } from '../stores'
import type { Held } from './file'
import { type Decided, type DryRun, type Fate, nameOf, parseRow } from './rows'

const CHUNK = 500
const sameName = (a: string, b: string) => a.localeCompare(b, 'en', { sensitivity: 'base' }) === 0

const emptyCounts = (): Record<Fate, number> => ({ new: 0, merge: 0, add: 0, skip: 0, rejected: 0 })
export const countOf = (rows: readonly Decided[]) => {
  const counts = emptyCounts()
  for (const row of rows) counts[row.fate] += 1
  return counts
}

/** Accounts that the rows name and nobody has entered yet. */
export const newAccountsOf = (rows: readonly Decided[], stores: Stores): string[] => {
  const named = new Set(
    rows.filter(({ fate }) => fate !== 'skip' && fate !== 'rejected').map(({ account }) => account),
  )
  named.delete('')
  return [...named].filter((name) => stores.recipients.accountNamed(name) === null)
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
  const rows: Decided[] = []
  for (let i = 0; i < file.rows.length; i += CHUNK) {
    stopIfCancelled(file)
    for (const row of file.rows.slice(i, i + CHUNK)) {
      const parsed = parseRow(row, mapping, options, country, fields)
      const end = (fate: Fate, why: string, into: number | null = null) =>
        rows.push({ ...parsed, fate, why, into })
      const name = nameOf(parsed)
      if (row.problem !== undefined) {
        end('rejected', row.problem)
        continue
      }
      if (name === '') {
        end('rejected', 'No name')
        continue
      }
      if (parsed.recipient.numbers.length === 0 && parsed.problems.length > 0) {
        end('rejected', parsed.problems.join('; '))
        continue
      }
      const keys = [
        ...parsed.recipient.numbers.map((number) => `${number.e164} ${name.toLowerCase()}`),
        ...(parsed.recipient.email ? [`${parsed.recipient.email.toLowerCase()} ${name.toLowerCase()}`] : []),
      ]
      const twin = keys.map((key) => inFile.get(key)).find((line) => line !== undefined)
      if (twin !== undefined && options.duplicates !== 'add') {
        end('skip', `Same as line ${twin} of this file`)
        continue
      }
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
      if (into === undefined) end('new', partly)
      else if (options.duplicates === 'skip') end('skip', 'Already here: same number or e-mail', into)
      else if (options.duplicates === 'merge')
        end('merge', partly || 'Already here: missing details are added', into)
      else end('add', partly || 'Already here: added once more')
    }
    job(Math.min(i + CHUNK, file.rows.length), file.rows.length)
    await breathe()
  }
  return rows
}
