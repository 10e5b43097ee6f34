import { Like } from 'typeorm'
import type { DraftStore } from '../../../services/templates/template-store'
import type { Db } from '../db'
import { draft } from './template-tables'

/** What somebody is typing, by user and place. */
export const createDraftStore = (db: Db): DraftStore => {
  const repository = db.source.getRepository(draft)
  return {
    async save(userId, key, body, at) {
      await db.change((manager) =>
        manager.getRepository(draft).upsert({ user_id: userId, key, body, at }, ['user_id', 'key']),
      )
    },
    get: async (userId, key) => (await repository.findOneBy({ user_id: userId, key }))?.body ?? null,
    async clear(userId, key) {
      await db.change((manager) => manager.getRepository(draft).delete({ user_id: userId, key }))
    },
    async list(userId, prefix) {
      const found = await repository.find({
        select: { key: true, body: true },
        where: { user_id: userId, key: Like(`${prefix}%`) },
        order: { at: 'ASC' },
      })
      // LIKE takes letters of either case, and `_` for any.
      return found.filter(({ key }) => key.startsWith(prefix)).map(({ key, body }) => ({ key, body }))
    },
  }
}
