/** Who is on a campaign. Many rows at once, so prepared statements. */
import { searchKey } from '#shared/people/search-key'
import type { CampaignRecipients } from '../../../services/sending/campaign-store'
import type { Db } from '../db'

export const createCampaignRecipients = (db: Db): CampaignRecipients => ({
  add: (campaignId, ids) =>
    db
      .sql(
        'INSERT OR IGNORE INTO campaign_recipient (campaign_id, recipient_id) SELECT ?, value FROM json_each(?)',
      )
      .run(campaignId, JSON.stringify(ids)).changes,
  remove: (campaignId, ids) =>
    db
      .sql(
        'DELETE FROM campaign_recipient WHERE campaign_id = ? AND recipient_id IN (SELECT value FROM json_each(?))',
      )
      .run(campaignId, JSON.stringify(ids)).changes,
  ids: (campaignId, named = '') =>
    db.readIds(
      `SELECT r.id FROM campaign_recipient c JOIN recipient r ON r.id = c.recipient_id
       WHERE c.campaign_id = ? AND instr(r.sort_name, ?) > 0 ORDER BY r.sort_name, r.id`,
      campaignId,
      searchKey(named.trim()),
    ),
  counts: () =>
    new Map(
      (
        db
          .sql('SELECT campaign_id AS id, count(*) AS n FROM campaign_recipient GROUP BY campaign_id')
          .all() as { id: number; n: number }[]
      ).map((row) => [row.id, row.n]),
    ),
  campaignsOf: (recipientId) =>
    (
      db.sql('SELECT campaign_id AS id FROM campaign_recipient WHERE recipient_id = ?').all(recipientId) as {
        id: number
      }[]
    ).map((row) => row.id),
})
