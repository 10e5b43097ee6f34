/** Tells the program that a person is there. What the page asks by itself keeps no screen open. */
import { useEffect } from 'react'
import { api } from '../client/api'

const EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const
/** Far below the shortest lock, a minute. */
const EVERY_MS = 15_000

export const useTouch = (): void => {
  useEffect(() => {
    let told = Number.NEGATIVE_INFINITY
    const touch = ({ timeStamp, isTrusted }: Event) => {
      if (!isTrusted || timeStamp - told < EVERY_MS) return
      told = timeStamp
      // Whoever is not signed in any more learns it by the next answer.
      api.session.touch({}).catch(() => undefined)
    }
    for (const name of EVENTS) window.addEventListener(name, touch, { passive: true, capture: true })
    return () => {
      for (const name of EVENTS) window.removeEventListener(name, touch, { capture: true })
    }
  }, [])
}
