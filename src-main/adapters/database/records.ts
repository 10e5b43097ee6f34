/** Ordinary records through TypeORM's repositories, one shape for all of them. */
import type { EntitySchema, FindOptionsWhere } from 'typeorm'
import type { Records } from '../../services/stores'
import type { Db } from './db'

type Identified = { id: number }

export const createRecords = <R extends Identified>(db: Db, entity: EntitySchema<R>): Records<R> => {
  const repository = db.source.getRepository(entity)
  const byId = (id: number) => ({ id }) as FindOptionsWhere<R>
  return {
    all: () => repository.find(),
    get: (id) => repository.findOneBy(byId(id)),
    add: async (record) => {
      const result = await db.change((manager) => manager.getRepository(entity).insert(record as never))
      return Number(result.identifiers[0]?.id)
    },
    change: async (id, patch) => {
      await db.change((manager) => manager.getRepository(entity).update(byId(id), patch as never))
    },
  }
}
