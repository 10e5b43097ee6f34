/** One row of a file as a recipient: cells by their columns, numbers read, what is wrong with it said. */
import type { AppContract } from '#contract'
import { type Phrase, type Said, phrase } from '#shared/phrases/phrase'
import { type CustomField, readCustom } from '#shared/people/custom-values'
import { isFiled, readConsent, splitCell } from '#shared/files/import-map'
import { type FieldKey, fieldOf, type FieldValues, labelOf, NO_VALUES } from '#shared/people/person-fields'
import { LONGEST_CELL, MOST_NUMBERS } from '#shared/limits'
import { readTyped } from '#core/people/read-field'
import { splitName } from '#core/people/names'
import { unprotected } from '#core/files/csv'
import { labelledNumbers, readPhoneCell } from '#core/people/phone-cells'
import { classifyReply } from '#shared/text/opt-out-words'
import { canBeTexted, labelKind, withExtension } from '#shared/phone/phone-labels'
import type { z } from 'zod'
import type { CustomValue, NumberIn, RecipientIn } from '../people/people-store'
import type { Office } from '../office'
import type { FileRow } from './table'

export type DryRun = z.output<AppContract['imports']['dryRun']['input']>
export type Fate = 'new' | 'merge' | 'add' | 'join' | 'skip' | 'rejected'
/** What a row says about consent, and the numbers that it has. */
export type RowAnswer = {
  line: number
  consent: Record<'alerts' | 'marketing', ReturnType<typeof readConsent>>
  e164s: string[]
}
/** One row after reading, before it is decided whom it is. */
export type Parsed = {
  line: number
  recipient: RecipientIn & FieldValues
  /** The organisation they belong to, by name. */
  account: string
  /** Its own; of the rows joined to it too. */
  answers: RowAnswer[]
  note: string
  /** Numbers that could not be read. */
  problems: Phrase[]
  /** What else is worth knowing about the row. */
  notes: Phrase[]
  repaired: number
}
export type Decided = Parsed & {
  fate: Fate
  why: Said
  into: number | null
  /** Is there an answer in it that the ledger does not take over? */
  answersKept: boolean
  /** Records that are this person, whatever becomes of the row. */
  same: number[]
}

/** The first mobile is the one to text; without one the first number that texts can reach, a fax never before another. */
export const choosePrimary = (numbers: NumberIn[]): void => {
  const rank = ({ line, label }: NumberIn) =>
    !canBeTexted(line, label) ? 0 : labelKind(label) === 'mobile' ? 3 : line === 'mobile' ? 2 : 1
  const best = Math.max(0, ...numbers.map(rank))
  const primary = numbers.findIndex((number) => rank(number) === best)
  numbers.forEach((number, i) => {
    number.primary = best > 0 ? i === primary : false
  })
}

/** A field that the import adds has this key until it is there. */
export const newFieldKey = (column: number): string => `new:${column}`

/** Longer notes are for a person to read. */
const LONGEST_NO = 200
/** Do words beside a number, or a note, ask for no texts? One word alone ("Cancel") may be about anything. */
const asksForNoTexts = (words: string): boolean =>
  words.length <= LONGEST_NO &&
  (/^\W*(?:opt(?:ed)?[ -]?out|stop|unsubscribed)\W*$/i.test(words) ||
    words
      .split(/[.!?;\n]/)
      .some((sentence) => /\S\s+\S/.test(sentence.trim()) && classifyReply(sentence) === 'stop'))

/** Under "Opted out" or "Do not text": a yes, a date or a reason is a refusal; a no, and what stands for nothing, is none. */
const saysNo = (cell: string): boolean =>
  readConsent(cell) !== 'refused' &&
  !/^\W*(?:n\/?a|none|nil|null|not set|unknown|keine angabe|-*)\W*$/i.test(cell)

const SHORT = 60
/** A cell as it is named in a message. */
const shortened = (text: string) => (text.length > SHORT ? `${text.slice(0, SHORT)} …` : text)

/** What was read of a row so far. */
type Reading = Pick<Parsed, 'problems' | 'notes' | 'repaired'> & {
  saidNo: boolean
  /** Do its numbers come from an export of ours? */
  ours: boolean
  /** What the next number is called, by the cell before it. */
  label: string
  found: Record<'first' | 'middle' | 'last' | 'suffix' | 'full' | 'note' | 'account', string>
  tags: string[]
  custom: Record<string, CustomValue>
  numbers: NumberIn[]
  consent: RowAnswer['consent']
  values: FieldValues
  /** What the record has no place for: it becomes a note. */
  kept: string[]
}
/** What all rows of a file are read by. */
type ReadingBy = {
  options: DryRun['options']
  country: string
  /** The office's own, by key. */
  fields: ReadonlyMap<string, CustomField>
  /** The office's date, as YYYY-MM-DD. */
  today: string
  /** What cannot be kept otherwise becomes a note, in the office's language. */
  say: Office['say']
}

/** Words that ask for no texts refuse them, wherever they stand. */
const refuseIfAsked = (row: Reading, words: string): void => {
  if (words === '' || !asksForNoTexts(words)) return
  row.saidNo = true
  row.notes.push(phrase('row.asks-for-no-texts', { words: shortened(words) }))
}

/** Reads the numbers of a cell into a row. */
const createNumberReading =
  (row: Reading, { options, country, say }: ReadingBy) =>
  (cell: string, called: string): void => {
    const read = readPhoneCell(cell, country)
    refuseIfAsked(row, read.words)
    for (const { part, message } of read.problems) {
      row.problems.push(phrase('row.in-part', { part: shortened(part), problem: message }))
      row.kept.push(say(phrase('note.not-a-number', { part })))
    }
    if (read.words !== '') {
      row.kept.push(read.words)
      row.notes.push(phrase('row.no-number', { words: shortened(read.words) }))
    }
    for (const { parsed, label: own, words } of read.numbers) {
      refuseIfAsked(row, words)
      if (parsed.repaired) row.repaired += 1
      if (row.numbers.some((number) => number.e164 === parsed.e164)) continue
      if (row.numbers.length >= MOST_NUMBERS) {
        row.notes.push(phrase('row.too-many-numbers', { most: MOST_NUMBERS }))
        row.kept.push(say(phrase('note.more-numbers', { number: parsed.e164 })))
        continue
      }
      const plain = own || called || (options.kind === 'account' ? 'Office' : 'Mobile')
      const named = words !== '' && plain.length + words.length <= 27 ? `${plain} (${words})` : plain
      if (words !== '' && named === plain) row.kept.push(`${parsed.e164}: ${words}`)
      row.numbers.push({
        e164: parsed.e164,
        label: withExtension(named, parsed.extension).slice(0, 30),
        primary: false,
        country: parsed.country ?? '',
        line: parsed.kind,
      })
      if (parsed.extension !== undefined)
        row.notes.push(phrase('row.in-part', { part: parsed.e164, problem: parsed.repaired ?? '' }))
      else if (parsed.kind === 'landline') row.notes.push(phrase('row.landline', { number: parsed.e164 }))
    }
  }

const NAME_PARTS = new Map<string, keyof Reading['found']>([
  ['first_name', 'first'],
  ['middle_name', 'middle'],
  ['last_name', 'last'],
  ['suffix', 'suffix'],
  ['full_name', 'full'],
])

/** Reads cells into a row, each by what its column is. */
const createCellReading = (row: Reading, by: ReadingBy) => {
  const { options, country, fields, today, say } = by
  const readNumbers = createNumberReading(row, by)
  /** The first value counts; what the record cannot have is kept in words. */
  const readValue = (key: FieldKey, part: string) => {
    const keep = () => row.kept.push(`${say(labelOf(key))}: ${part}`)
    const read = readTyped(key, part, { country, today })
    if (!read.ok) {
      const problem = key === 'email' ? phrase('row.no-email', { email: shortened(part) }) : read.message
      row.notes.push(phrase('row.kept-as-note', { problem }))
    }
    if (!read.ok || !fieldOf(key).kinds.includes(options.kind)) keep()
    else if (!row.values[key]) row.values = { ...row.values, [key]: read.value }
    else if (row.values[key] !== read.value) {
      if (key === 'email') row.notes.push(phrase('row.one-email', { email: shortened(part) }))
      else keep()
    }
  }
  const readConsentCell = (purpose: keyof RowAnswer['consent'], cell: string) => {
    row.consent[purpose] = readConsent(cell)
    if (row.consent[purpose] === 'unread')
      row.notes.push(phrase('row.consent-not-understood', { words: shortened(cell) }))
  }
  const readOwn = (key: string, cell: string) => {
    const field = fields.get(key)
    const read = field && readCustom(field, cell, country, today)
    if (read?.ok) row.custom[field?.key ?? ''] = read.value
    else if (read) {
      row.notes.push(phrase('row.kept-as-note', { problem: read.message }))
      row.kept.push(`${field?.label ?? ''}: ${cell}`)
    }
  }

  return ({ column, target, label: columnLabel }: DryRun['mapping'][number], cell: string): void => {
    const ofName = NAME_PARTS.get(target)
    if (ofName !== undefined) {
      row.found[ofName] = cell
      return
    }
    switch (target) {
      case 'account':
        row.found.account ||= cell.slice(0, 80)
        break
      case 'note':
        row.found.note = cell
        refuseIfAsked(row, cell)
        break
      case 'tags':
        for (const part of cell.split(/:::|[;,]/)) {
          const tag = part.trim().replace(/^\*\s*/, '')
          if (tag !== '' && tag !== 'myContacts') row.tags.push(tag.slice(0, 40))
        }
        break
      case 'phone_label':
        row.label = cell.replace(/^\*\s*/, '')
        refuseIfAsked(row, row.label)
        break
      case 'phone':
        readNumbers(cell, row.label || columnLabel)
        row.label = ''
        break
      case 'labelled_phones':
        row.ours = row.numbers.length === 0 && labelledNumbers(cell) !== null
        for (const { label: own, number } of labelledNumbers(cell) ?? [{ label: '', number: cell }])
          readNumbers(number, own)
        break
      case 'refused':
        if (saysNo(cell)) {
          row.saidNo = true
          row.notes.push(phrase('row.refusing-heading', { words: shortened(cell) }))
        }
        break
      case 'consent_alerts':
        readConsentCell('alerts', cell)
        break
      case 'consent_marketing':
        readConsentCell('marketing', cell)
        break
      default:
        if (isFiled(target))
          for (const part of fieldOf(target).several ? splitCell(cell) : [cell]) readValue(target, part)
        else if (target.startsWith('new:')) readOwn(newFieldKey(column), cell)
        else if (target.startsWith('custom:')) readOwn(target.slice('custom:'.length), cell)
    }
  }
}

/** Whom a row is about, by the parts of the name that it has. */
const namesOf = (row: Reading, kind: DryRun['options']['kind'], country: string) => {
  const { middle, suffix, full } = row.found
  let { first, last, account } = row.found
  if (kind === 'account')
    // An account has one name; a person's name in its row is somebody who works there.
    return { first: account || full || `${first} ${last}`.trim(), last: '', account: '' }
  if (first === '' && last === '' && full === '' && account !== '') {
    first = account
    row.notes.push(phrase('row.called-after-organisation'))
  } else if (first === '' && last === '' && full !== '') {
    ;({ first, last } = splitName(full, country))
  }
  if (suffix !== '' && last !== '') last = `${last}, ${suffix}`
  if (middle !== '') first = `${first} ${middle}`.trim()
  return { first, last, account }
}

/** Reads one row. Numbers are of the country unless they say otherwise. */
export const parseRow = (
  { line, cells, notes = [] }: FileRow,
  mapping: DryRun['mapping'],
  by: ReadingBy,
): Parsed => {
  const { options, country } = by
  const row: Reading = {
    problems: [],
    notes: [...notes],
    repaired: 0,
    saidNo: false,
    ours: false,
    label: '',
    found: { first: '', middle: '', last: '', suffix: '', full: '', note: '', account: '' },
    tags: options.tag === '' ? [] : [options.tag],
    custom: {},
    numbers: [],
    consent: { alerts: null, marketing: null },
    values: NO_VALUES,
    kept: [],
  }
  const readCell = createCellReading(row, by)
  for (const column of mapping) {
    const whole = cells[column.column] ?? ''
    // Its row is rejected for it, by `withinLimits`.
    const cell = whole.length > LONGEST_CELL ? '' : unprotected(whole).trim()
    if (cell !== '') readCell(column, cell)
  }
  const { numbers, consent } = row
  if (row.saidNo) {
    consent.alerts = 'refused'
    consent.marketing = 'refused'
  }
  const { first, last, account } = namesOf(row, options.kind, country)
  choosePrimary(numbers)
  // Our own exports write the primary number first.
  if (row.ours && numbers[0] && canBeTexted(numbers[0].line, numbers[0].label))
    numbers.forEach((number, i) => {
      number.primary = i === 0
    })
  return {
    line,
    recipient: {
      kind: options.kind,
      firstName: first.slice(0, 80),
      lastName: last.slice(0, 120),
      ...row.values,
      accountId: null,
      custom: row.custom,
      tags: [...new Set(row.tags)],
      numbers,
    },
    answers: [{ line, consent, e164s: numbers.map(({ e164 }) => e164) }],
    account,
    note: [row.found.note, ...row.kept].filter((text) => text !== '').join('\n'),
    problems: row.problems,
    notes: row.notes,
    repaired: row.repaired,
  }
}

export const nameOf = (one: Parsed) => `${one.recipient.firstName} ${one.recipient.lastName}`.trim()
