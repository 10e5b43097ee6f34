import { useRef } from 'react'
import css from './composer.module.css'

type GripProps = {
  height: number
  lowest: number
  highest: number
  name: string
  onChange: (height: number) => void
}

const STEP = 24

/** The upper edge: drag it, or use the arrow keys, to make the window taller. */
export function Grip({ height, lowest, highest, name, onChange }: GripProps) {
  const from = useRef<{ y: number; height: number } | null>(null)
  const put = (next: number) => onChange(Math.max(lowest, Math.min(highest, next)))
  return (
    <div
      className={css.grip}
      role="separator"
      aria-orientation="horizontal"
      aria-label={`Height of the text to ${name}`}
      aria-valuenow={height}
      aria-valuemin={lowest}
      aria-valuemax={highest}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { y: event.clientY, height }
      }}
      onPointerMove={(event) => {
        if (from.current) put(from.current.height + from.current.y - event.clientY)
      }}
      onPointerUp={() => {
        from.current = null
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowUp') put(height + STEP)
        else if (event.key === 'ArrowDown') put(height - STEP)
        else return
        event.preventDefault()
      }}
    />
  )
}
