/** The audit log: rows are added and read; triggers refuse everything else. */
import type { AuditAction } from '#shared/audit'
import type { AuditFilter, AuditRecord, AuditStore } from '../../../services/audit/audit-store'
import type { Db } from '../db'

type Row = Omit<AuditRecord, 'by'> & { user_name: string }
const COLUMNS = 'id, at, action, user_name, subject, detail, before, after'
const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

const where = ({ search, actions, from, to }: AuditFilter): { sql: string; args: unknown[] } => {
  const parts: string[] = []
  const args: unknown[] = []
  const typed = search.trim()
  if (typed !== '') {
    parts.push(
      "(user_name LIKE ? ESCAPE '\\' OR subject LIKE ? ESCAPE '\\' OR detail LIKE ? ESCAPE '\\' OR before LIKE ? ESCAPE '\\' OR after LIKE ? ESCAPE '\\')",
    )
    args.push(...Array.from({ length: 5 }, () => like(typed)))
  }
  if (actions.length > 0) {
    parts.push('action IN (SELECT value FROM json_each(?))')
    args.push(JSON.stringify(actions))
  }
  if (from !== null) {
    parts.push('at >= ?')
    args.push(from)
  }
  if (to !== null) {
    parts.push('at < ?')
    args.push(to)
  }
  return { sql: parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`, args }
}

export const createAuditStore = (db: Db): AuditStore => ({
  add(at, { action, by, subject, detail = '', before, after }) {
    db.sql(
      'INSERT INTO audit_entry (at, action, user_id, user_name, subject, detail, before, after) VALUES (?,?,?,?,?,?,?,?)',
    ).run(at, action, by?.id ?? null, by?.name ?? '', subject, detail, before ?? null, after ?? null)
  },
  async page(filter, { offset, limit, descending }) {
    const { sql, args } = where(filter)
    const [[counted], rows] = (await Promise.all([
      db.read(`SELECT count(*) AS n FROM audit_entry${sql}`, ...args),
      db.read(
        `SELECT ${COLUMNS} FROM audit_entry${sql} ORDER BY id ${descending ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`,
        ...args,
        limit,
        offset,
      ),
    ])) as [{ n: number }[], Row[]]
    return {
      total: counted?.n ?? 0,
      rows: rows.map(({ user_name, action, ...row }) => ({
        ...row,
        action: action as AuditAction,
        by: user_name,
      })),
    }
  },
})
