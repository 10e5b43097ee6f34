import { Box, Button, Stack } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { Link, useNavigate, useParams } from 'react-router'
import { ApiError } from '../../app/client/api'
import { compose } from '../../app/stores/compose'
import { useWalk } from '../../app/stores/walk'
import { Empty } from '../../ui/feedback/Empty'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { Page, PageBody } from '../../ui/page/Page'
import { CampaignsPanel } from './panels/CampaignsPanel'
import { ConsentPanel } from './panels/ConsentPanel'
import { DetailsPanel } from './panels/DetailsPanel'
import { MessagesPanel } from './panels/MessagesPanel'
import { NotesPanel } from './panels/NotesPanel'
import { NumbersPanel } from './panels/NumbersPanel'
import split from '../../ui/page/split.module.css'
import { PeoplePanel } from './panels/PeoplePanel'
import { Ribbon } from './Ribbon'
import { TodoPanel } from './panels/TodoPanel'
import { useNeighbours, useRecord } from './use-record'

/** Everything about one person or account. */
export function RecordScreen() {
  const id = Number(useParams().id)
  // Nothing else is a record's number; asked all the same it would be an error in a programmer's words.
  return Number.isSafeInteger(id) && id > 0 ? <Record key={id} id={id} /> : <NoRecord />
}

function NoRecord() {
  return (
    <Page title="Record">
      <Empty
        title="This record does not exist"
        action={
          <Button component={Link} to="/people">
            Go to People
          </Button>
        }
      >
        It may have been taken back with an import.
      </Empty>
    </Page>
  )
}

function Record({ id }: { id: number }) {
  const { data: record, error, refetch } = useRecord(id)
  const [walk, setWalk] = useWalk()
  const neighbours = useNeighbours(id, walk)
  const navigate = useNavigate()
  const go = (to: number | null, step: number) => {
    if (to === null || !walk || !neighbours) return
    setWalk({ ...walk, index: neighbours.index + step })
    void navigate(`/people/${to}`)
  }
  useWindowEvent('keydown', (event) => {
    const busy =
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      (event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, [contenteditable="true"], [role="dialog"], [role="menu"]'))
    if (busy) return
    if (event.key === 't' && record && !record.archived && record.numbers.length > 0) {
      event.preventDefault()
      compose(record.id)
      return
    }
    if (!neighbours) return
    if (event.key === 'j') go(neighbours.next, 1)
    if (event.key === 'k') go(neighbours.previous, -1)
  })

  if (error instanceof ApiError && error.code === 'not-found') return <NoRecord />
  if (error)
    return (
      <Page title="Record">
        <PageBody>
          <ErrorState what="The record could not be read" error={error} onRetry={() => void refetch()} />
        </PageBody>
      </Page>
    )
  if (!record) return <LoadingLine on />
  return (
    <Box flex={1} mih={0} style={{ overflow: 'auto' }} tabIndex={0} key={id}>
      <Ribbon record={record} neighbours={neighbours} onGo={go} />
      <Box
        className={split.columns}
        style={{ padding: '16px var(--db-gutter) calc(24px + var(--db-dock-space, 0px))' }}
      >
        <Stack gap="lg" miw={0}>
          <MessagesPanel record={record} />
          <CampaignsPanel record={record} />
          <NotesPanel record={record} />
        </Stack>
        <Stack gap="lg" miw={0}>
          <TodoPanel record={record} />
          <NumbersPanel record={record} />
          {record.kind === 'account' && <PeoplePanel account={record} />}
          <DetailsPanel record={record} />
          <ConsentPanel record={record} />
        </Stack>
      </Box>
    </Box>
  )
}
