import { useState } from 'react'

/**
 * For a menu whose items put the cursor somewhere else. Left with Escape it gives the focus back to its button;
 * after an item it must not, or it would take it away from where the item has put it.
 */
export const useTakingMenu = () => {
  const [returnFocus, setReturnFocus] = useState(true)
  return {
    /** Of the `Menu`. */
    menu: { returnFocus, onOpen: () => setReturnFocus(true) },
    /** Around what such an item does. */
    taking: (work: () => void) => () => {
      setReturnFocus(false)
      work()
    },
  }
}
