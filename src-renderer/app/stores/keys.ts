/** The overlay that lists the keys: asked for from anywhere, shown by the shell. */
export const SHOW_KEYS = 'deskbell:keys'

/** Opens the overlay that `?` opens. */
export const showKeys = () => window.dispatchEvent(new Event(SHOW_KEYS))
