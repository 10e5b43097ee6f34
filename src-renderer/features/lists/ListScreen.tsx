import { Button } from '@mantine/core'
import { Link, useParams } from 'react-router'
import { ApiError } from '../../app/client/api'
import { Empty } from '../../ui/feedback/Empty'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { Page, PageBody } from '../../ui/page/Page'
import { SavedSearch } from './SavedSearch'
import { StaticList } from './StaticList'
import { useList } from './use-lists'

/** One list: the editor of a saved search, or the members of a static list. `new` is a saved search to be. */
export function ListScreen() {
  const { id } = useParams()
  const { data: list, error, refetch } = useList(id === 'new' ? null : Number(id))
  if (id === 'new') return <SavedSearch key="new" list={null} />
  if (error)
    return (
      <Page title="List">
        {error instanceof ApiError && error.code === 'not-found' ? (
          <Empty
            title="This list does not exist"
            action={
              <Button component={Link} to="/lists">
                Go to Lists
              </Button>
            }
          >
            It may belong to the other mode, practice or live.
          </Empty>
        ) : (
          <PageBody>
            <ErrorState what="The list could not be read" error={error} onRetry={() => void refetch()} />
          </PageBody>
        )}
      </Page>
    )
  if (!list) return <LoadingLine on />
  return list.kind === 'saved' ? <SavedSearch key={id} list={list} /> : <StaticList key={id} list={list} />
}
