import { Page } from '../../ui/Page'

export function AccountsScreen() {
  return <Page title="Accounts">{null}</Page>
}
