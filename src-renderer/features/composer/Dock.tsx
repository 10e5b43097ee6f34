import { DOCK, useComposing } from '../../app/compose'
import { Composer } from './Composer'
import css from './composer.module.css'

/** Up to three texts being written, at the lower right, while one moves through the app. */
export function Dock() {
  const composing = useComposing()
  return (
    <aside className={css.docks} aria-label="Texts being written" data-region {...{ [DOCK]: true }}>
      {composing.map((it) => (
        <Composer key={it.recipientId} composing={it} />
      ))}
    </aside>
  )
}
