import { useState } from 'react'
import { closeComposer, useComposing } from '../../app/compose'
import { Composer } from './Composer'
import css from './composer.module.css'

/** Up to three texts being written, at the lower right, while one moves through the app. */
export function Dock() {
  const composing = useComposing()
  const [small, setSmall] = useState<ReadonlySet<number>>(new Set())
  // The one asked for last stands at the right and is open, whatever it was before.
  const front = composing.at(-1)?.recipientId
  const [lastFront, setLastFront] = useState(front)
  if (front !== lastFront) {
    setLastFront(front)
    if (front !== undefined) setSmall((now) => new Set([...now].filter((id) => id !== front)))
  }
  return (
    <aside className={css.docks} aria-label="Texts being written" data-region>
      {composing.map((it) => (
        <Composer
          key={`${it.recipientId} ${it.e164 ?? ''}`}
          recipientId={it.recipientId}
          e164={it.e164}
          minimised={small.has(it.recipientId)}
          onMinimise={(minimised) =>
            setSmall((now) => {
              const next = new Set(now)
              if (minimised) next.add(it.recipientId)
              else next.delete(it.recipientId)
              return next
            })
          }
          onClose={() => closeComposer(it.recipientId)}
        />
      ))}
    </aside>
  )
}
