/**
 * Tables as EntitySchema, which is the one definition of each: decorators would need metadata that the bundler does not
 * emit. The type of a row follows from its columns.
 */
import { EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaIndexOptions } from 'typeorm'

type Options = EntitySchemaColumnOptions
/** `holds` exists in types alone: what a row has in this column. */
export type Column<Value = unknown> = Options & { readonly holds?: Value }

export const int = (more: Partial<Options> = {}): Column<number> => ({ type: 'integer', ...more })
export const text = (more: Partial<Options> = {}): Column<string> => ({ type: 'text', ...more })
export const maybeInt = (): Column<number | null> => ({ type: 'integer', nullable: true })
export const maybeText = (): Column<string | null> => ({ type: 'text', nullable: true })
export const maybeBytes = (): Column<Uint8Array | null> => ({ type: 'blob', nullable: true })
/** AUTOINCREMENT: an id is never used again, so the claim journal can tell an older copy by its highest number. */
export const serial = (): Column<number> => int({ primary: true, generated: 'increment' })

type Index = EntitySchemaIndexOptions & { name: string; columns: string[] }
export const index = (name: string, columns: string[], more: Partial<Index> = {}): Index => ({
  name,
  columns,
  ...more,
})

/** What a query of every column of a table answers. */
export type RowOf<Table> = Table extends EntitySchema<infer Row> ? Row : never

const snake = (property: string) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** A table of which the program's record is a port's type; `recordKind` there is `record_kind` in the file. */
export const recordTable = <Row extends object>(
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
    columns: Object.fromEntries(named) as { [K in keyof Row]: Options },
    indices,
  })
}

type RowFrom<Columns> = { [K in keyof Columns]: Columns[K] extends Column<infer Value> ? Value : never }
/** A table whose rows are read as they stand in the file. */
export const table = <Columns extends Record<string, Column>>(
  name: string,
  columns: Columns,
  indices: Index[] = [],
): EntitySchema<RowFrom<Columns>> =>
  recordTable<RowFrom<Columns>>(name, columns as { [K in keyof RowFrom<Columns>]: Column }, indices)
