import { useRef } from 'react'
import css from './composer.module.css'

export type Size = { width: number; height: number }
const LEAST: Size = { width: 300, height: 96 }
const MOST: Size = { width: 720, height: 520 }
/** CSS pixels at both sides of the window, together. */
const MARGINS = 40
/** The most that this screen holds: the message takes at most three fifths of its height (`composer.module.css`). */
const most = (): Size => ({
  width: Math.max(LEAST.width, Math.min(MOST.width, globalThis.innerWidth - MARGINS)),
  height: Math.max(LEAST.height, Math.min(MOST.height, Math.floor(globalThis.innerHeight * 0.6))),
})
export const FIRST: Size = { width: 348, height: 132 }

/** A size within its bounds and on this screen, whatever was kept or dragged. */
export const within = ({ width, height }: Size): Size => {
  const { width: widest, height: highest } = most()
  return {
    width: Math.round(Math.max(LEAST.width, Math.min(widest, width))),
    height: Math.round(Math.max(LEAST.height, Math.min(highest, height))),
  }
}

type GripProps = { of: 'height' | 'width' | 'both'; size: Size; name: string; onChange: (size: Size) => void }

const STEP = 24
const KEYS: Record<string, Size> = {
  ArrowUp: { width: 0, height: STEP },
  ArrowDown: { width: 0, height: -STEP },
  ArrowLeft: { width: STEP, height: 0 },
  ArrowRight: { width: -STEP, height: 0 },
}

/**
 * An edge, or the corner between both: drag it, or use the arrow keys on an edge, to make the window larger. The window
 * stands at the lower right, so it grows to the left and up.
 */
export function Grip({ of, size, name, onChange }: GripProps) {
  const from = useRef<{ x: number; y: number; size: Size } | null>(null)
  const put = ({ width, height }: Size) =>
    onChange(
      within({
        width: of === 'height' ? size.width : width,
        height: of === 'width' ? size.height : height,
      }),
    )
  // A corner is no separator between two: whoever uses keys has the edges.
  const edge =
    of === 'both'
      ? { 'aria-hidden': true }
      : {
          'aria-orientation': of === 'height' ? ('horizontal' as const) : ('vertical' as const),
          'aria-label': `${of === 'height' ? 'Height' : 'Width'} of the text to ${name}`,
          'aria-valuenow': size[of],
          'aria-valuemin': LEAST[of],
          'aria-valuemax': most()[of],
        }
  return (
    <div
      className={css.grip}
      data-of={of}
      role="separator"
      tabIndex={of === 'both' ? -1 : 0}
      {...edge}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, y: event.clientY, size }
      }}
      onPointerMove={(event) => {
        const begun = from.current
        if (begun)
          put({
            width: begun.size.width + begun.x - event.clientX,
            height: begun.size.height + begun.y - event.clientY,
          })
      }}
      // However the drag ends: let go, or taken away by the system.
      onLostPointerCapture={() => {
        from.current = null
      }}
      onKeyDown={(event) => {
        const by = KEYS[event.key]
        if (!by || (of === 'height' ? by.height : by.width) === 0) return
        put({ width: size.width + by.width, height: size.height + by.height })
        event.preventDefault()
      }}
    />
  )
}
