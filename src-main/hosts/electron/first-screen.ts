/** When the first screen is there: the page has asked for nothing for a while. A program that began in the tray waits a little, too. */

const QUIET_MS = 400
const MOST_MS = 4000

export const createFirstScreen = () => {
  let done = () => {}
  const there = new Promise<void>((resolve) => {
    done = resolve
  })
  const most = setTimeout(done, MOST_MS)
  let quiet: NodeJS.Timeout | null = null
  void there.then(() => clearTimeout(most))
  return {
    there,
    /** The page asks for something, and gets its answer. */
    async asking<T>(answer: Promise<T>): Promise<T> {
      if (quiet) clearTimeout(quiet)
      const answered = () => {
        if (quiet) clearTimeout(quiet)
        quiet = setTimeout(done, QUIET_MS)
      }
      void answer.then(answered, answered)
      return answer
    },
  }
}
