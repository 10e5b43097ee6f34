/** Clients, leads, staff and accounts: the table, the record, its numbers. */
import type { AppContract, HandlersOf } from '#contract'
import { createPeopleTable } from './people-table'
import { createPersonRecord } from './person-record'
import { createPersonSave } from './person-save'
import type { Records } from './record-changes'

type People = Omit<HandlersOf<AppContract['people']>, keyof Records>
type Ports = Parameters<typeof createPeopleTable>[0] &
  Parameters<typeof createPersonRecord>[0] &
  Parameters<typeof createPersonSave>[0]

export const createPeople = (ports: Ports): People => ({
  ...createPeopleTable(ports),
  ...createPersonRecord(ports),
  ...createPersonSave(ports),
})
