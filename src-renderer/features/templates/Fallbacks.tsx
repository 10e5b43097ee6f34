import { TextInput } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { useId } from 'react'
import { usedVariables, type Variable, withFallback } from '../../ui/messages/message-checks'
import text from '../../ui/text.module.css'
import css from './templates.module.css'

type FallbacksProps = {
  body: string
  variables: readonly Variable[]
  disabled: boolean
  onChange: (body: string) => void
}

/** What is written when a field of a record is empty; without it the person is left out. */
export function Fallbacks({ body, variables, disabled, onChange }: FallbacksProps) {
  const id = useId()
  const used = usedVariables(body, variables)
  if (used.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h2 className={css.heading} id={id}>
        Variables in this text
      </h2>
      <table className={css.fallbacks}>
        <thead>
          <tr>
            <th scope="col">Variable</th>
            <th scope="col">If it is empty, write</th>
            <th scope="col">Otherwise</th>
          </tr>
        </thead>
        <tbody>
          {used.map(({ name, label, fallback }) => (
            <tr key={name}>
              <th scope="row">
                <span className={css.variable}>
                  <IconBraces size={12} aria-hidden />
                  {label}
                </span>
              </th>
              <td>
                <TextInput
                  size="xs"
                  aria-label={`If ${label} is empty, write`}
                  placeholder="nothing"
                  readOnly={disabled}
                  value={fallback ?? ''}
                  onChange={(event) => {
                    const typed = event.currentTarget.value
                    onChange(withFallback(body, name, typed === '' ? null : typed))
                  }}
                />
              </td>
              <td className={text.second}>
                {fallback === null ? 'Whoever has none is left out' : 'Everybody gets the text'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
