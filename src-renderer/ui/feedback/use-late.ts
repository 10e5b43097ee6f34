import { useEffect, useState } from 'react'

/** True once `on` has lasted for half a second: quicker things show no progress. */
export const useLate = (on: boolean, after = 500): boolean => {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!on) return
    const timer = setTimeout(() => setLate(true), after)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [on, after])
  return on && late
}
