/** Starting with the PC: daily sends and scheduled texts then depend on nobody's memory. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import type { Changed } from '../office'
import type { Autostart } from '../ports'

type Ports = {
  /** Null where the host cannot start with the PC. */
  autostart: Autostart | null
  changed: Changed
  report: (what: string, error: unknown) => void
}

export const createStartup = ({
  autostart,
  changed,
  report,
}: Ports): Pick<HandlersOf<AppContract['settings']>, 'startup' | 'saveStartup'> => ({
  startup: () => ({ can: autostart !== null, on: autostart?.get() ?? false }),
  saveStartup({ on }) {
    if (autostart === null) throw new Refusal('refused', 'settings.autostart-needs-desktop')
    try {
      autostart.set(on)
    } catch (error) {
      report('starting with the PC', error)
      throw new Refusal('storage', 'settings.autostart-refused')
    }
    changed('settings')
    return {}
  },
})
