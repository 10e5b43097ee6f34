import { Button, Group, Popover, Stack, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { conditionProblem } from '#shared/people/conditions'
import type { Phrase } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'
import { useLocale } from '../locale'
import { ConditionFields } from './ConditionFields'
import { type Condition, type Field, sayCondition, startWith } from './condition-words'
import css from './conditions.module.css'

type ChipPopoverProps = {
  fields: readonly Field[]
  start: Condition
  onApply: (condition: Condition) => void
  name: string
  className?: string
  children: ReactNode
}

/** The button of a chip and the small form it opens. */
function ChipPopover({ fields, start, onApply, name, children }: ChipPopoverProps) {
  const [opened, setOpened] = useState(false)
  const [condition, setCondition] = useState(start)
  const [problem, setProblem] = useState<Phrase | null>(null)
  const open = (now: boolean) => {
    setOpened(now)
    setCondition(start)
    setProblem(null)
  }
  return (
    <Popover opened={opened} onChange={open} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton aria-label={name} onClick={() => open(!opened)}>
          {children}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={name}>
        <Stack
          component="form"
          gap={10}
          w={500}
          onSubmit={(event) => {
            event.preventDefault()
            event.stopPropagation()
            const found = conditionProblem(condition, fields)
            setProblem(found)
            if (found) return
            setOpened(false)
            onApply(condition)
          }}
        >
          <ConditionFields
            inPopover
            fields={fields}
            condition={condition}
            error={problem && say(problem)}
            onChange={setCondition}
          />
          <Group align="stretch" justify="flex-end">
            <Button size="xs" variant="default" onClick={() => open(false)}>
              Cancel
            </Button>
            <Button size="xs" type="submit">
              Filter
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

type ConditionChipProps = {
  fields: readonly Field[]
  condition: Condition
  onChange: (condition: Condition) => void
  onRemove: () => void
}

/** A filter that is on: click to change it, × to take it away. */
export function ConditionChip({ fields, condition, onChange, onRemove }: ConditionChipProps) {
  const { country } = useLocale()
  const { name, says } = sayCondition(condition, fields, country)
  return (
    <span className={css.chip} data-on>
      <ChipPopover fields={fields} start={condition} onApply={onChange} name={`Filter: ${name} ${says}`}>
        <span>{name}</span>
        <b>{says}</b>
        <IconChevronDown size={13} aria-hidden />
      </ChipPopover>
      <UnstyledButton className={css.remove} aria-label={`Remove filter ${name} ${says}`} onClick={onRemove}>
        <IconX size={13} aria-hidden />
      </UnstyledButton>
    </span>
  )
}

type AddConditionProps = {
  fields: readonly Field[]
  /** Starts on this field and is named after it; without one it is "+ Filter". */
  field?: string
  onAdd: (condition: Condition) => void
}

export function AddCondition({ fields, field, onAdd }: AddConditionProps) {
  const first = fields.find((one) => one.field === field) ?? (field ? undefined : fields[0])
  if (!first) return null
  return (
    <span className={css.chip} data-add={field ? undefined : true}>
      <ChipPopover
        fields={fields}
        start={startWith(first)}
        onApply={onAdd}
        name={field ? `Filter by ${first.label.toLowerCase()}` : 'Add a filter'}
      >
        {field ? (
          <>
            <span>{first.label.replace('Consent to ', '').replace(/^./, (char) => char.toUpperCase())}</span>
            <b>any</b>
            <IconChevronDown size={13} aria-hidden />
          </>
        ) : (
          <>
            <IconPlus size={13} aria-hidden />
            Filter
          </>
        )}
      </ChipPopover>
    </span>
  )
}
