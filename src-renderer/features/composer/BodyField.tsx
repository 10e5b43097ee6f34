import { Button, Text } from '@mantine/core'
import { type CSSProperties, useId, useState } from 'react'
import { Note } from '../../ui/feedback/Note'
import { toast, toastError } from '../../ui/feedback/toast'
import { AtNight } from './AtNight'
import css from './composer.module.css'
import type { WritingState } from './use-writing'

/** Twilio takes no longer body (21617). */
const MOST = 1600

type BodyFieldProps = {
  writing: WritingState
  label: string
  style?: CSSProperties
  rows?: number
  /** The cursor begins here. */
  focus?: boolean
}

/** The words, Ctrl Enter, and what is wrong with them. */
export function BodyField({ writing, label, style, rows, focus = false }: BodyFieldProps) {
  const { field, draft, failure, change, send } = writing
  const said = useId()
  /** The end of what was pasted, which no text can hold. */
  const [cut, setCut] = useState('')
  return (
    <>
      <textarea
        ref={field}
        className={css.field}
        style={style}
        rows={rows}
        autoFocus={focus}
        aria-label={label}
        aria-describedby={failure ? said : undefined}
        aria-invalid={failure !== null || undefined}
        placeholder="Write the text"
        value={draft.body}
        onChange={(event) => {
          const typed = event.currentTarget.value
          setCut(typed.slice(MOST))
          change({ body: typed.slice(0, MOST) })
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            void send()
          }
        }}
      />
      {writing.night && (
        <AtNight
          night={writing.night}
          busy={writing.busy}
          onSend={() => void send()}
          onWait={(at) => void send({ at })}
        />
      )}
      {cut !== '' && (
        <Note
          tone="warn"
          alert
          action={
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                navigator.clipboard
                  .writeText(cut)
                  .then(() => toast({ say: 'Copied what was cut off' }), toastError)
              }
            >
              Copy what was cut off
            </Button>
          }
        >
          {cut.length} characters were cut off: a text can have at most 1,600. They began “{cut.slice(0, 40)}
          ”.
        </Note>
      )}
      {failure && (
        <Text variant="error" p="2px 14px 4px" id={said} role="alert">
          {failure}
        </Text>
      )}
    </>
  )
}
