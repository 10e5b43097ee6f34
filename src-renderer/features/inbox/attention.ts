import { useEffect, useState } from 'react'

/** Whether somebody looks at this window: a text that arrives in an empty room was not read. */
export const useAttention = (): boolean => {
  const [here, setHere] = useState(() => document.hasFocus())
  useEffect(() => {
    const look = () => setHere(document.hasFocus() && document.visibilityState === 'visible')
    for (const event of ['focus', 'blur'] as const) window.addEventListener(event, look)
    document.addEventListener('visibilitychange', look)
    return () => {
      for (const event of ['focus', 'blur'] as const) window.removeEventListener(event, look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [])
  return here
}
