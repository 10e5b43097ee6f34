import { Page } from '../../ui/Page'

export function FirstRun() {
  return <Page title="First run">{null}</Page>
}
