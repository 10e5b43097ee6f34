/** Shorthand for EntitySchema columns: decorators would need metadata that the bundler does not emit. */
import { EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaIndexOptions } from 'typeorm'

type Column = EntitySchemaColumnOptions
export const int = (more: Partial<Column> = {}): Column => ({ type: 'integer', ...more })
export const text = (more: Partial<Column> = {}): Column => ({ type: 'text', ...more })
export const maybeInt = (): Column => int({ nullable: true })
export const maybeText = (): Column => text({ nullable: true })
/** AUTOINCREMENT: an id is never used again, so the claim journal can tell an older copy by its highest number. */
export const serial = (): Column => int({ primary: true, generated: 'increment' })

type Index = EntitySchemaIndexOptions & { name: string; columns: string[] }
export const index = (name: string, columns: string[], more: Partial<Index> = {}): Index => ({
  name,
  columns,
  ...more,
})

const snake = (property: string) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** A table; `recordKind` in the program is `record_kind` in the file. */
export const table = <Row extends object>(
  name: string,
  columns: { [K in keyof Row]: Column },
  indices: Index[] = [],
): EntitySchema<Row> => {
  const named = Object.entries<Column>(columns).map(([property, column]) => [
    property,
    { ...column, name: snake(property) },
  ])
  return new EntitySchema<Row>({
    name,
    tableName: name,
    columns: Object.fromEntries(named) as { [K in keyof Row]: Column },
    indices,
  })
}
