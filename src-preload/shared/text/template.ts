/**
 * Templates: text with `{{ first_name | default: "there" }}`. The grammar is Liquid's and liquidjs reads
 * it; of Liquid only outputs and five filters are allowed, and they are applied here, so that a render
 * can neither loop nor reach anything but the values given.
 */
import { Liquid, type Template, TokenKind } from 'liquidjs'
import { ACCOUNT_KEYS, fieldOf, fieldsOf } from '../people/person-fields'
import { LONGEST_BODY, LONGEST_NAME, LONGEST_RENDERED } from '../limits'
import { type Phrase, phrase } from '../phrases/phrase'
import type { RecordKind } from '../values'
import {
  DATE_FORMATS,
  type DateFormat,
  formatDate,
  hasTime,
  type TextStyle,
  type TextValue,
  valueText,
} from './text-values'

const ABOUT_OFFICE = ['office_name', 'office_phone', 'user_name', 'today'] as const
const aboutRecord = (kind: RecordKind) => {
  const fields = fieldsOf(kind).filter((key) => fieldOf(key).variable !== null)
  const beside = fields.filter((key) => fieldOf(key).contact)
  return [...beside, 'phone' as const, ...fields.filter((key) => !beside.includes(key)), 'tags' as const]
}
const aboutPerson = (kind: RecordKind) => [
  ...(['first_name', 'last_name', 'full_name'] as const),
  ...aboutRecord(kind),
  ...(['account_name', 'account_phone'] as const),
  ...ACCOUNT_KEYS.map((key) => `account_${key}` as const),
  ...ABOUT_OFFICE,
]

/**
 * The variables of each record kind, in the order of the picker. Custom fields come on top, as `custom.key`; for people those
 * of their account too, as `account.key`.
 */
export const VARIABLES = {
  client: aboutPerson('client'),
  lead: aboutPerson('lead'),
  staff: aboutPerson('staff'),
  account: ['account_name' as const, ...aboutRecord('account'), ...ABOUT_OFFICE],
} satisfies Readonly<Record<RecordKind, readonly string[]>>

type Filter =
  | { readonly name: 'default'; readonly text: string }
  | { readonly name: 'upcase' | 'downcase' | 'capitalize' }
  | { readonly name: 'date'; readonly format: DateFormat }
type Part = string | { readonly variable: string; readonly filters: readonly Filter[] }

/** A template ready to be rendered; keep it as long as its text stays the same. */
export type Compiled = { readonly parts: readonly Part[]; readonly variables: readonly TemplateVariable[] }

export type TemplateVariable = {
  readonly name: string
  /** The text of `default`, or null if there is none in at least one place. */
  readonly fallback: string | null
  /** An empty value leaves the person out. */
  readonly required: boolean
}

export type Compilation =
  | { readonly ok: true; readonly template: Compiled; readonly variables: readonly TemplateVariable[] }
  /** What is wrong and how to mend it, and where: a UTF-16 index in the body. */
  | { readonly ok: false; readonly message: Phrase; readonly index: number }

export type Rendering =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly missing: string[] }

const FILTERS = ['default', 'upcase', 'downcase', 'capitalize', 'date']
const NAME = /^[a-z_][\w-]*(?:\.[\w-]+)*$/i

const engine = new Liquid()
for (const tag of Object.keys(engine.tags)) delete engine.tags[tag]

class Refused {
  constructor(
    readonly message: Phrase,
    readonly index: number,
  ) {}
}

type Output = Template & {
  value: {
    initial: { postfix: { kind: number; begin: number; getText(): string }[] }
    filters: { name: string; args: unknown[] }[]
  }
}

function filterOf(name: string, args: unknown[], index: number): Filter {
  const only = args.length === 1 ? (args[0] as { kind?: number; content?: unknown }) : null
  const text =
    only?.kind === TokenKind.Quoted || only?.kind === TokenKind.Number ? String(only.content) : null
  switch (name) {
    case 'upcase':
    case 'downcase':
    case 'capitalize':
      if (args.length === 0) return { name }
      throw new Refused(phrase('template.takes-no-value', { filter: name }), index)
    case 'default':
      if (text !== null) return { name, text }
      throw new Refused(phrase('template.fallback-in-quotes'), index)
    case 'date': {
      const format = DATE_FORMATS.find((known) => known === (args.length === 0 ? 'short' : text))
      if (format !== undefined) return { name, format }
      throw new Refused(
        phrase('template.choose-date', { formats: DATE_FORMATS.map((f) => `| date: "${f}"`).join(', ') }),
        index,
      )
    }
    default: {
      const near = suggestion(name, FILTERS)
      throw new Refused(
        near === null
          ? phrase('template.no-filter', { filter: name, known: FILTERS.join(', ') })
          : phrase('template.no-filter-meant', { filter: name, meant: near }),
        index,
      )
    }
  }
}

function partOf(template: Template): Part {
  const index = template.token.begin
  if (template.token.kind === TokenKind.HTML) return (template as unknown as { str: string }).str
  const { initial, filters } = (template as unknown as Output).value
  const [first, ...others] = initial.postfix
  if (first === undefined) throw new Refused(phrase('template.name-a-field'), index)
  const name = first.getText()
  // Liquid reads the first of several names and drops the others in silence.
  const { input, end } = template.token as unknown as { input: string; end: number }
  const inside = input.slice(index, end)
  if (!/^\{\{-?\s*[^\s,;+&|]+\s*(?:\||-?\}\}$)/.test(inside) && /^\{\{-?\s*[\w.-]+\s*[,;+&]/.test(inside)) {
    const names = inside
      .replace(/[{}]/g, ' ')
      .split(/[\s,;+&-]+/)
      .filter((one) => NAME.test(one))
    throw new Refused(
      phrase('template.braces-each', { fields: names.map((one) => `{{ ${one} }}`).join(' ') }),
      index,
    )
  }
  if (others.length > 0) {
    const joined = [name, ...others.map((token) => token.getText())].join('_')
    throw new Refused(
      NAME.test(joined)
        ? phrase('template.one-name-meant', { meant: `{{ ${joined} }}` })
        : phrase('template.one-name'),
      index,
    )
  }
  if (first.kind !== TokenKind.PropertyAccess || !NAME.test(name)) {
    throw new Refused(phrase('template.not-a-field', { name }), index)
  }
  const applied = filters.map((filter) => filterOf(filter.name, filter.args, index))
  return { variable: name, filters: applied }
}

function variablesOf(parts: readonly Part[]): TemplateVariable[] {
  const found = new Map<string, TemplateVariable>()
  for (const part of parts) {
    if (typeof part === 'string') continue
    const given = part.filters.find((filter) => filter.name === 'default')
    const fallback = given?.name === 'default' ? given.text : null
    const earlier = found.get(part.variable)
    const both = earlier === undefined ? fallback : fallback === null ? null : earlier.fallback
    found.set(part.variable, { name: part.variable, fallback: both, required: both === null })
  }
  return [...found.values()]
}

/** Reads a template, or says what is wrong with it and where. Unknown names are for `unknownVariables`. */
export function compile(body: string): Compilation {
  if (body.length > LONGEST_BODY) {
    return {
      ok: false,
      message: phrase('template.too-long', { most: LONGEST_BODY.toLocaleString('en') }),
      index: LONGEST_BODY,
    }
  }
  const tag = body.indexOf('{%')
  if (tag >= 0) {
    return {
      ok: false,
      message: phrase('template.instructions'),
      index: tag,
    }
  }
  try {
    const parts = engine.parse(body).map(partOf)
    const variables = variablesOf(parts)
    return { ok: true, template: { parts, variables }, variables }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, message: error.message, index: error.index }
    const failed = error as { message?: string; token?: { begin: number } }
    // Some errors point inside the braces: go back to where the field opens.
    let index = Math.max(0, body.lastIndexOf('{{', failed.token?.begin ?? 0))
    while (index > 0 && body[index - 1] === '{') index--
    return { ok: false, message: explain(failed.message ?? ''), index }
  }
}

function explain(message: string): Phrase {
  if (message.includes('not closed')) return phrase('template.not-closed')
  if (message.includes('invalid value expression: ""')) return phrase('template.name-a-field')
  return phrase('template.unreadable')
}

/** The words of a value before its filters; a date that is asked for in a format stays one until then. */
function wordsOf(given: TextValue, filters: readonly Filter[], style: TextStyle): string {
  const formatted =
    typeof given === 'object' &&
    given !== null &&
    filters.some((filter) => filter.name === 'date' && (filter.format !== 'time' || hasTime(given.date)))
  return formatted ? given.date : valueText(given, style).trim()
}

/**
 * The text for one recipient. Values are never read as a template. A variable that is empty and has no fallback is reported as missing. Spaces at the end of
 * lines are cut; line breaks stay. Throws a RangeError for an unknown locale or time zone.
 */
export function render(
  compiled: Compiled,
  values: Readonly<Record<string, TextValue>>,
  style: TextStyle = { locale: 'en', timeZone: 'UTC' },
): Rendering {
  let text = ''
  let missing: string[] | null = null
  for (const part of compiled.parts) {
    // What is too long to be sent is only looked through for values that are missing.
    const full = text.length > LONGEST_RENDERED
    if (typeof part === 'string') {
      if (!full) text += part
      continue
    }
    const given = Object.hasOwn(values, part.variable) ? (values[part.variable] ?? null) : null
    let value = wordsOf(given, part.filters, style)
    let filled = value !== ''
    for (const filter of part.filters) {
      if (filter.name === 'default') {
        if (value === '') value = filter.text
        filled = true
      } else if (value !== '') value = applied(filter, value, style)
    }
    if (filled) text += full ? '' : value
    else {
      missing ??= []
      if (!missing.includes(part.variable)) missing.push(part.variable)
    }
  }
  return missing === null ? { ok: true, text: withoutTrailingSpaces(text) } : { ok: false, missing }
}

/** Cuts spaces and tabs at the end of each line, by looking at each character once. */
function withoutTrailingSpaces(text: string): string {
  if (!/[ \t](?:\n|$)/.test(text)) return text
  return text
    .split('\n')
    .map((line) => {
      let end = line.length
      while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1
      return line.slice(0, end)
    })
    .join('\n')
}

function applied(filter: Exclude<Filter, { name: 'default' }>, value: string, style: TextStyle): string {
  switch (filter.name) {
    case 'upcase':
      return value.toUpperCase()
    case 'downcase':
      return value.toLowerCase()
    case 'capitalize': {
      const first = String.fromCodePoint(value.codePointAt(0)!)
      return first.toUpperCase() + value.slice(first.length).toLowerCase()
    }
    case 'date':
      return formatDate(value, filter.format, style)
  }
}

/** One is shown at a time; to look for the nearest of all names takes long. */
const MOST_SUGGESTIONS = 5

/** The names used that are not in `known`, the first ones with the nearest known one. */
export function unknownVariables(
  compiled: Compiled,
  known: readonly string[],
): { name: string; suggestion: string | null }[] {
  const there = new Set(known)
  return compiled.variables
    .filter(({ name }) => !there.has(name))
    .map(({ name }, index) => ({
      name,
      suggestion: index < MOST_SUGGESTIONS ? suggestion(name, known) : null,
    }))
}

/** "Did you mean …?": the known name nearest to `name`, or null if none is near. Case and separators count for nothing. */
export function suggestion(name: string, known: readonly string[]): string | null {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (name.length > LONGEST_NAME) return null
  const wanted = bare(name.replace(/^custom\./, ''))
  let best: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const candidate of known) {
    const offered = bare(candidate.replace(/^custom\./, ''))
    let distance = editDistance(wanted, offered)
    if (distance > 1 && wanted.length >= 3 && (offered.includes(wanted) || wanted.includes(offered)))
      distance = 1.5
    if (
      distance < least &&
      distance <= Math.max(1, Math.floor(Math.max(wanted.length, offered.length) / 3))
    ) {
      best = candidate
      least = distance
    }
  }
  return best
}

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1)
      next.push(least)
    }
    before = row
    row = next
  }
  return row[b.length]!
}
