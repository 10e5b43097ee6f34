/** Importing people from a file: what its columns are, every row's fate before anything is written, and the way back. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { guessColumns, TARGETS } from '#core/import-map'
import type { Files } from '../files'
import { type Office, type Topic, userOf } from '../office'
import type { Stores } from '../stores'
import type { ReadWorkbook } from '../ports'
import { countNewAccounts, countOf, decide } from './decide'
import { type Held, readFile } from './file'
import { type DryRun, nameOf } from './rows'
import { createImportWriter } from './write'

type Api = HandlersOf<AppContract['imports']>

type Ports = {
  stores: Stores
  office: Office
  files: Files
  changed: (...topics: Topic[]) => void
  job: (done: number, total: number) => void
  sample: () => Promise<string>
  readWorkbook: ReadWorkbook
}

const KEPT = 4
/** A row without any of these is nobody. */
const NAMES: ReadonlySet<string> = new Set(['first_name', 'last_name', 'full_name', 'account'])

export const createImports = ({ stores, office, files, changed, job, sample, readWorkbook }: Ports): Api => {
  const { write, takeBack } = createImportWriter({ stores, office, job, changed })
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

  const ports = { stores, office, job, stopIfCancelled }
  /** What the sample people can be sent at once: a list of them and a template, unless there are some. */
  const firstListAndTemplate = async (by: string) => {
    const updatedAt = office.now()
    if ((await stores.lists.all()).length === 0) {
      const conditions = JSON.stringify({ join: 'all', of: [] })
      await stores.lists.add({
        name: 'All clients',
        kind: 'saved',
        recordKind: 'client',
        conditions,
        updatedAt,
        archivedAt: null,
      })
    }
    if ((await stores.templates.all()).length === 0) {
      const body = 'Hi {{ first_name }}, your visit is tomorrow at ten. See you then!'
      await stores.templates.add({
        name: 'Visit tomorrow',
        recordKind: 'client',
        purpose: 'alerts',
        language: 'en',
        body,
        updatedAt,
        updatedBy: by,
        archivedAt: null,
      })
    }
  }
  const hold = (uploadId: string, file: Held) => {
    held.set(uploadId, file)
    for (const old of held.keys()) if (held.size > KEPT) held.delete(old)
  }

  return {
    async read({ uploadId }) {
      const { name, bytes } = files.upload(uploadId)
      const file = await readFile(name, bytes, readWorkbook)
      hold(uploadId, file)
      const fields = (await stores.fields.all()).filter((field) => field.archivedAt === null)
      const guesses = guessColumns(file.headings, fields)
      return {
        name,
        format: file.format,
        notes: file.notes,
        encoding: file.encoding,
        delimiter: file.delimiter,
        rows: file.rows.length,
        columns: file.headings.map((heading, index) => ({
          index,
          heading,
          samples: file.rows
            .slice(0, 200)
            .map(({ cells }) => (cells[index] ?? '').trim())
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
      if (!targets.some((target) => NAMES.has(target))) {
        throw new Refusal('bad-input', 'Choose which column holds the names.', 'mapping')
      }
      if (options.consent && options.consent.purposes.length > 0 && options.consent.source.length < 3) {
        throw new Refusal(
          'bad-input',
          'Say where the consent is kept, such as “intake forms 2025”.',
          'options.consent.source',
        )
      }
      const rows = await decide(ports, file, { mapping, options })
      file.run = { mapping, options, rows }
      return {
        counts: countOf(rows),
        numbersRepaired: rows.reduce((n, row) => n + row.repaired, 0),
        newAccounts: await countNewAccounts(rows, stores),
      }
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
      const result = await write(file, decided(file), userOf(caller))
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
      const { rows } = decided(file)
      const lines = function* () {
        // Rows and what was decided about them stand in the same order.
        for (const [index, row] of rows.entries())
          if (row.fate === 'rejected') yield [row.why, String(row.line), ...(file.rows[index]?.cells ?? [])]
      }
      return files.offerTable(
        `${file.name.replace(/\.\w+$/, '')} rejected.csv`,
        ['Reason', 'Line', ...file.headings],
        lines(),
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
      const bytes = new Uint8Array(Buffer.from(await sample(), 'utf8'))
      const file = await readFile('Sample people', bytes, readWorkbook)
      const mapping = guessColumns(file.headings).map(({ target, label }, column) => ({
        column,
        target,
        label,
      }))
      const options: DryRun['options'] = { kind: 'client', duplicates: 'skip', consent: null, tag: '' }
      file.run = { mapping, options, rows: await decide(ports, file, { mapping, options }) }
      const { counts } = await write(file, decided(file), userOf(caller))
      await firstListAndTemplate(userOf(caller).name)
      changed('people', 'imports', 'lists', 'consent', 'templates')
      return { created: counts.new }
    },
  }
}
