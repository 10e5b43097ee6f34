/** The PC must not fall asleep between two texts of one send, nor right before one; a text for tomorrow lets it sleep. */
import { powerSaveBlocker } from 'electron'

/** How often it is asked whether a text leaves soon: nothing changes when its time comes near. */
const LOOK_MS = 30_000

export const createKeepAwake = (busy: () => boolean) => {
  let blocker: number | null = null
  let stopped = false
  const look = () => {
    if (stopped) return
    const wanted = busy()
    if (wanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    else if (!wanted && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
  const timer = setInterval(look, LOOK_MS)
  return {
    look,
    stop() {
      stopped = true
      clearInterval(timer)
    },
  }
}
