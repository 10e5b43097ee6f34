import { Page } from '../../ui/Page'

export function ListsScreen() {
  return <Page title="Lists">{null}</Page>
}
