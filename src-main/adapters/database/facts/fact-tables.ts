/** Single facts by name. */
import { table, text, type RowOf } from '../columns'

/** Small facts that must live and die with this database, such as why sending is paused. */
export const fact = table('fact', { key: text({ primary: true }), value: text() })
export type FactRow = RowOf<typeof fact>
