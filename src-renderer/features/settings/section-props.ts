/** What each part of the settings is given. */
import type { Settings } from './use-settings'

export type SectionProps = { settings: Settings }
