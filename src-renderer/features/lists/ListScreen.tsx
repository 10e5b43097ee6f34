import { Page } from '../../ui/Page'

export function ListScreen() {
  return <Page title="List">{null}</Page>
}
