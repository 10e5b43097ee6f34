import { Page } from '../../ui/Page'

export function RecordScreen() {
  return <Page title="Record">{null}</Page>
}
