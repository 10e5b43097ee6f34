/** Writes decided rows in chunks, and takes a whole import back. */
import { Refusal } from '#contract'
import type { Office, Topic } from '../office'
import { writeEach } from '../pace'
import type { ImportChange, RecipientIn, Stores } from '../stores'
import { countOf } from './decide'
import type { Held } from './file'
import type { Decided, DryRun, Fate } from './rows'

/** So many changes of an import are read at a time. */
const CHANGES = 2000
/** An account that is only a name yet. */
const ACCOUNT: Omit<RecipientIn, 'firstName'> = {
  kind: 'account',
  lastName: '',
  email: '',
  language: null,
  accountId: null,
  custom: {},
  tags: [],
  numbers: [],
}
type Run = NonNullable<Held['run']>
type Ports = {
  stores: Stores
  office: Office
  job: (done: number, total: number) => void
  changed: (...topics: Topic[]) => void
}

export const createImportWriter = ({ stores, office, job, changed }: Ports) => {
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
      if (state === null || state === 'unread') continue
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
    const total = stores.imports.count(importId)
    let removed = 0
    let restored = 0
    let kept = 0
    const one = ({ recipientId, before }: ImportChange) => {
      if (before !== null) {
        if (!stores.recipients.get(recipientId)) return
        stores.recipients.put(JSON.parse(before) as RecipientIn, recipientId, office.now())
        restored += 1
      } else if (stores.outbox.hasLeft(recipientId) || stores.recipients.hasMembers(recipientId)) kept += 1
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

  const write = async (
    file: Held,
    run: Run,
    user: { id: number; name: string },
  ): Promise<{ importId: number; counts: Record<Fate, number> }> => {
    const { rows, options } = run
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
    const now = office.now()
    const one = (row: Decided) => {
      const accountId = accountFor(row.account, importId, now)
      const id =
        row.fate === 'merge' && row.into !== null
          ? merge(row, row.into, accountId, importId, now)
          : stores.recipients.put({ ...row.recipient, accountId }, null, now, importId)
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
    const stopIfCancelled = async () => {
      if (!file.cancelled) return
      await takeBack(importId)
      throw new Refusal('conflict', 'Cancelled. Everything this import wrote was taken back.')
    }
    await stopIfCancelled()
    await writeEach(stores, wanted, one, async (done) => {
      job(done, wanted.length)
      if (done < wanted.length) await stopIfCancelled()
    })
    await stores.importRuns.change(importId, {
      created: counts.new + counts.add,
      merged: counts.merge,
      finishedAt: office.now(),
    })
    return { importId, counts }
  }

  return { write, takeBack }
}
