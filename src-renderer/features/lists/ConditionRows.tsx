import { ActionIcon, Button, Group, SegmentedControl } from '@mantine/core'
import type { FormErrors } from '@mantine/form'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Conditions } from '#contract/shapes'
import { ConditionFields } from '../../ui/conditions/ConditionFields'
import { startWith } from '../../ui/conditions/condition-words'
import text from '../../ui/text.module.css'
import css from './lists.module.css'
import type { useSearchFields } from './use-lists'

type ConditionRowsProps = {
  conditions: Conditions
  fields: NonNullable<ReturnType<typeof useSearchFields>['data']>
  errors: FormErrors
  onChange: (conditions: Conditions) => void
}

/** The conditions of a saved search, a row each, and how they are joined. */
export function ConditionRows({ conditions, fields, errors, onChange }: ConditionRowsProps) {
  return (
    <>
      {conditions.of.length > 1 && (
        <Group>
          <span className={text.second}>Recipients who match</span>
          <SegmentedControl
            aria-label="How the conditions are joined"
            value={conditions.join}
            onChange={(join) => onChange({ ...conditions, join: join as Conditions['join'] })}
            data={[
              { value: 'all', label: 'all of these' },
              { value: 'any', label: 'any of these' },
            ]}
          />
        </Group>
      )}
      {conditions.of.map((condition, index) => (
        // Conditions have no identity of their own.
        <div key={index} className={css.condition}>
          <ConditionFields
            name={`Condition ${index + 1}`}
            fields={fields}
            condition={condition}
            error={
              (errors[`conditions.of.${index}.value`] as string | undefined) ??
              (errors[`conditions.of.${index}`] as string | undefined) ??
              null
            }
            onChange={(next) => onChange({ ...conditions, of: conditions.of.with(index, next) })}
          />
          <ActionIcon
            size="lg"
            aria-label={`Remove condition ${index + 1}`}
            onClick={() => onChange({ ...conditions, of: conditions.of.toSpliced(index, 1) })}
          >
            <IconTrash size={16} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          size="xs"
          variant="quiet"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={fields.length === 0 || conditions.of.length >= 30}
          onClick={() => {
            const first = fields.find((one) => one.field === 'tag') ?? fields[0]
            if (first) onChange({ ...conditions, of: [...conditions.of, startWith(first)] })
          }}
        >
          Add a condition
        </Button>
      </div>
    </>
  )
}
