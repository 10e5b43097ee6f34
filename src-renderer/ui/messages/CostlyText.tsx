import { costly } from '#shared/text/segments'
import css from './CostlyText.module.css'

/** A text with the characters underlined that force it into the dearer alphabet. */
export function CostlyText({ children }: { children: string }) {
  const found = costly(children)
  if (found.length === 0) return children
  const parts = []
  let from = 0
  for (const { index, char } of found) {
    parts.push(children.slice(from, index))
    parts.push(
      <span key={index} className={css.costly}>
        {char}
      </span>,
    )
    from = index + char.length
  }
  parts.push(children.slice(from))
  return <>{parts}</>
}
