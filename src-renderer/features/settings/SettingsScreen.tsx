import { Page } from '../../ui/Page'

export function SettingsScreen() {
  return <Page title="Settings">{null}</Page>
}
