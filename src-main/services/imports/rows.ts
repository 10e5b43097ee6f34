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

/** Reads one row. Numbers are of `country` unless they say otherwise; `fields` are the office's own, by key. */
export const parseRow = (
  { line, cells, notes: known = [] }: FileRow,
  mapping: DryRun['mapping'],
  options: DryRun['options'],
  country: string,
  fields: ReadonlyMap<string, CustomField>,
  /** The office's date, as YYYY-MM-DD. */
  today: string,
  /** What cannot be kept otherwise becomes a note, in the office's language. */
  say: Office['say'],
): Parsed => {
  const problems: Phrase[] = []
  const notes: Phrase[] = [...known]
  let repaired = 0
  let saidNo = false
  let ours = false
  let label = ''
  const found = { first: '', middle: '', last: '', suffix: '', full: '', note: '', account: '' }
  const tags: string[] = options.tag === '' ? [] : [options.tag]
  const custom: Record<string, CustomValue> = {}
  const numbers: NumberIn[] = []
  const consent: RowAnswer['consent'] = { alerts: null, marketing: null }
  let values = NO_VALUES
  const kept: string[] = []
  /** The first value counts; what the record cannot have is kept in words. */
  const readValue = (key: FieldKey, part: string) => {
    const keep = () => kept.push(`${say(labelOf(key))}: ${part}`)
    const read = readTyped(key, part, { country, today })
    if (!read.ok) {
      const problem = key === 'email' ? phrase('row.no-email', { email: shortened(part) }) : read.message
      notes.push(phrase('row.kept-as-note', { problem }))
    }
    if (!read.ok || !fieldOf(key).kinds.includes(options.kind)) keep()
    else if (!values[key]) values = { ...values, [key]: read.value }
    else if (values[key] !== read.value) {
      if (key === 'email') notes.push(phrase('row.one-email', { email: shortened(part) }))
      else keep()
    }
  }
  const refuseIfAsked = (words: string) => {
    if (words === '' || !asksForNoTexts(words)) return
    saidNo = true
    notes.push(phrase('row.asks-for-no-texts', { words: shortened(words) }))
  }
  const readNumbers = (cell: string, called: string) => {
    const read = readPhoneCell(cell, country)
    refuseIfAsked(read.words)
    for (const { part, message } of read.problems) {
      problems.push(phrase('row.in-part', { part: shortened(part), problem: message }))
      kept.push(say(phrase('note.not-a-number', { part })))
    }
    if (read.words !== '') {
      kept.push(read.words)
      notes.push(phrase('row.no-number', { words: shortened(read.words) }))
    }
    for (const { parsed, label: own, words } of read.numbers) {
      refuseIfAsked(words)
      if (parsed.repaired) repaired += 1
      if (numbers.some((number) => number.e164 === parsed.e164)) continue
      if (numbers.length >= MOST_NUMBERS) {
        notes.push(phrase('row.too-many-numbers', { most: MOST_NUMBERS }))
        kept.push(say(phrase('note.more-numbers', { number: parsed.e164 })))
        continue
      }
      const plain = own || called || (options.kind === 'account' ? 'Office' : 'Mobile')
      const named = words !== '' && plain.length + words.length <= 27 ? `${plain} (${words})` : plain
      if (words !== '' && named === plain) kept.push(`${parsed.e164}: ${words}`)
      numbers.push({
        e164: parsed.e164,
        label: withExtension(named, parsed.extension).slice(0, 30),
        primary: false,
        country: parsed.country ?? '',
        line: parsed.kind,
      })
      if (parsed.extension !== undefined)
        notes.push(phrase('row.in-part', { part: parsed.e164, problem: parsed.repaired ?? '' }))
      else if (parsed.kind === 'landline') notes.push(phrase('row.landline', { number: parsed.e164 }))
    }
  }
  for (const { column, target, label: columnLabel } of mapping) {
    const whole = cells[column] ?? ''
    // Its row is rejected for it, by `withinLimits`.
    const cell = whole.length > LONGEST_CELL ? '' : unprotected(whole).trim()
    if (cell === '') continue
    switch (target) {
      case 'first_name':
        found.first = cell
        break
      case 'middle_name':
        found.middle = cell
        break
      case 'last_name':
        found.last = cell
        break
      case 'suffix':
        found.suffix = cell
        break
      case 'full_name':
        found.full = cell
        break
      case 'account':
        found.account ||= cell.slice(0, 80)
        break
      case 'note':
        found.note = cell
        refuseIfAsked(cell)
        break
      case 'tags':
        for (const part of cell.split(/:::|[;,]/)) {
          const tag = part.trim().replace(/^\*\s*/, '')
          if (tag !== '' && tag !== 'myContacts') tags.push(tag.slice(0, 40))
        }
        break
      case 'phone_label':
        label = cell.replace(/^\*\s*/, '')
        refuseIfAsked(label)
        break
      case 'phone':
        readNumbers(cell, label || columnLabel)
        label = ''
        break
      case 'labelled_phones':
        ours = numbers.length === 0 && labelledNumbers(cell) !== null
        for (const { label: own, number } of labelledNumbers(cell) ?? [{ label: '', number: cell }])
          readNumbers(number, own)
        break
      case 'refused':
        if (saysNo(cell)) {
          saidNo = true
          notes.push(phrase('row.refusing-heading', { words: shortened(cell) }))
        }
        break
      case 'consent_alerts':
        consent.alerts = readConsent(cell)
        if (consent.alerts === 'unread')
          notes.push(phrase('row.consent-not-understood', { words: shortened(cell) }))
        break
      case 'consent_marketing':
        consent.marketing = readConsent(cell)
        if (consent.marketing === 'unread')
          notes.push(phrase('row.consent-not-understood', { words: shortened(cell) }))
        break
      default:
        if (isFiled(target))
          for (const part of fieldOf(target).several ? splitCell(cell) : [cell]) readValue(target, part)
        else if (target.startsWith('custom:') || target.startsWith('new:')) {
          const field = fields.get(
            target.startsWith('new:') ? newFieldKey(column) : target.slice('custom:'.length),
          )
          const read = field && readCustom(field, cell, country, today)
          if (read?.ok) custom[field?.key ?? ''] = read.value
          else if (read) {
            notes.push(phrase('row.kept-as-note', { problem: read.message }))
            kept.push(`${field?.label ?? ''}: ${cell}`)
          }
        }
    }
  }
  if (saidNo) {
    consent.alerts = 'refused'
    consent.marketing = 'refused'
  }
  let { first, last, account } = found
  if (options.kind === 'account') {
    // An account has one name; a person's name in its row is somebody who works there.
    first = account || found.full || `${found.first} ${found.last}`.trim()
    last = ''
    account = ''
    found.middle = ''
  } else if (first === '' && last === '' && found.full === '' && account !== '') {
    first = account
    notes.push(phrase('row.called-after-organisation'))
  } else if (first === '' && last === '' && found.full !== '') {
    ;({ first, last } = splitName(found.full, country))
  }
  if (found.suffix !== '' && last !== '') last = `${last}, ${found.suffix}`
  if (found.middle !== '') first = `${first} ${found.middle}`.trim()
  choosePrimary(numbers)
  // Our own exports write the primary number first.
  if (ours && numbers[0] && canBeTexted(numbers[0].line, numbers[0].label))
    numbers.forEach((number, i) => {
      number.primary = i === 0
    })
  return {
    line,
    recipient: {
      kind: options.kind,
      firstName: first.slice(0, 80),
      lastName: last.slice(0, 120),
      ...values,
      accountId: null,
      custom,
      tags: [...new Set(tags)],
      numbers,
    },
    answers: [{ line, consent, e164s: numbers.map(({ e164 }) => e164) }],
    account,
    note: [found.note, ...kept].filter((text) => text !== '').join('\n'),
    problems,
    notes,
    repaired,
  }
}

export const nameOf = (one: Parsed) => `${one.recipient.firstName} ${one.recipient.lastName}`.trim()
