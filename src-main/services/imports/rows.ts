/** One row of a file as a recipient: cells by their columns, numbers read, what is wrong with it said. */
import type { AppContract } from '#contract'
import { type CustomField, readCustom } from '#core/custom-values'
import { readConsent, readLanguage, splitCell } from '#core/import-map'
import { parsePhone } from '#core/phone'
import type { z } from 'zod'
import type { CustomValue, NumberIn, RecipientIn } from '../stores'
import type { FileRow } from './table'

export type DryRun = z.output<AppContract['imports']['dryRun']['input']>
export type Fate = 'new' | 'merge' | 'add' | 'skip' | 'rejected'
/** One row after reading, before it is decided whom it is. */
export type Parsed = {
  line: number
  recipient: RecipientIn
  /** The organisation they belong to, by name. */
  account: string
  consent: Record<'alerts' | 'marketing', ReturnType<typeof readConsent>>
  note: string
  /** Numbers that could not be read. */
  problems: string[]
  /** What else is worth knowing about the row. */
  notes: string[]
  repaired: number
}
export type Decided = Parsed & { fate: Fate; why: string; into: number | null }

/** Reads one row. Numbers are of `country` unless they say otherwise; `fields` are the office's own, by key. */
export const parseRow = (
  { line, cells, notes: known = [] }: FileRow,
  mapping: DryRun['mapping'],
  options: DryRun['options'],
  country: string,
  fields: ReadonlyMap<string, CustomField>,
): Parsed => {
  const problems: string[] = []
  const notes: string[] = [...known]
  let repaired = 0
  let label = ''
  const found = { first: '', middle: '', last: '', full: '', email: '', note: '', account: '' }
  const tags: string[] = options.tag === '' ? [] : [options.tag]
  const custom: Record<string, CustomValue> = {}
  const numbers: NumberIn[] = []
  const consent: Parsed['consent'] = { alerts: null, marketing: null }
  let language: RecipientIn['language'] = null
  for (const { column, target, label: columnLabel } of mapping) {
    const cell = (cells[column] ?? '').trim()
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
      case 'full_name':
        found.full = cell
        break
      case 'email':
        for (const part of splitCell(cell)) {
          if (found.email === '') found.email = part.slice(0, 200)
          else if (part !== found.email) notes.push(`${part} left out: a record has one e-mail address`)
        }
        break
      case 'account':
        found.account ||= cell.slice(0, 80)
        break
      case 'note':
        found.note = cell
        break
      case 'language':
        language = readLanguage(cell)
        break
      case 'tags':
        for (const part of cell.split(/\s*(?::::|;|,)\s*/)) {
          const tag = part.replace(/^\*\s*/, '').trim()
          if (tag !== '' && tag !== 'myContacts') tags.push(tag.slice(0, 40))
        }
        break
      case 'phone_label':
        label = cell.replace(/^\*\s*/, '')
        break
      case 'phone':
        for (const part of splitCell(cell)) {
          const parsed = parsePhone(part, country)
          if (!parsed.ok) {
            problems.push(`${part}: ${parsed.message}`)
            continue
          }
          if (parsed.repaired) repaired += 1
          if (numbers.some((number) => number.e164 === parsed.e164)) continue
          numbers.push({
            e164: parsed.e164,
            label: (label || columnLabel || (options.kind === 'account' ? 'Office' : 'Mobile')).slice(0, 30),
            primary: false,
            country: parsed.country ?? '',
            line: parsed.kind,
          })
        }
        label = ''
        break
      case 'consent_alerts':
        consent.alerts = readConsent(cell)
        if (consent.alerts === 'unread') notes.push(`consent “${cell}” not understood: not asked`)
        break
      case 'consent_marketing':
        consent.marketing = readConsent(cell)
        if (consent.marketing === 'unread') notes.push(`consent “${cell}” not understood: not asked`)
        break
      default:
        if (target.startsWith('custom:')) {
          const field = fields.get(target.slice('custom:'.length))
          const read = field && readCustom(field, cell, country)
          if (read?.ok) custom[field?.key ?? ''] = read.value
          else if (read) notes.push(`${read.message}: left out`)
        }
    }
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
    notes.push('No name: called after the organisation')
  } else if (first === '' && last === '' && found.full !== '') {
    const space = found.full.lastIndexOf(' ')
    first = space < 0 ? found.full : found.full.slice(0, space)
    last = space < 0 ? '' : found.full.slice(space + 1)
  }
  if (found.middle !== '') first = `${first} ${found.middle}`.trim()
  // The first mobile is the one to text; without one the first number.
  const primary = Math.max(
    0,
    numbers.findIndex((number) => /mobile|cell/i.test(number.label)),
  )
  numbers.forEach((number, i) => {
    number.primary = i === primary
  })
  return {
    line,
    recipient: {
      kind: options.kind,
      firstName: first.slice(0, 80),
      lastName: last.slice(0, 120),
      email: found.email,
      language,
      accountId: null,
      custom,
      tags: [...new Set(tags)],
      numbers,
    },
    consent,
    account,
    note: found.note,
    problems,
    notes,
    repaired,
  }
}

export const nameOf = (one: Parsed) => `${one.recipient.firstName} ${one.recipient.lastName}`.trim()
