import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { Empty } from '../../ui/feedback/Empty'
import { Page } from '../../ui/page/Page'

export function NotFound() {
  return (
    <Page title="Not found">
      <Empty
        title="There is no such screen"
        action={
          <Button component={Link} to="/people">
            Go to People
          </Button>
        }
      >
        The address may be from another version of Deskbell.
      </Empty>
    </Page>
  )
}
