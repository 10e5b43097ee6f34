/** Importing people from a file: what its columns are, every row's fate before anything is written, and the way back. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { guessColumns, TARGETS } from '#shared/files/import-map'
import { samplePeople } from '#shared/people/sample-people'
import { guessByContent } from '#core/files/table-shape'
import { ENCODINGS } from '#shared/files/text-file'
import type { Files } from '../files'
import { type Office, type Changed, userOf } from '../office'
import type { Stores } from '../stores'
import type { ReadWorkbook } from '../ports'
import { countNewAccounts, countOf, decide } from './decide'
import { type Held, heldAs, type Reading, readFile } from './file'
import { offerRejected } from './rejected'
import { DELIMITERS, type DelimiterName } from './separated'
import { type DryRun, nameOf } from './rows'
import { createImportWriter, type ImportWriter } from './write'

type Api = HandlersOf<AppContract['imports']>

type Ports = {
  stores: Pick<
    Stores,
    | 'write'
    | 'recipients'
    | 'consent'
    | 'reach'
    | 'notes'
    | 'imports'
    | 'templates'
    | 'lists'
    | 'fields'
    | 'importRuns'
  >
  office: Office
  files: Files
  changed: Changed
  job: (done: number, total: number) => void
  sample: () => Promise<string>
  readWorkbook: ReadWorkbook
}

const KEPT = 4
/** So many lines are shown to choose the headings from. */
const FIRST_LINES = 12
const SHOWN_CELLS = 12
/** The first lines of the sheet as they are, to see whether it was read right. */
const firstLines = ({ grid, layout }: Held) =>
  (grid.sheets.find(({ name }) => name === layout.sheet)?.rows ?? [])
    .slice(0, FIRST_LINES)
    .map(({ line, cells }) => ({ line, cells: cells.slice(0, SHOWN_CELLS).map((cell) => cell.slice(0, 80)) }))
/** A row without any of these is nobody. */
const NAMES: ReadonlySet<string> = new Set(['first_name', 'last_name', 'full_name', 'account'])

/** The files that were read lately. */
const createHeld = () => {
  const held = new Map<string, Held>()
  return {
    find: (uploadId: string) => held.get(uploadId),
    /** @throws Refusal where it is not held any more */
    get(uploadId: string): Held {
      const file = held.get(uploadId)
      if (!file) throw new Refusal('not-found', 'files.not-held')
      return file
    },
    hold(uploadId: string, file: Held): void {
      held.set(uploadId, file)
      for (const old of held.keys()) if (held.size > KEPT) held.delete(old)
    },
  }
}
type HeldFiles = ReturnType<typeof createHeld>

const decided = (file: Held) => {
  if (!file.run) throw new Refusal('conflict', 'imports.check-first')
  return file.run
}
const stopIfCancelled = (file: Held) => {
  if (file.cancelled) throw new Refusal('conflict', 'imports.cancelled')
}

/** Reads a file, or reads it again otherwise, and shows what is in it. */
const createRead = (
  { stores, office, files, readWorkbook }: Pick<Ports, 'stores' | 'office' | 'files' | 'readWorkbook'>,
  held: HeldFiles,
): Api['read'] => {
  /** What a file was found to be, with a guess for each of its columns. */
  const shown = async (file: Held): Promise<Awaited<ReturnType<Api['read']>>> => {
    const fields = (await stores.fields.all()).filter((field) => field.archivedAt === null)
    const sample = file.rows.slice(0, 200).map(({ cells }) => cells)
    const guesses = guessByContent(guessColumns(file.headings, fields), sample)
    const { name, grid } = file
    return {
      name,
      format: file.format,
      notes: file.notes,
      encoding: file.encoding,
      delimiter: file.delimiter,
      rows: file.rows.length,
      layout: {
        sheets: grid.sheets.map((one) => ({ name: one.name, rows: one.rows.length })),
        ...file.layout,
        encodings: file.format === 'csv' ? [...ENCODINGS] : [],
        delimiters: file.format === 'csv' ? (Object.keys(DELIMITERS) as DelimiterName[]) : [],
        lines: firstLines(file),
      },
      columns: file.headings.map((heading, index) => ({
        index,
        heading,
        samples: file.rows
          .slice(0, 200)
          .map(({ cells }) => (cells[index] ?? '').trim().slice(0, 200))
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
  }

  return async ({ uploadId, sheet, headingLine, delimiter, encoding }) => {
    const reading: Reading = {
      sheet: sheet ?? null,
      headingLine: headingLine ?? null,
      delimiter: delimiter ?? null,
      encoding: encoding ?? null,
    }
    const before = held.find(uploadId)
    const { country } = office.settings().office
    let file: Held
    if (!before) {
      const { name, bytes, modifiedAt } = files.take(uploadId)
      file = { ...(await readFile(name, bytes, readWorkbook, reading, country)), modifiedAt }
    } else if (reading.delimiter === null && reading.encoding === null) file = await heldAs(before, reading)
    else
      file = {
        ...(await readFile(before.name, before.bytes, readWorkbook, reading, country)),
        modifiedAt: before.modifiedAt,
      }
    held.hold(uploadId, file)
    return shown(file)
  }
}

/** The sample people, and what they can be sent at once. */
const createSample = (
  { stores, office, changed, job, sample, readWorkbook }: Ports,
  write: ImportWriter['write'],
): Api['sample'] => {
  /** A list of them and a template, unless there are some. */
  const firstListAndTemplate = async (
    by: string,
    { language, template }: Pick<ReturnType<typeof samplePeople>, 'language' | 'template'>,
  ) => {
    const updatedAt = office.now()
    if ((await stores.lists.all()).length === 0) {
      const conditions = JSON.stringify({ join: 'all', of: [] })
      await stores.lists.add({
        name: office.say('name.all-clients'),
        kind: 'saved',
        recordKind: 'client',
        conditions,
        updatedAt,
        archivedAt: null,
      })
    }
    if ((await stores.templates.all()).length === 0) {
      await stores.templates.add({
        name: template.name,
        recordKind: 'client',
        purpose: 'alerts',
        language,
        body: template.body,
        updatedAt,
        updatedBy: by,
        archivedAt: null,
      })
    }
  }

  return async (_input, caller) => {
    if (office.settings().mode !== 'practice') throw new Refusal('refused', 'imports.samples-in-practice')
    const { country } = office.settings().office
    const people = samplePeople(country)
    // The office that the guide's pictures show has people of its own.
    const text = country === 'US' ? await sample() : people.csv
    const bytes = new Uint8Array(Buffer.from(text, 'utf8'))
    const file = await readFile(office.say('name.sample-people'), bytes, readWorkbook)
    const mapping = guessColumns(file.headings).map(({ target, label }, column) => ({
      column,
      target,
      label,
    }))
    const options: DryRun['options'] = { kind: 'client', duplicates: 'skip', consent: null, tag: '' }
    file.run = {
      mapping,
      options,
      rows: await decide({ stores, office, job, stopIfCancelled }, file, { mapping, options }),
    }
    const { counts } = await write(file, decided(file), userOf(caller))
    await firstListAndTemplate(userOf(caller).name, people)
    changed('people', 'imports', 'lists', 'consent', 'templates')
    return { created: counts.new }
  }
}

/** Imports of before, and the way back. */
const createRuns = (
  { stores }: Pick<Ports, 'stores'>,
  { takeBack, isRunning }: Pick<ImportWriter, 'takeBack' | 'isRunning'>,
): Pick<Api, 'list' | 'undo'> => ({
  async list() {
    const runs = await stores.importRuns.all()
    return runs
      .filter((run) => !isRunning(run.id) && (run.finishedAt !== null || stores.imports.count(run.id) > 0))
      .toSorted((a, b) => b.id - a.id)
      .map((run) => ({
        id: run.id,
        name: run.name,
        at: run.at,
        by: run.userName,
        created: run.finishedAt === null ? stores.imports.count(run.id) : run.created,
        merged: run.merged,
        rejected: run.rejected,
        unfinished: run.finishedAt === null,
        undoneAt: run.undoneAt,
      }))
  },
  async undo({ id }, caller) {
    const run = await stores.importRuns.get(id)
    if (!run) throw new Refusal('not-found', 'imports.gone')
    if (run.undoneAt !== null) throw new Refusal('conflict', 'imports.taken-back-already')
    if (isRunning(id)) throw new Refusal('conflict', 'imports.still-running')
    return takeBack(id, run.name, userOf(caller))
  },
})

export const createImports = (ports: Ports): Api => {
  const { stores, office, files, changed, job } = ports
  const writer = createImportWriter({ stores, office, job, changed })
  const held = createHeld()

  return {
    read: createRead(ports, held),
    async dryRun({ uploadId, mapping, options }) {
      const file = held.get(uploadId)
      file.cancelled = false
      const targets = mapping.map(({ target }) => target)
      if (!targets.some((target) => NAMES.has(target))) {
        throw new Refusal('bad-input', 'imports.name-column', 'mapping')
      }
      if (options.consent && options.consent.purposes.length > 0 && options.consent.source.length < 3) {
        throw new Refusal('bad-input', 'imports.consent-source', 'options.consent.source')
      }
      const rows = await decide({ stores, office, job, stopIfCancelled }, file, { mapping, options })
      file.run = { mapping, options, rows }
      return {
        counts: countOf(rows),
        numbersRepaired: rows.reduce((n, row) => n + row.repaired, 0),
        answersKept: rows.filter(({ answersKept }) => answersKept).length,
        newAccounts: await countNewAccounts(rows, stores),
      }
    },
    rows({ uploadId, fate, offset, limit }) {
      const { rows } = decided(held.get(uploadId))
      const shown = fate === null ? rows : rows.filter((row) => row.fate === fate)
      return {
        total: shown.length,
        rows: shown.slice(offset, offset + limit).map((row) => ({
          line: row.line,
          fate: row.fate,
          name: nameOf(row),
          firstName: row.recipient.firstName,
          lastName: row.recipient.lastName,
          numbers: row.recipient.numbers.map((number) => number.e164),
          why: row.why,
        })),
      }
    },
    async run({ uploadId }, caller) {
      const file = held.get(uploadId)
      file.cancelled = false
      const result = await writer.write(file, decided(file), userOf(caller))
      changed('people', 'imports', 'lists', 'consent')
      return result
    },
    cancel({ uploadId }) {
      const file = held.find(uploadId)
      if (file) file.cancelled = true
      return {}
    },
    rejected({ uploadId }) {
      const file = held.get(uploadId)
      return offerRejected(file, decided(file).rows, files, office.say)
    },
    ...createRuns({ stores }, writer),
    sample: createSample(ports, writer.write),
  }
}
