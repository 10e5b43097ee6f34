/** Fields as other programs write them, pasted into a text: `{first_name}`, `[First Name]`, `<<Name>>`, `%NAME%`, `*|FNAME|*`. */
import { fieldOf as plainField, fieldsWhere } from '../people/person-fields'
import { suggestion } from './template'

export type ForeignField = {
  /** UTF-16 index in the body. */
  index: number
  /** As it stands there. */
  written: string
  /** What to write instead, such as `{{ first_name }}`; null where nobody can say. */
  mend: string | null
}

const NAME = String.raw`\p{L}(?:[\p{L}\p{N} _.\-]{0,37}[\p{L}\p{N}])?`
/** What follows the name inside the brackets: a value for those without one, a format. */
const EXTRA = String.raw`(?:\s{0,3}[|,:?][^{}[\]<>%\n]{0,40}?)?`
/** Marks that stand around a name, in any number and mixture: `<%= x %>`, `*|X|*`, `[[x]]`, `\{x\}`. */
const WRAPPED = new RegExp(
  String.raw`(?<![{[<«‹%#$*|~!_@^=&\x60\\(:-])([{[<«‹%#$*|~!_@^=&\x60\\(:-]{1,4})\s{0,3}(${NAME})${EXTRA}\s{0,3}([}\]>»›%#$*|~!_@\x60\\):-]{1,4})`,
  'gu',
)
/** Placeholders that are counted: `{0}`, `{{1}}`, `%s`. */
const COUNTED = /\{{1,2}\s?\d{1,2}\s?\}{1,2}|(?<![\p{L}\p{N}%])%(?:\d\$)?s(?![\p{L}\p{N}])/gu
/** A name after one mark: `$FirstName`, `@first_name`. */
const AFTER_MARK =
  /(?<![\p{L}\p{N}{$@:#])[$@:#]([\p{L}][\p{L}\p{N}_.]{2,29}[\p{L}\p{N}])(?![\p{L}\p{N}_$@:#])/gu

/** These hold the name of a field and nothing else. */
const isSure = (open: string, close: string): boolean =>
  /[{}]/.test(open + close) || /^(?:<<|\[\[|%%|\*\||<%|##|\|\*)/.test(open)
/** These are emphasis, lists and asides in other texts. */
const isWeak = (open: string, close: string): boolean => !/[[\]<>«»‹›%#$|{}]/.test(open + close)

/** Names of fields that people's texts have and ours has not: they are named, and no mend is offered. */
const FIELDS_OF_OTHERS = new Set(
  'date time day datetime appointment appointmentdate appointmenttime visit visitdate doctor provider therapist location address link url amount balance code title salutation greeting anrede datum uhrzeit zeit termin arzt ort betrag heure rendezvous medecin lieu civilite fecha hora cita doctora importe saludo data ora appuntamento medico luogo consulta tijd afspraak godzina wizyta'.split(
    ' ',
  ),
)

/** What other programs, and other languages, call the fields that every office has. */
const MEANS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    first_name:
      'firstname fname first givenname given forename vorname prenom nombre nome voornaam imie contactfirstname clientfirstname patientfirstname customerfirstname recipientfirstname',
    last_name:
      'lastname lname last surname familyname nachname nomdefamille apellido apellidos cognome sobrenome achternaam nazwisko contactlastname clientlastname patientlastname',
    full_name:
      'name fullname contactname clientname patientname customername recipientname nom nomcomplet nombrecompleto nomecompleto naam nominativo',
    account_name:
      'company companyname account accountname organisation organization firma entreprise empresa',
    office_name:
      'office officename business businessname practice practicename clinic clinicname ourname sendername',
    office_phone: 'officephone phone phonenumber ourphone businessphone',
    today: 'today todaysdate currentdate',
    ...Object.fromEntries(
      fieldsWhere(({ foreign }) => foreign !== undefined).map((key) => [key, plainField(key).foreign ?? '']),
    ),
  }).flatMap(([field, names]) => names.split(' ').map((name) => [name, field])),
)
const bare = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The field that a name means: one of `known`, or null. */
const fieldOf = (name: string, known: readonly string[]): string | null => {
  const wanted = bare(name)
  const same = known.find((one) => bare(one.replace(/^custom\./, '')) === wanted)
  if (same?.startsWith('custom.')) return same
  // "Call {phone}" means the office's phone, although a record has one too.
  const meant = MEANS[wanted]
  return meant !== undefined && known.includes(meant) ? meant : (same ?? null)
}

/** A name that is one whatever stands around it: a first, last or whole name, and not just "name". */
const isSpecific = (name: string, field: string | null): boolean =>
  (field === 'first_name' || field === 'last_name' || field === 'full_name') &&
  !['name', 'first', 'last', 'nom', 'nome', 'naam', 'given', 'nombre'].includes(bare(name))

/** Every field of another program in a body, from left to right; what stands between `{{` and `}}` is ours. */
export const foreignFields = (body: string, known: readonly string[]): ForeignField[] => {
  const found: ForeignField[] = []
  const ours = [...body.matchAll(/(?<!\{)\{\{(?!\s{0,3}\d)[^{}]{0,300}\}\}(?!\})/g)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  )
  const taken: (readonly [number, number])[] = [...ours]
  const isFree = (from: number, to: number) => !taken.some((other) => from < other[1] && to > other[0])
  const take = (index: number, written: string, field: string | null) => {
    taken.push([index, index + written.length])
    found.push({ index, written, mend: field === null ? null : `{{ ${field} }}` })
  }
  for (const { index, 0: written, 1: name = '' } of body.matchAll(AFTER_MARK)) {
    const field = fieldOf(name, known)
    if (isSpecific(name, field) && isFree(index, index + written.length)) take(index, written, field)
  }
  for (const { index, 0: written, 1: open = '', 2: name = '', 3: close = '' } of body.matchAll(WRAPPED)) {
    if (!isFree(index, index + written.length)) continue
    const field = fieldOf(name, known)
    if (isSure(open, close)) take(index, written, field ?? suggestion(name, known))
    else if (isWeak(open, close) ? isSpecific(name, field) : field !== null) take(index, written, field)
    else if (/[[<«‹%#]/.test(open) && FIELDS_OF_OTHERS.has(bare(name))) take(index, written, null)
  }
  for (const { index, 0: written } of body.matchAll(COUNTED))
    if (isFree(index, index + written.length)) take(index, written, null)
  return found.toSorted((a, b) => a.index - b.index)
}

/** The body with each field of another program that is understood written as ours. */
export const mendFields = (body: string, known: readonly string[]): string => {
  let text = ''
  let from = 0
  for (const { index, written, mend } of foreignFields(body, known)) {
    if (mend === null) continue
    text += body.slice(from, index) + mend
    from = index + written.length
  }
  return text + body.slice(from)
}

/** `{{ first_name, last_name }}` names two fields: each gets braces of its own. */
export const separateFields = (body: string): string =>
  body.replace(
    /\{\{-?\s{0,5}([\w.-]+(?:\s{0,5}[,;+&]\s{0,5}[\w.-]+){1,5})\s{0,5}-?\}\}/g,
    (_all, names: string) =>
      names
        .split(/\s*[,;+&]\s*/)
        .map((name) => `{{ ${name} }}`)
        .join(' '),
  )
