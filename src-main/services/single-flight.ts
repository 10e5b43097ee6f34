/** Presses of the same button that overlap share one act; a later press finds the first one's trace in the database. */
export const createSingleFlight = <T>(): ((key: string, act: () => Promise<T>) => Promise<T>) => {
  const under = new Map<string, Promise<T>>()
  return (key, act) => {
    const running = under.get(key)
    if (running) return running
    const started = act().finally(() => under.delete(key))
    under.set(key, started)
    return started
  }
}
