import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../app/client/api'

const PAUSE_MS = 400

/**
 * Keeps half-typed work with the signed-in user, through a reload or a crash.
 * `saved` is what was kept when the screen opened (null: nothing); call `keep` on every change, `clear` when it
 * was submitted or thrown away.
 */
export const useDraft = <T>(key: string) => {
  const [state, setState] = useState<{ key: string; saved: T | null } | null>(null)
  const waiting = useRef<{ key: string; body: string } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const flush = useCallback(() => {
    clearTimeout(timer.current)
    const draft = waiting.current
    waiting.current = null
    // A draft that cannot be kept is not worth stopping the typing for; the next change tries again.
    if (draft) api.drafts.save(draft).catch(() => undefined)
  }, [])

  useEffect(() => {
    let gone = false
    api.drafts.get({ key }).then(
      ({ body }) => {
        if (!gone) setState({ key, saved: body === null ? null : (JSON.parse(body) as T) })
      },
      () => {
        if (!gone) setState({ key, saved: null })
      },
    )
    return () => {
      gone = true
      flush()
    }
  }, [key, flush])

  useEffect(() => {
    window.addEventListener('pagehide', flush)
    return () => window.removeEventListener('pagehide', flush)
  }, [flush])

  const keep = useCallback(
    (value: T) => {
      waiting.current = { key, body: JSON.stringify(value) }
      clearTimeout(timer.current)
      timer.current = setTimeout(flush, PAUSE_MS)
    },
    [key, flush],
  )
  const clear = useCallback(async () => {
    clearTimeout(timer.current)
    waiting.current = null
    await api.drafts.clear({ key })
  }, [key])

  return { loaded: state?.key === key, saved: state?.key === key ? state.saved : null, keep, clear }
}
