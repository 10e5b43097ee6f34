/** What the page's calls are answered with: who is here at once, all else when the program is read and its database open. */
import type { Reply } from '#contract'
import type { SessionShown } from '../../services/session/session-shown'
import type { Dispatch } from '../dispatch'
import type { createFirstScreen } from './first-screen'

const SESSION = 'session.get'

type Ports = {
  /** Who is here, as the settings say; rejects where they cannot be read. */
  session: () => Promise<SessionShown>
  firstScreen: ReturnType<typeof createFirstScreen>
  /** The session is another one than was said. */
  sessionChanged: () => void
}

export const createAnswers = ({ session, firstScreen, sessionChanged }: Ports) => {
  let open: (dispatch: Dispatch) => void = () => {}
  let dispatching = new Promise<Dispatch>((resolve) => {
    open = resolve
  })
  let opened = false
  let told: SessionShown | null = null
  /** The process of the page draws the desk while this one reads the program. */
  const early = async (): Promise<Reply | null> => {
    try {
      const value = await session()
      if (opened) return null
      told = value
      return { ok: true, value }
    } catch {
      // The program says what is wrong with them.
      return null
    }
  }
  return {
    /** When calls are answered. */
    ready: dispatching,
    ask: async (name: unknown, input: unknown): Promise<Reply> =>
      (name === SESSION && !opened && (await early())) ||
      firstScreen.asking(dispatching.then((dispatch) => dispatch(name, input))),
    /** The program answers from here on. What only it knows of the session, such as a database that does not open, is told now. */
    async open(dispatch: Dispatch): Promise<void> {
      opened = true
      open(dispatch)
      if (told === null) return
      const reply = await dispatch(SESSION, {})
      if (!reply.ok || JSON.stringify(reply.value) !== JSON.stringify(told)) sessionChanged()
    },
    /** Another program answers. */
    replace(dispatch: Dispatch): Dispatch {
      dispatching = Promise.resolve(dispatch)
      return dispatch
    },
  }
}
