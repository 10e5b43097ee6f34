import { Button, Group, Kbd, Menu, Text } from '@mantine/core'
import { IconAlertTriangle, IconBraces, IconChevronDown, IconCopy } from '@tabler/icons-react'
import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import { askedKeyword } from '#shared/text/opt-out-words'
import { costly, plainly } from '#shared/text/segments'
import { CostlyText } from './CostlyText'
import css from './MessageField.module.css'
import text from '../text.module.css'
import { bodyProblem, type Variable } from './message-checks'
import { toast, toastError } from '../feedback/toast'

const MOST = 1600

type MessageFieldProps = {
  value: string
  onChange: (value: string) => void
  variables: readonly Variable[] | undefined
  /** From a form; what the field finds itself is shown anyway. */
  error?: ReactNode
  /** Under the text: its length and price. */
  meter?: ReactNode
  /** The opt-out line that every text of this kind ends with. */
  ending?: string
  disabled?: boolean
  minRows?: number
}

type VariablesProps = {
  label: string
  Icon: typeof IconBraces
  variables: readonly { name: string; label: string }[] | undefined
  disabled?: boolean
  /** Left out, the menu opens and closes by itself. */
  opened?: boolean
  onOpened?: (opened: boolean) => void
  itemLabel?: (label: string) => string
  onTake: (name: string) => void
}

/** The fields of a record, to be put into the message or taken along. */
function Variables({
  label,
  Icon,
  variables,
  disabled = false,
  opened,
  onOpened,
  itemLabel = (of) => of,
  onTake,
}: VariablesProps) {
  return (
    <Menu
      {...(opened === undefined ? {} : { opened, returnFocus: false })}
      {...(onOpened ? { onChange: onOpened } : {})}
      position="bottom-start"
      width={270}
    >
      <Menu.Target>
        <Button
          size="xs"
          variant="subtle"
          disabled={disabled}
          leftSection={<Icon size={15} aria-hidden />}
          rightSection={<IconChevronDown size={13} aria-hidden />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
        {variables?.map((variable) => (
          <Menu.Item
            key={variable.name}
            onClick={() => onTake(variable.name)}
            rightSection={<span className={`${text.small} ${text.muted}`}>{variable.name}</span>}
          >
            {itemLabel(variable.label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** A message being written: variables at the cursor, and what is wrong or costly about it, with one-click mends. */
export function MessageField({
  value,
  onChange,
  variables,
  error,
  meter,
  ending,
  disabled = false,
  minRows = 5,
}: MessageFieldProps) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const caret = useRef<number | null>(null)
  const [menu, setMenu] = useState(false)

  // After an insertion the cursor stands behind it, not at the end of the text.
  useLayoutEffect(() => {
    if (caret.current === null || !field.current) return
    field.current.focus()
    field.current.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })
  const insert = (name: string) => {
    const from = field.current?.selectionStart ?? value.length
    const to = field.current?.selectionEnd ?? from
    const added = `{{ ${name} }}`
    caret.current = from + added.length
    onChange(value.slice(0, from) + added + value.slice(to))
  }
  const copy = (name: string) => {
    const added = `{{ ${name} }}`
    navigator.clipboard.writeText(added).then(() => toast({ say: `Copied ${added}` }), toastError)
  }

  const problem = value.trim() === '' ? null : bodyProblem(value, variables)
  const said =
    error ?? problem?.say ?? (value.length > MOST ? 'A text can have at most 1,600 characters.' : null)
  return (
    <div>
      <Group mb="xs">
        <Text component="label" fw={550} flex={1} htmlFor={id}>
          Message
        </Text>
        {!disabled && (
          <span className={`${text.small} ${text.muted}`}>
            <Kbd>Ctrl I</Kbd> inserts a variable
          </span>
        )}
      </Group>
      <div className={css.editor} data-error={said ? true : undefined}>
        <div className={css.bar} role="toolbar" aria-label="Message tools">
          <Variables
            label="Insert variable"
            Icon={IconBraces}
            variables={variables}
            disabled={disabled}
            opened={menu}
            onOpened={setMenu}
            onTake={insert}
          />
          <Variables
            label="Copy variable"
            Icon={IconCopy}
            variables={variables}
            itemLabel={(label) => `Copy ${label}`}
            onTake={copy}
          />
        </div>
        <textarea
          ref={field}
          id={id}
          className={css.body}
          rows={minRows}
          value={value}
          readOnly={disabled}
          aria-invalid={said ? true : undefined}
          aria-describedby={said ? `${id}-error` : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (disabled || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'i') return
            event.preventDefault()
            setMenu(true)
          }}
        />
        {(ending || meter) && (
          <Group gap="4px 16px" wrap="wrap" justify="space-between" p="6px 14px 8px">
            {ending && !value.includes(ending) ? (
              <Text variant="note">
                Ends with <span className={text.second}>{ending}</span>
              </Text>
            ) : (
              <span />
            )}
            {meter}
          </Group>
        )}
        {!disabled && <Dear value={value} onChange={onChange} />}
        <AskedKeyword value={value} />
      </div>
      {said && (
        <Group gap={6} mih={28} pt={3} c="bad" fz="xs" lh="xs" id={`${id}-error`}>
          <span role="alert">{said}</span>
          {problem?.mend && !disabled && (
            <Button size="xs" variant="quiet" onClick={() => problem.mend && onChange(problem.mend.body)}>
              {problem.mend.label}
            </Button>
          )}
        </Group>
      )}
    </div>
  )
}

const MEND = { borderTop: '1px solid var(--db-warn-line)' }

/** The characters that make the message dearer, each with what it can be written as. */
function Dear({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const found = costly(value)
  if (found.length === 0) return null
  const each = new Map(found.map(({ char, plain }) => [char, plain]))
  const mendable = [...each].filter(([, plain]) => plain !== null)
  const [first] = mendable
  return (
    <Group gap={10} p="8px 8px 8px 14px" bg="warn.0" style={MEND}>
      <IconAlertTriangle size={16} stroke={1.8} color="var(--db-warn)" aria-hidden />
      <span className={text.grow}>
        <b>
          {[...each.keys()].slice(0, 8).map((char, index) => (
            <span key={char}>
              {index > 0 && ' '}
              <CostlyText>{char}</CostlyText>
            </span>
          ))}
          {each.size > 8 && ' …'} {each.size === 1 ? 'makes' : 'make'} this text dearer.
        </b>{' '}
        <span className={text.second}>
          With such a character a message holds 70 characters instead of 160.
          {mendable.length < each.size && ' Pictures and other scripts cannot be written plainly.'}
        </span>
      </span>
      {first && (
        <Button size="xs" variant="default" onClick={() => onChange(plainly(value))}>
          {mendable.length === 1 && first[1] !== ''
            ? `Use ${first[1] === ' ' ? 'a space' : first[1]} instead`
            : 'Write them plainly'}
        </Button>
      )}
    </Group>
  )
}

function AskedKeyword({ value }: { value: string }) {
  const keyword = askedKeyword(value)
  if (keyword === null) return null
  return (
    <Group gap={10} p="8px 8px 8px 14px" bg="warn.0" style={MEND} role="status">
      <IconAlertTriangle size={16} stroke={1.8} color="var(--db-warn)" aria-hidden />
      <span className={text.grow}>
        <b>This asks people to answer {keyword.toUpperCase()}.</b>{' '}
        <span className={text.second}>
          The carrier reads that word as a command and keeps the answer. Ask for another word, such as C or
          OK.
        </span>
      </span>
    </Group>
  )
}
