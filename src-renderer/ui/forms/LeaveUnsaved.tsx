import { useEffect, useState } from 'react'
import { ConfirmModal } from '../feedback/ConfirmModal'
import { holdLeaving } from './leaving'

/** While there are changes that were not saved: a link, a key or a hit that leads away asks first, and so does closing the page. */
export function LeaveUnsaved({ dirty }: { dirty: boolean }) {
  const [way, setWay] = useState<{ go: () => void } | null>(null)
  useEffect(() => {
    if (!dirty) return
    const click = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null
      const href = link?.getAttribute('href')
      if (!href || href === window.location.hash || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      event.stopPropagation()
      setWay({
        go: () => {
          window.location.hash = href
        },
      })
    }
    const close = (event: BeforeUnloadEvent) => event.preventDefault()
    const letGo = holdLeaving((go) => setWay({ go }))
    document.addEventListener('click', click, true)
    window.addEventListener('beforeunload', close)
    return () => {
      letGo()
      document.removeEventListener('click', click, true)
      window.removeEventListener('beforeunload', close)
    }
  }, [dirty])
  return (
    <ConfirmModal
      opened={way !== null}
      onClose={() => setWay(null)}
      title="Leave without saving?"
      confirm="Leave without saving"
      danger
      onConfirm={async () => {
        way?.go()
      }}
    >
      What you changed here is not saved yet.
    </ConfirmModal>
  )
}
