/** The audit log (M26): what happened is noted in the open database; Admins read it, and can take it away as CSV. */
import type { AppContract, HandlersOf } from '#contract'
import type { AuditNote } from '#shared/audit'
import type { Files } from '../files'
import type { Office } from '../office'
import type { Stores } from '../stores'

/** What happens before a database is open waits here; more than that is a flood, and its beginning tells enough. */
const MOST_WAITING = 1_000
const AT_ONCE = 1_000

type AuditStores = Pick<Stores, 'write' | 'audit'>
type Ports = {
  office: Pick<Office, 'now'>
  changed: (topic: 'audit') => void
  report: (what: string, error: unknown) => void
}

/** Takes notes at any time; they are written to whichever database is open. */
export const createAuditLog = ({ office, changed, report }: Ports) => {
  let stores: AuditStores | null = null
  const waiting: { at: string; note: AuditNote }[] = []
  const write = (to: AuditStores, at: string, note: AuditNote) => {
    to.write(() => to.audit.add(at, note)).then(
      () => changed('audit'),
      (error: unknown) => report('audit', error),
    )
  }
  return {
    note(note: AuditNote): void {
      const at = office.now()
      if (stores) write(stores, at, note)
      else if (waiting.length < MOST_WAITING) waiting.push({ at, note })
    },
    /** A database was opened, or closed. */
    use(opened: AuditStores | null): void {
      stores = opened
      if (!opened) return
      for (const { at, note } of waiting.splice(0)) write(opened, at, note)
    },
  }
}
export type AuditLog = ReturnType<typeof createAuditLog>

export const createAudit = ({
  stores,
  files,
}: {
  stores: Pick<Stores, 'audit'>
  files: Files
}): HandlersOf<AppContract['audit']> => ({
  page: ({ offset, limit, descending, ...filter }) =>
    stores.audit.page(filter, { offset, limit, descending }),
  export(filter) {
    const lines = async function* () {
      for (let offset = 0; ; offset += AT_ONCE) {
        const { rows } = await stores.audit.page(filter, { offset, limit: AT_ONCE, descending: false })
        for (const { at, by, action, subject, detail, before, after } of rows)
          yield [at, by, action, subject, detail, before ?? '', after ?? '']
        if (rows.length < AT_ONCE) break
      }
    }
    return files.offerTable(
      'audit log.csv',
      [
        'table.time-utc',
        'table.user',
        'table.what',
        'table.about',
        'table.detail',
        'table.before',
        'table.after',
      ],
      lines(),
    )
  },
})
