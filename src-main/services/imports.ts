/** Importing people from a file: what its columns are, every row's fate before anything is written, and the way back. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { toCsv } from '#core/csv'
import { guessColumns, readConsent, readLanguage, splitCell, TARGETS } from '#core/import-map'
import { parsePhone } from '#core/phone'
import { decodeText } from '#core/text-file'
import Papa from 'papaparse'
import type { z } from 'zod'
import type { Files } from './files'
import { breathe, type Office, type Topic, userOf } from './office'
import type { CustomValue, NumberIn, RecipientIn, Stores } from './stores'

type Api = HandlersOf<AppContract['imports']>
type DryRun = z.output<AppContract['imports']['dryRun']['input']>
type Fate = 'new' | 'merge' | 'add' | 'skip' | 'rejected'

type Ports = {
  stores: Stores
  office: Office
  files: Files
  changed: (...topics: Topic[]) => void
  job: (done: number, total: number) => void
  sample: () => Promise<string>
}

/** One row after reading, before it is decided whom it is. */
type Parsed = {
  line: number
  recipient: RecipientIn
  consent: { alerts: 'granted' | 'refused' | null; marketing: 'granted' | 'refused' | null }
  note: string
  problems: string[]
  repaired: number
}
type Decided = Parsed & { fate: Fate; why: string; into: number | null }

type Held = {
  name: string
  headings: string[]
  rows: string[][]
  encoding: string
  delimiter: string
  run: { mapping: DryRun['mapping']; options: DryRun['options']; rows: Decided[] } | null
  cancelled: boolean
}

const CHUNK = 500
const KEPT = 4
const NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as Record<string, string>

const readUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Parses in pieces and lets the window breathe between them: a large file takes seconds. */
const parseTable = (text: string): Promise<{ rows: string[][]; delimiter: string }> =>
  new Promise((resolve, reject) => {
    const rows: string[][] = []
    let delimiter = ','
    Papa.parse<string[]>(text, {
      delimitersToGuess: [',', ';', '\t', '|'],
      skipEmptyLines: 'greedy',
      chunkSize: 256 * 1024,
      chunk({ data, meta }: Papa.ParseResult<string[]>, parser: Papa.Parser) {
        for (const row of data) rows.push(row)
        delimiter = NAMES[meta.delimiter] ?? meta.delimiter
        parser.pause()
        setImmediate(() => parser.resume())
      },
      complete: () => resolve({ rows, delimiter }),
      error: reject,
    })
  })

const emptyCounts = (): Record<Fate, number> => ({ new: 0, merge: 0, add: 0, skip: 0, rejected: 0 })

export const createImports = ({ stores, office, files, changed, job, sample }: Ports): Api => {
  const held = new Map<string, Held>()

  const get = (uploadId: string): Held => {
    const file = held.get(uploadId)
    if (!file) throw new Refusal('not-found', 'This file is not held any more. Choose it again.')
    return file
  }
  const decided = (file: Held) => {
    if (!file.run) throw new Refusal('conflict', 'Check the rows first.')
    return file.run
  }
  const stopIfCancelled = (file: Held) => {
    if (file.cancelled) throw new Refusal('conflict', 'Cancelled. Nothing was changed.')
  }

  const read = async (name: string, bytes: Uint8Array): Promise<Held> => {
    if (bytes.length === 0) throw new Refusal('bad-input', 'This file is empty. Choose another one.', 'file')
    // Spreadsheets and archives start with these; reading them as text would only make noise.
    const magic = String.fromCharCode(...bytes.subarray(0, 4))
    if (magic.startsWith('PK') || magic.startsWith('\xd0\xcf\x11\xe0') || magic.startsWith('%PDF')) {
      throw new Refusal(
        'bad-input',
        'This is not a CSV file. In the spreadsheet choose Save as, CSV, and import that file.',
        'file',
      )
    }
    const { text, encoding } = decodeText(bytes, readUtf8)
    if (text.includes('\0'))
      throw new Refusal('bad-input', 'This file is not text. Choose a CSV file.', 'file')
    const { rows, delimiter } = await parseTable(text)
    const [headings, ...rest] = rows
    if (!headings || rest.length === 0) {
      throw new Refusal(
        'bad-input',
        'There are no people in this file: the first line must be the headings, then a line for each person.',
        'file',
      )
    }
    const width = Math.max(...rows.slice(0, 200).map((row) => row.length))
    return {
      name,
      headings: Array.from({ length: width }, (_, i) => headings[i]?.trim() || `Column ${i + 1}`),
      rows: rest,
      encoding,
      delimiter,
      run: null,
      cancelled: false,
    }
  }

  const parseRow = (
    cells: string[],
    line: number,
    mapping: DryRun['mapping'],
    options: DryRun['options'],
    fieldTypes: Map<string, string>,
  ): Parsed => {
    const { country } = office.settings().office
    const problems: string[] = []
    let repaired = 0
    let label = ''
    const found = { first: '', middle: '', last: '', full: '', email: '', note: '' }
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
          found.email = (splitCell(cell)[0] ?? '').slice(0, 200)
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
              label: (label || columnLabel || 'Mobile').slice(0, 30),
              primary: false,
              country: parsed.country ?? '',
              line: parsed.kind,
            })
          }
          label = ''
          break
        case 'consent_alerts':
          consent.alerts = readConsent(cell)
          break
        case 'consent_marketing':
          consent.marketing = readConsent(cell)
          break
        default:
          if (target.startsWith('custom:')) {
            const key = target.slice('custom:'.length)
            custom[key] =
              fieldTypes.get(key) === 'number' && Number.isFinite(Number(cell))
                ? Number(cell)
                : fieldTypes.get(key) === 'yes-no'
                  ? readConsent(cell) === 'granted'
                  : cell.slice(0, 2000)
          }
      }
    }
    let { first, last } = found
    if (first === '' && last === '' && found.full !== '') {
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
      note: found.note,
      problems,
      repaired,
    }
  }

  const nameOf = (one: Parsed) => `${one.recipient.firstName} ${one.recipient.lastName}`.trim()
  const sameName = (a: string, b: string) => a.localeCompare(b, 'en', { sensitivity: 'base' }) === 0

  /** Decides each row, in order; rows of the same file match each other too. */
  const decide = async (
    file: Held,
    { mapping, options }: Pick<DryRun, 'mapping' | 'options'>,
  ): Promise<Decided[]> => {
    const fieldTypes = new Map((await stores.fields.all()).map((field) => [field.key, field.type]))
    const inFile = new Map<string, number>()
    const rows: Decided[] = []
    for (let i = 0; i < file.rows.length; i += CHUNK) {
      stopIfCancelled(file)
      for (const [k, cells] of file.rows.slice(i, i + CHUNK).entries()) {
        const parsed = parseRow(cells, i + k + 2, mapping, options, fieldTypes)
        const end = (fate: Fate, why: string, into: number | null = null) =>
          rows.push({ ...parsed, fate, why, into })
        const name = nameOf(parsed)
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
          ...(parsed.recipient.email
            ? [`${parsed.recipient.email.toLowerCase()} ${name.toLowerCase()}`]
            : []),
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
        ]
        const [into] = matches
        const partly = parsed.problems.length > 0 ? `Without ${parsed.problems.join('; ')}` : ''
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

  const countOf = (rows: readonly Decided[]) => {
    const counts = emptyCounts()
    for (const row of rows) counts[row.fate] += 1
    return counts
  }

  const write = async (
    file: Held,
    user: { id: number; name: string },
  ): Promise<{ importId: number; counts: Record<Fate, number> }> => {
    const { rows, options } = decided(file)
    const counts = countOf(rows)
    const importId = await stores.importRuns.add({
      name: file.name,
      at: office.now(),
      userName: user.name,
      created: 0,
      merged: 0,
      rejected: counts.rejected,
      finishedAt: null,
      undoneAt: null,
    })
    const wanted = rows.filter((row) => row.fate === 'new' || row.fate === 'add' || row.fate === 'merge')
    for (let i = 0; i < wanted.length; i += CHUNK) {
      if (file.cancelled) {
        await takeBack(importId)
        throw new Refusal('conflict', 'Cancelled. Everything this import wrote was taken back.')
      }
      await stores.write(() => {
        const now = office.now()
        for (const row of wanted.slice(i, i + CHUNK)) {
          const id =
            row.fate === 'merge' && row.into !== null
              ? merge(row, row.into, importId, now)
              : stores.recipients.put(row.recipient, null, now, importId)
          if (row.fate !== 'merge') stores.imports.change(importId, id, null)
          recordConsent(row, id, options, user, now, file.name)
          if (row.note !== '')
            stores.notes.add({
              recipientId: id,
              body: row.note.slice(0, 4000),
              at: now,
              by: user.name,
              messageId: null,
            })
        }
      })
      job(Math.min(i + CHUNK, wanted.length), wanted.length)
      await breathe()
    }
    await stores.importRuns.change(importId, {
      created: counts.new + counts.add,
      merged: counts.merge,
      finishedAt: office.now(),
    })
    return { importId, counts }
  }

  /** Adds what is missing; nothing already on the record is overwritten. */
  const merge = (row: Decided, into: number, importId: number, now: string): number => {
    const known = stores.recipients.get(into)
    if (!known) return stores.recipients.put(row.recipient, null, now, importId)
    const {
      id: _id,
      name: _name,
      accountName: _account,
      archived: _archived,
      createdAt: _created,
      lastInAt: _in,
      lastOutAt: _out,
      ...before
    } = known
    stores.imports.change(importId, into, JSON.stringify(before))
    const fresh = row.recipient.numbers.filter(
      (number) => !known.numbers.some((one) => one.e164 === number.e164),
    )
    stores.recipients.put(
      {
        ...before,
        firstName: known.firstName || row.recipient.firstName,
        lastName: known.lastName || row.recipient.lastName,
        email: known.email || row.recipient.email,
        language: known.language ?? row.recipient.language,
        custom: { ...row.recipient.custom, ...known.custom },
        tags: [...new Set([...known.tags, ...row.recipient.tags])],
        numbers: [
          ...known.numbers,
          ...fresh.map((number) => ({ ...number, primary: known.numbers.length === 0 && number.primary })),
        ],
      },
      into,
      now,
    )
    return into
  }

  const recordConsent = (
    row: Decided,
    id: number,
    options: DryRun['options'],
    user: { id: number; name: string },
    at: string,
    name: string,
  ) => {
    for (const purpose of ['alerts', 'marketing'] as const) {
      const cell = row.consent[purpose]
      const state = cell ?? (options.consent?.purposes.includes(purpose) ? 'granted' : null)
      if (state === null) continue
      const evidence = cell === null ? options.consent : null
      stores.consent.record(
        row.recipient.numbers.map((number) => ({
          recipientId: id,
          e164: number.e164,
          purpose,
          state,
          basis: evidence?.basis ?? (state === 'granted' ? 'written' : null),
          source: evidence?.source || `Imported from ${name}, line ${row.line}`,
          wording: '',
          at,
          userId: user.id,
          userName: user.name,
        })),
      )
    }
  }

  /** Takes an import back: whoever it added goes, except those texted since; whoever it changed is as before. */
  const takeBack = async (importId: number) => {
    const changes = stores.imports.changes(importId).toReversed()
    let removed = 0
    let restored = 0
    let kept = 0
    for (let i = 0; i < changes.length; i += CHUNK) {
      await stores.write(() => {
        for (const { recipientId, before } of changes.slice(i, i + CHUNK)) {
          if (before !== null) {
            if (!stores.recipients.get(recipientId)) continue
            stores.recipients.put(JSON.parse(before) as RecipientIn, recipientId, office.now())
            restored += 1
          } else if (stores.outbox.hasLeft(recipientId)) kept += 1
          else {
            stores.recipients.remove(recipientId)
            removed += 1
          }
        }
      })
      job(Math.min(i + CHUNK, changes.length), changes.length)
      await breathe()
    }
    await stores.importRuns.change(importId, { undoneAt: office.now() })
    changed('people', 'imports', 'lists', 'consent')
    return { removed, restored, kept }
  }

  const hold = (uploadId: string, file: Held) => {
    held.set(uploadId, file)
    for (const old of held.keys()) if (held.size > KEPT) held.delete(old)
  }

  return {
    async read({ uploadId }) {
      const { name, bytes } = files.upload(uploadId)
      const file = await read(name, bytes)
      hold(uploadId, file)
      const fields = (await stores.fields.all()).filter((field) => field.archivedAt === null)
      const guesses = guessColumns(file.headings, fields)
      return {
        name,
        encoding: file.encoding,
        delimiter: file.delimiter,
        rows: file.rows.length,
        columns: file.headings.map((heading, index) => ({
          index,
          heading,
          samples: file.rows
            .slice(0, 200)
            .map((row) => (row[index] ?? '').trim())
            .filter((cell) => cell !== '')
            .slice(0, 3),
          guess: guesses[index]?.target ?? 'ignore',
          label: guesses[index]?.label ?? '',
        })),
        targets: [
          ...TARGETS.map((target) => ({ ...target })),
          ...fields.map((field) => ({ value: `custom:${field.key}`, label: field.label })),
        ],
      }
    },
    async dryRun({ uploadId, mapping, options }) {
      const file = get(uploadId)
      file.cancelled = false
      const targets = mapping.map(({ target }) => target)
      if (
        !targets.some((target) => target === 'first_name' || target === 'last_name' || target === 'full_name')
      ) {
        throw new Refusal('bad-input', 'Choose which column holds the names.', 'mapping')
      }
      if (options.consent && options.consent.purposes.length > 0 && options.consent.source.length < 3) {
        throw new Refusal(
          'bad-input',
          'Say where the consent is kept, such as “intake forms 2025”.',
          'options.consent.source',
        )
      }
      const rows = await decide(file, { mapping, options })
      file.run = { mapping, options, rows }
      return { counts: countOf(rows), numbersRepaired: rows.reduce((n, row) => n + row.repaired, 0) }
    },
    rows({ uploadId, fate, offset, limit }) {
      const { rows } = decided(get(uploadId))
      const shown = fate === null ? rows : rows.filter((row) => row.fate === fate)
      return {
        total: shown.length,
        rows: shown.slice(offset, offset + limit).map((row) => ({
          line: row.line,
          fate: row.fate,
          name: nameOf(row),
          numbers: row.recipient.numbers.map((number) => number.e164),
          why: row.why,
        })),
      }
    },
    async run({ uploadId }, caller) {
      const file = get(uploadId)
      file.cancelled = false
      const result = await write(file, userOf(caller))
      changed('people', 'imports', 'lists', 'consent')
      return result
    },
    cancel({ uploadId }) {
      const file = held.get(uploadId)
      if (file) file.cancelled = true
      return {}
    },
    rejected({ uploadId }) {
      const file = get(uploadId)
      const lines = decided(file)
        .rows.filter((row) => row.fate === 'rejected')
        .map((row) => [row.why, String(row.line), ...(file.rows[row.line - 2] ?? [])])
      return files.offer(
        `${file.name.replace(/\.\w+$/, '')} rejected.csv`,
        'text/csv',
        toCsv(['Reason', 'Line', ...file.headings], lines),
      )
    },
    async list() {
      const runs = await stores.importRuns.all()
      return runs
        .filter((run) => run.finishedAt !== null)
        .toSorted((a, b) => b.id - a.id)
        .map((run) => ({
          id: run.id,
          name: run.name,
          at: run.at,
          by: run.userName,
          created: run.created,
          merged: run.merged,
          rejected: run.rejected,
          undoneAt: run.undoneAt,
        }))
    },
    async undo({ id }) {
      const run = await stores.importRuns.get(id)
      if (!run) throw new Refusal('not-found', 'This import does not exist any more.')
      if (run.undoneAt !== null) throw new Refusal('conflict', 'This import was taken back already.')
      return takeBack(id)
    },
    async sample(_input, caller) {
      if (office.settings().mode !== 'practice')
        throw new Refusal('refused', 'Sample people are for practice mode only.')
      const file = await read('Sample people', new Uint8Array(Buffer.from(await sample(), 'utf8')))
      const mapping = guessColumns(file.headings).map(({ target, label }, column) => ({
        column,
        target,
        label,
      }))
      const options: DryRun['options'] = { kind: 'client', duplicates: 'skip', consent: null, tag: '' }
      file.run = { mapping, options, rows: await decide(file, { mapping, options }) }
      const { counts } = await write(file, userOf(caller))
      changed('people', 'imports', 'lists', 'consent')
      return { created: counts.new }
    },
  }
}
