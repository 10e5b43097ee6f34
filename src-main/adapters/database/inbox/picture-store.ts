import type { PictureStore } from '../../../services/inbox/inbox-store'
import type { PictureRow } from './inbox-tables'
import type { Db } from '../db'

/** What came with replies and was fetched: kept with the conversation, because the carrier may delete it. */
export const createPictureStore = (db: Db): PictureStore => ({
  of: (inboundId) =>
    (
      db
        .sql('SELECT * FROM inbound_picture WHERE inbound_id = ? ORDER BY position')
        .all(inboundId) as PictureRow[]
    ).map(({ sid, type, bytes }) => ({ sid, type, bytes })),
  put(inboundId, pictures) {
    pictures.forEach(({ sid, type, bytes }, position) =>
      db
        .sql(
          'INSERT OR REPLACE INTO inbound_picture (sid, inbound_id, position, type, bytes) VALUES (?,?,?,?,?)',
        )
        .run(sid, inboundId, position, type, bytes),
    )
  },
})
