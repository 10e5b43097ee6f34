import type { ReactNode, Ref } from 'react'
import { Note } from '../feedback/Note'

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
export function Form({ failure, onSubmit, children, ...rest }: FormProps) {
  return (
    <form
      noValidate
      {...rest}
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
