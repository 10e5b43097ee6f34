import { useState } from 'react'
import { DOCK, useComposing } from '../../app/stores/compose'
import { useDraft } from '../../ui/forms/use-draft'
import { Composer } from './Composer'
import css from './composer.module.css'
import { FIRST, type Size, within } from './Grip'

/** The size of the last window that was changed, for whoever is signed in. */
const SIZE = 'composer.size'

/** Up to three texts being written, at the lower right, while one moves through the app. */
export function Dock() {
  const composing = useComposing()
  const { loaded, saved, keep } = useDraft<Size>(SIZE)
  const [last, setLast] = useState<Size | null>(null)
  const resize = (size: Size) => {
    setLast(size)
    keep(size)
  }
  return (
    <aside className={css.docks} aria-label="Texts being written" data-region {...{ [DOCK]: true }}>
      {loaded &&
        composing.map((it) => (
          <Composer
            key={it.recipientId}
            composing={it}
            begins={within(last ?? { ...FIRST, ...saved })}
            onResize={resize}
          />
        ))}
    </aside>
  )
}
