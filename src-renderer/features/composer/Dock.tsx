import { Page } from '../../ui/Page'

export function Dock() {
  return <Page title="Dock">{null}</Page>
}
