import type { Conditions } from '#contract/shapes'
import type { Operator } from '#shared/people/conditions'
import { asTyped } from '#shared/text/decimals'

export type Condition = Conditions['of'][number]
export type Field = {
  field: string
  label: string
  type: string
  ops: Operator[]
  choices: { value: string; label: string }[]
}

/** A new condition on a field, ready to be completed. */
export const startWith = (field: Field): Condition => ({
  field: field.field,
  op: field.ops[0]?.op ?? 'is',
  value: null,
})

/** "Marketing" and "is granted": how a chip says a condition. */
export const sayCondition = (
  condition: Condition,
  fields: readonly Field[],
  country: string,
): { name: string; says: string } => {
  const field = fields.find((one) => one.field === condition.field)
  const op = field?.ops.find((one) => one.op === condition.op)
  if (!field || !op) return { name: condition.field, says: 'no longer exists' }
  const { value: kept } = condition
  const value =
    field.choices.find((choice) => choice.value === String(kept))?.label ??
    (typeof kept === 'number' ? asTyped(kept, country) : (kept ?? ''))
  return { name: field.label, says: op.says.replace('#', () => value) }
}
