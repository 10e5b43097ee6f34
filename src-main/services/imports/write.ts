/** Writes decided rows in chunks, and takes a whole import back. */
import { Refusal } from '#contract'
import { mergedValues } from '#shared/people/person-fields'
import { phrase } from '#shared/phrases/phrase'
import { addField, customFieldsOf } from '../people/fields'
import type { Office, Changed } from '../office'
import { answersOf } from './answers'
import { createTimeSlice, writeEach } from '../time-slice'
import type { ImportChange } from './import-store'
import type { RecipientIn } from '../people/people-store'
import type { Stores } from '../stores'
import { countOf } from './decide'
import type { Held } from './file'
import { type Decided, type Fate, newFieldKey } from './rows'

/** So many changes of an import are read at a time. */
const CHANGES = 2000
/** An account that is only a name yet. */
const ACCOUNT: Omit<RecipientIn, 'firstName'> = {
  kind: 'account',
  lastName: '',
  accountId: null,
  custom: {},
  tags: [],
  numbers: [],
}
type Run = NonNullable<Held['run']>
type Ports = {
  stores: Pick<
    Stores,
    'write' | 'recipients' | 'consent' | 'reach' | 'notes' | 'imports' | 'fields' | 'importRuns'
  >
  office: Office
  job: (done: number, total: number) => void
  changed: Changed
}
type User = { id: number; name: string }
/** What all rows of an import share. */
type Writing = {
  file: Pick<Held, 'name' | 'modifiedAt'>
  options: Run['options']
  user: User
  importId: number
  now: string
}

/** Writes one row: the record it becomes or is added to, with its organisation, its answers and its note. */
const createRowWriting = ({ stores, office }: Pick<Ports, 'stores' | 'office'>) => {
  /** The account of this name, added when there is none. */
  const accountFor = (name: string, importId: number, now: string): number | null => {
    if (name === '') return null
    const known = stores.recipients.accountNamed(name)
    if (known !== null) return known
    const id = stores.recipients.put({ ...ACCOUNT, firstName: name }, null, now, importId)
    stores.imports.change(importId, id, null)
    return id
  }

  /** Adds what is missing; nothing already on the record is overwritten. */
  const merge = (
    row: Decided,
    into: number,
    accountId: number | null,
    importId: number,
    now: string,
  ): number => {
    const known = stores.recipients.get(into)
    if (!known) return stores.recipients.put({ ...row.recipient, accountId }, null, now, importId)
    const {
      id: _id,
      name: _name,
      accountName: _account,
      archived: _archived,
      createdAt: _created,
      updatedAt: _updated,
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
        ...mergedValues(known, row.recipient),
        accountId: known.accountId ?? accountId,
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

  const recordConsent = (row: Decided, id: number, { file, options, user, importId, now }: Writing) => {
    const fileAt = Math.min(file.modifiedAt ?? Number.POSITIVE_INFINITY, Date.parse(now))
    for (const { purpose, state, e164s, line, fromCell } of answersOf(
      row,
      row.fate === 'merge' ? id : null,
      options,
      stores,
      fileAt,
    ).record) {
      const evidence = fromCell ? null : options.consent
      stores.consent.record(
        e164s.map((e164) => ({
          recipientId: id,
          e164,
          purpose,
          state,
          basis: evidence?.basis ?? (state === 'granted' ? 'written' : null),
          source: evidence?.source || office.say(phrase('source.imported', { file: file.name, line })),
          wording: '',
          at: now,
          userId: user.id,
          userName: user.name,
        })),
        importId,
      )
    }
  }

  return (row: Decided, writing: Writing): void => {
    const { user, importId, now } = writing
    const accountId = accountFor(row.account, importId, now)
    const id =
      row.fate === 'merge' && row.into !== null
        ? merge(row, row.into, accountId, importId, now)
        : stores.recipients.put({ ...row.recipient, accountId }, null, now, importId)
    if (row.fate !== 'merge') stores.imports.change(importId, id, null)
    recordConsent(row, id, writing)
    if (row.note !== '')
      stores.notes.add({
        recipientId: id,
        body: row.note.slice(0, 4000),
        at: now,
        by: user.name,
        messageId: null,
      })
  }
}

/** The fields of the office's own that columns become, where there are none of that name yet. */
const addFields = async (stores: Pick<Stores, 'fields'>, file: Held, { mapping, rows }: Run) => {
  const keys = new Map<string, string>()
  for (const { column, target, label } of mapping) {
    if (!target.startsWith('new:')) continue
    const name = (label || file.headings[column] || 'Field').slice(0, 40)
    const known = (await customFieldsOf(stores)).find(
      (field) => field.label.toLowerCase() === name.toLowerCase(),
    )
    keys.set(
      newFieldKey(column),
      known?.key ?? (await addField(stores, name, target.slice('new:'.length))).key,
    )
  }
  if (keys.size === 0) return
  const pace = createTimeSlice()
  for (const { recipient } of rows) {
    recipient.custom = Object.fromEntries(
      Object.entries(recipient.custom).map(([key, value]) => [keys.get(key) ?? key, value]),
    )
    if (pace.due()) await pace.rest()
  }
}

const createTakingBack = ({ stores, office, job, changed }: Ports) => {
  /** The ledger only grows: what was true before the import is said once more, where nobody has said otherwise since. */
  const restoreAnswers = (importId: number, recipientId: number, name: string, user: User) => {
    const at = office.now()
    stores.consent.record(
      stores.consent.ofImport(importId, recipientId).map(({ e164, purpose, before, basis, source }) => ({
        recipientId,
        e164,
        purpose,
        state: before,
        basis,
        source: source === '' ? office.say(phrase('source.import-taken-back', { file: name })) : source,
        wording: source === '' ? '' : office.say(phrase('source.as-before-import', { file: name })),
        at,
        userId: user.id,
        userName: user.name,
      })),
    )
  }

  /** Takes an import back: whoever it added goes, except those texted since; whoever it changed is as before. */
  return async (importId: number, name: string, user: User) => {
    const total = stores.imports.count(importId)
    let removed = 0
    let restored = 0
    let kept = 0
    const one = ({ recipientId, before }: ImportChange) => {
      restoreAnswers(importId, recipientId, name, user)
      if (before !== null) {
        if (!stores.recipients.get(recipientId)) return
        stores.recipients.put(JSON.parse(before) as RecipientIn, recipientId, office.now())
        restored += 1
      } else if (stores.reach.hasLeft(recipientId) || stores.recipients.hasMembers(recipientId)) kept += 1
      else {
        stores.recipients.remove(recipientId)
        removed += 1
      }
    }
    // The newest first: of two changes to one record the older is how it was.
    let taken = 0
    for (let last = Number.MAX_SAFE_INTEGER; ; ) {
      const changes = stores.imports.changes(importId, last, CHANGES)
      await writeEach(stores, changes, one, (done) => job(taken + done, total))
      taken += changes.length
      last = changes.at(-1)?.id ?? 0
      if (changes.length < CHANGES) break
    }
    await stores.importRuns.change(importId, { undoneAt: office.now() })
    changed('people', 'imports', 'lists', 'consent')
    return { removed, restored, kept }
  }
}

export type ImportWriter = ReturnType<typeof createImportWriter>
export const createImportWriter = (ports: Ports) => {
  const { stores, office, job } = ports
  const writeRow = createRowWriting(ports)
  const takeBack = createTakingBack(ports)
  /** Imports that this run of the program is writing: any other without an end was cut short by a crash. */
  const running = new Set<number>()

  const writeRows = async (
    file: Held,
    run: Run,
    user: User,
    importId: number,
  ): Promise<{ importId: number; counts: Record<Fate, number> }> => {
    const { rows, options } = run
    const counts = countOf(rows)
    await addFields(stores, file, run)
    const wanted = rows.filter((row) => row.fate === 'new' || row.fate === 'add' || row.fate === 'merge')
    const now = office.now()
    const stopIfCancelled = async () => {
      if (!file.cancelled) return
      await takeBack(importId, file.name, user)
      throw new Refusal('conflict', 'imports.cancelled-midway')
    }
    await stopIfCancelled()
    const writing = { file, options, user, importId, now }
    await writeEach(
      stores,
      wanted,
      (row) => writeRow(row, writing),
      async (done) => {
        job(done, wanted.length)
        if (done < wanted.length) await stopIfCancelled()
      },
    )
    await stores.importRuns.change(importId, {
      created: counts.new + counts.add,
      merged: counts.merge,
      finishedAt: office.now(),
    })
    return { importId, counts }
  }

  const write = async (file: Held, run: Run, user: User) => {
    const importId = await stores.importRuns.add({
      name: file.name,
      at: office.now(),
      userName: user.name,
      created: 0,
      merged: 0,
      rejected: countOf(run.rows).rejected,
      finishedAt: null,
      undoneAt: null,
    })
    running.add(importId)
    try {
      return await writeRows(file, run, user, importId)
    } finally {
      running.delete(importId)
    }
  }

  return { write, takeBack, isRunning: (importId: number) => running.has(importId) }
}
