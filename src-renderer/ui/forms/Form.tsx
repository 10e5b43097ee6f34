import type { ReactNode, Ref } from 'react'
import { Note } from '../feedback/Note'
import css from './Form.module.css'

type FormProps = {
  /** What the fields are, for screen readers. */
  'aria-label'?: string
  className?: string | undefined
  /** What went wrong and belongs to no field. */
  failure: string | null
  onSubmit: () => unknown
  ref?: Ref<HTMLFormElement>
  children: ReactNode
}

/** A form with our own messages: what belongs to no field stands above the fields. */
export function Form({ failure, onSubmit, children, className = '', ...rest }: FormProps) {
  return (
    <form
      noValidate
      {...rest}
      className={`${css.form} ${className}`}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {failure && (
        <Note tone="bad" alert>
          {failure}
        </Note>
      )}
      {children}
    </form>
  )
}
