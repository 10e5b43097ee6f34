import { Page } from '../../ui/Page'

export function LockScreen() {
  return <Page title="Lock">{null}</Page>
}
