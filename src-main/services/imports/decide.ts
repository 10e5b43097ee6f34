/** Decides every row's fate before anything is written; rows of one file match each other too. */
import { namesAgree, type PersonName } from '#core/people/names'
import { type Phrase, type Said, joined, phrase } from '#shared/phrases/phrase'
import type { Office } from '../office'
import { customFieldsOf } from '../people/fields'
import { createTimeSlice } from '../time-slice'
import type { Bearer } from '../people/people-store'
import type { Stores } from '../stores'
import { answersOf, keptReasons } from './answers'
import type { Held } from './file'
import { joinRows } from './join'
import { type Decided, type DryRun, type Fate, nameOf, newFieldKey, type Parsed, parseRow } from './rows'
import type { FileRow } from './table'

const emptyCounts = (): Record<Fate, number> => ({ new: 0, merge: 0, add: 0, join: 0, skip: 0, rejected: 0 })
export const countOf = (rows: readonly Decided[]) => {
  const counts = emptyCounts()
  for (const row of rows) counts[row.fate] += 1
  return counts
}

/** How many accounts the rows name that nobody has entered yet. */
export const countNewAccounts = async (
  rows: readonly Decided[],
  stores: Pick<Stores, 'recipients' | 'consent' | 'fields'>,
): Promise<number> => {
  const pace = createTimeSlice()
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
  stores: Pick<Stores, 'recipients' | 'consent' | 'fields'>
  office: Office
  job: (done: number, total: number) => void
  stopIfCancelled: (file: Held) => void
}

const personName = ({ firstName, lastName }: { firstName: string; lastName: string }): PersonName => ({
  first: firstName,
  last: lastName,
})
/** Lines whose numbers are looked up with one question. */
const AT_ONCE = 200
const AS_FATE = { skip: 'row.skipped', merge: 'row.merged', add: 'row.added' } as const

type Judgement = Pick<Decided, 'fate' | 'why' | 'into' | 'same' | 'answersKept'>

/** Decides by who is in the address book. */
const createJudging = (
  stores: Ports['stores'],
  options: DryRun['options'],
  fileAt: number,
  /** Numbers and addresses of the lines so far that some record has. */
  inUse: ReadonlySet<string>,
) => {
  const isAccount = options.kind === 'account'
  /** Everybody with one of its numbers or its e-mail address, by what they share. */
  const bearersOf = ({ recipient }: Parsed) => {
    const by = new Map<number, Bearer & { shared: 'number' | 'email' }>()
    const take = (people: readonly Bearer[], shared: 'number' | 'email') => {
      for (const person of people)
        if ((person.kind === 'account') === isAccount && !by.has(person.id))
          by.set(person.id, { ...person, shared })
    }
    for (const { e164 } of recipient.numbers)
      if (inUse.has(e164)) take(stores.recipients.withNumber(e164), 'number')
    if (inUse.has(recipient.email) || inUse.has(recipient.email.toLowerCase()))
      take(stores.recipients.withEmail(recipient.email), 'email')
    return [...by.values()]
  }

  /** What becomes of a row that can be imported, by who is in the address book. */
  return (parsed: Parsed): Judgement => {
    const bearers = bearersOf(parsed)
    const named = isAccount ? stores.recipients.accountNamed(nameOf(parsed)) : null
    const agree = bearers.filter((one) => namesAgree(personName(one), personName(parsed.recipient)))
    const same = [...new Set([...agree.map(({ id }) => id), ...(named === null ? [] : [named])])]
    // Staff who are clients too have a record as each: their consent is asked for separately.
    const canMerge = agree.filter(({ kind }) => (kind === 'staff') === (options.kind === 'staff'))
    const into = canMerge.find(({ kind }) => kind === options.kind) ?? canMerge[0]
    const intoId = into?.id ?? named
    const said: Phrase[] = [
      ...(parsed.problems.length > 0
        ? [phrase('row.without', { problems: joined('semicolon', parsed.problems) ?? '' })]
        : []),
      ...parsed.notes,
    ]
    if (into && into.kind !== options.kind)
      said.push(phrase('row.here-as', { kind: phrase(`kind.${into.kind}`) }))
    if (intoId === null) {
      for (const { kind, name } of agree)
        said.push(
          phrase('row.added-too', {
            name,
            kind: phrase(`kind.${kind}`),
            added: phrase(`kind.${options.kind}`),
          }),
        )
      const alike = bearers.filter((one) => !agree.includes(one))
      const people = joined(
        'comma',
        alike.slice(0, 3).map(({ name, shared }) => phrase(`row.same-${shared}`, { name })),
      )
      if (people) said.push(phrase('row.may-be-same', { people }))
    }
    const fate: 'new' | keyof typeof AS_FATE =
      intoId === null
        ? 'new'
        : options.duplicates === 'skip'
          ? 'skip'
          : options.duplicates === 'merge'
            ? 'merge'
            : 'add'
    const row = { ...parsed, same }
    const { kept } = answersOf(row, fate === 'merge' ? intoId : null, options, stores, fileAt)
    if (fate !== 'skip') said.push(...keptReasons(kept))
    const plain = fate === 'new' ? [] : [phrase(AS_FATE[fate])]
    return {
      fate,
      why: joined('semicolon', fate === 'skip' ? [...plain, ...said] : said.length > 0 ? said : plain) ?? '',
      into: fate === 'new' || fate === 'add' ? null : intoId,
      same,
      answersKept: fate !== 'skip' && kept.length > 0,
    }
  }
}

/** Decides row by row: by the rows before it, and by who is in the address book. */
const createRowDeciding = (
  options: DryRun['options'],
  say: Office['say'],
  judge: (parsed: Parsed) => Judgement,
) => {
  const inFile = new Map<string, Decided[]>()
  const isAccount = options.kind === 'account'

  const keysOf = ({ recipient }: Parsed): string[] => [
    ...recipient.numbers.map(({ e164 }) => e164),
    ...(recipient.email ? [recipient.email.toLowerCase()] : []),
    ...(isAccount ? [`account ${recipient.firstName.toLowerCase()}`] : []),
  ]
  const remember = (row: Decided, keys: readonly string[]) => {
    for (const key of keys) {
      const known = inFile.get(key)
      if (!known) inFile.set(key, [row])
      else if (!known.includes(row)) known.push(row)
    }
  }

  return (row: FileRow, parsed: Parsed): Decided => {
    const end = (fate: Fate, why: Said): Decided => ({
      ...parsed,
      fate,
      why,
      into: null,
      same: [],
      answersKept: false,
    })
    if (row.problem !== undefined) return end('rejected', row.problem)
    if (nameOf(parsed) === '')
      return end('rejected', joined('semicolon', [phrase('row.no-name'), ...parsed.problems]) ?? '')
    const keys = keysOf(parsed)
    const others = [...new Set(keys.flatMap((key) => inFile.get(key) ?? []))]
    const same = others.find(
      (other) =>
        (isAccount && nameOf(other).toLowerCase() === nameOf(parsed).toLowerCase()) ||
        namesAgree(personName(other.recipient), personName(parsed.recipient)),
    )
    if (same !== undefined && options.duplicates !== 'add') {
      joinRows(same, parsed, say)
      // Together they may be somebody whom neither of them is alone.
      if (same.fate !== 'merge') Object.assign(same, judge(same))
      remember(same, keys)
      if (same.fate === 'skip') return { ...end('skip', same.why), into: same.into }
      return end(
        'join',
        joined('semicolon', [phrase('row.joined', { line: same.line }), ...parsed.problems]) ?? '',
      )
    }
    const decided: Decided = { ...parsed, ...judge(parsed) }
    if (others.length > 0 && decided.fate === 'new' && options.duplicates !== 'add')
      decided.why =
        joined('semicolon', [
          ...(decided.why === '' ? [] : [decided.why]),
          phrase('row.may-be-same-line', { line: others[0]?.line ?? 0 }),
        ]) ?? ''
    remember(decided, keys)
    return decided
  }
}

/** The office's own fields by key, and those that the import will add. */
const fieldsFor = async (
  stores: Pick<Stores, 'fields'>,
  headings: readonly string[],
  mapping: DryRun['mapping'],
) => {
  const fields = new Map((await customFieldsOf(stores)).map((field) => [field.key, field]))
  for (const { column, target, label } of mapping)
    if (target.startsWith('new:'))
      fields.set(newFieldKey(column), {
        key: newFieldKey(column),
        label: label || headings[column] || 'Field',
        type: target.slice('new:'.length),
        choices: [],
      })
  return fields
}

export const decide = async (
  { stores, office, job, stopIfCancelled }: Ports,
  file: Held,
  { mapping, options }: Pick<DryRun, 'mapping' | 'options'>,
): Promise<Decided[]> => {
  const fields = await fieldsFor(stores, file.headings, mapping)
  const { country } = office.settings().office
  const fileAt = Math.min(file.modifiedAt ?? Number.POSITIVE_INFINITY, Date.parse(office.now()))
  /** Numbers and addresses of the lines so far that some record has: nearly all of a new file are nobody's. */
  const inUse = new Set<string>()
  const by = { options, country, fields, today: office.day(0), say: office.say }
  const decideRow = createRowDeciding(options, office.say, createJudging(stores, options, fileAt, inUse))

  const rows: Decided[] = []
  const pace = createTimeSlice()
  const restWhenDue = async () => {
    if (!pace.due()) return
    job(rows.length, file.rows.length)
    await pace.rest()
    stopIfCancelled(file)
  }
  for (let from = 0; from < file.rows.length; from += AT_ONCE) {
    const some: [FileRow, Parsed][] = []
    for (const row of file.rows.slice(from, from + AT_ONCE)) {
      some.push([row, parseRow(row, mapping, by)])
      await restWhenDue()
    }
    const people = some.map(([, { recipient }]) => recipient)
    for (const key of stores.recipients.inUse(
      people.flatMap(({ numbers }) => numbers.map(({ e164 }) => e164)),
      people.flatMap(({ email }) => (email === '' ? [] : [email])),
    ))
      inUse.add(key)
    for (const [row, parsed] of some) {
      rows.push(decideRow(row, parsed))
      await restWhenDue()
    }
  }
  job(rows.length, rows.length)
  return rows
}
