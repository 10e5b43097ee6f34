/** Ways out of a page that keys and the search take ask whoever holds changes that were not saved, as links do. */
type Go = () => void
const holders = new Set<(go: Go) => void>()

/** While there are such changes: `ask` decides whether a way is gone. The answer ends it. */
export const holdLeaving = (ask: (go: Go) => void): (() => void) => {
  holders.add(ask)
  return () => void holders.delete(ask)
}

/** Goes, or asks first. */
export const leave = (go: Go): void => {
  const [ask] = holders
  if (ask) ask(go)
  else go()
}
