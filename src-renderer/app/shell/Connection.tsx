import { Box } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Note } from '../../ui/feedback/Note'
import { listen } from '../client/api'

/** A blip of a reload is not worth a word. */
const GRACE_MS = 1_500

const WORDS = {
  down: {
    title: 'Deskbell is not running',
    say: 'What you see may be old, and nothing leaves until it runs again. It is started again by itself where it can be; this page finds it, and what you typed stays.',
  },
  refused: {
    title: 'Deskbell does not know this page any more',
    say: 'Somebody signed in on another page, or Deskbell was started anew. Open the address that it printed, or go on in the other window.',
  },
}

/** Says that the program behind the page does not answer, or not to this page: what the page shows is then old. */
export function Connection() {
  const [lost, setLost] = useState<keyof typeof WORDS | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = listen('connection', (state) => {
      clearTimeout(timer)
      if (state === 'up') setLost(null)
      else timer = setTimeout(() => setLost(state), GRACE_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  if (!lost) return null
  return (
    <Box py="sm" px="gutter">
      <Note tone="bad" alert title={WORDS[lost].title}>
        {WORDS[lost].say}
      </Note>
    </Box>
  )
}
