import { type CSSProperties, useId } from 'react'
import css from './composer.module.css'
import type { WritingState } from './use-writing'

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
        maxLength={1600}
        value={draft.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            void send()
          }
        }}
      />
      {failure && (
        <p className={css.failure} id={said} role="alert">
          {failure}
        </p>
      )}
    </>
  )
}
