/** The numbers and services that sends leave from. */
import type { Sender } from '../../../services/ports'
import type { SendStore } from '../../../services/sending/send-store'
import type { Db } from '../db'

export const createSendSenders = (db: Db): Pick<SendStore, 'senders' | 'changeSender'> => {
  /** Senders that no send names any more, since another took over what waited. */
  const replacedFact = (accountSid: string) => `senders.${accountSid}`
  const replaced = (accountSid: string): string[] => {
    const row = db.sql('SELECT value FROM fact WHERE key = ?').get(replacedFact(accountSid)) as
      | { value: string }
      | undefined
    return row ? (JSON.parse(row.value) as string[]) : []
  }

  return {
    async senders(accountSid, since) {
      const rows = (await db.read(
        'SELECT DISTINCT sender FROM send WHERE account_sid = ? AND created_at >= ?',
        accountSid,
        since,
      )) as { sender: string }[]
      const all = [...rows.map((row) => row.sender), ...replaced(accountSid)]
      return [...new Set(all)].map((sender) => JSON.parse(sender) as Sender)
    },
    changeSender(accountSid, to) {
      const those = `account_sid = ? AND sender <> ? AND state IN ('live','paused')
        AND id IN (SELECT DISTINCT send_id FROM message INDEXED BY message_queued WHERE state = 'queued')`
      const bound = [accountSid, JSON.stringify(to)]
      const before = db.sql(`SELECT DISTINCT sender FROM send WHERE ${those}`).all(...bound) as {
        sender: string
      }[]
      if (before.length === 0) return 0
      // Part of these sends left from it, and is answered there.
      db.sql(
        'INSERT INTO fact (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      ).run(
        replacedFact(accountSid),
        JSON.stringify([...new Set([...replaced(accountSid), ...before.map((row) => row.sender)])]),
      )
      return db.sql(`UPDATE send SET sender = ? WHERE ${those}`).run(JSON.stringify(to), ...bound).changes
    },
  }
}
