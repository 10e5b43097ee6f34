import { VisuallyHidden } from '@mantine/core'
import css from './Loading.module.css'
import { useLate } from './use-late'

/** A 2 px line while something lasts longer than half a second. */
export function LoadingLine({ on }: { on: boolean }) {
  const late = useLate(on)
  return (
    <div className={css.line} data-on={late || undefined} role="status">
      {late && <VisuallyHidden>Loading</VisuallyHidden>}
    </div>
  )
}
