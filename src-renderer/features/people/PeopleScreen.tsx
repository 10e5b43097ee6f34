import { Page } from '../../ui/Page'

export function PeopleScreen() {
  return <Page title="People">{null}</Page>
}
