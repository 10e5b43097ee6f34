import { useEffect, useState } from 'react'
import { Note } from '../ui/Note'
import { listen } from './api'
import css from './shell.module.css'

/** A blip of a reload is not worth a word. */
const GRACE_MS = 1_500

/** Says that the program behind the page does not answer: what the page shows is then old. */
export function Connection() {
  const [lost, setLost] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = listen('connection', (up) => {
      clearTimeout(timer)
      if (up) setLost(false)
      else timer = setTimeout(() => setLost(true), GRACE_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  if (!lost) return null
  return (
    <div className={css.connection}>
      <Note tone="bad" alert title="Deskbell is not running">
        What you see may be old, and nothing leaves until it runs again. Start it; this page finds it by
        itself, and what you typed stays.
      </Note>
    </div>
  )
}
