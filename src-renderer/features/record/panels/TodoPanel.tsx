import { Box, Button, Group } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { Link } from 'react-router'
import { compose } from '../../../app/stores/compose'
import { useMay } from '../../../app/client/session'
import { DecideOptOut } from '../../../ui/records/DecideOptOut'
import { DecideUnknown } from '../../../ui/records/DecideUnknown'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { Panel, PanelEmpty, PanelList } from '../../../ui/page/Panel'
import { BY_TIME, PanelFilter, PanelPager, PanelSort } from '../../../ui/page/PanelTools'
import { Status } from '../../../ui/feedback/Status'
import text from '../../../ui/text.module.css'
import { PANEL_PAGE, usePanelRows, worthTools } from '../../../ui/tables/use-panel-rows'
import { When } from '../../../ui/records/When'
import { type RecordOf, useTodoOf } from '../use-record'
import { SignedWord } from '../../../ui/feedback/SignedWord'

type Row = NonNullable<ReturnType<typeof useTodoOf>['data']>[number]

const WORD: Record<Row['what'], string> = {
  unknown: 'Unknown: decide',
  'opt-out': 'Is this an opt-out?',
  failed: 'Failed',
}
const ORDERS = [...BY_TIME, { say: 'By what it is', key: 'what', descending: false }] as const

/** What does not go on without somebody: texts of unknown end, replies that may be an opt-out, texts that failed. */
export function TodoPanel({ record }: { record: RecordOf }) {
  const { data, error, refetch } = useTodoOf(record.id)
  const list = usePanelRows(data ?? [], {
    words: (row) => `${WORD[row.what]} ${row.body} ${row.why} ${row.national}`,
    by: { at: ({ at }) => at, what: ({ what, at }) => `${WORD[what]} ${at}` },
    first: BY_TIME[0],
  })
  return (
    <Panel title="To do" count={data?.length}>
      {error && (
        <ErrorState
          what="What there is to do could not be read"
          error={error}
          onRetry={() => void refetch()}
        />
      )}
      {data?.length === 0 && <PanelEmpty>Nothing waits for a decision.</PanelEmpty>}
      {data && worthTools(data.length) && (
        <PanelFilter label="Filter what there is to do" onSearch={list.filter}>
          <PanelSort
            label="Order of what there is to do"
            choices={ORDERS}
            value={list.order}
            onSort={list.sort}
          />
        </PanelFilter>
      )}
      {list.total === 0 && list.search !== '' && <PanelEmpty>Nothing is like that.</PanelEmpty>}
      {list.total > 0 && (
        <PanelList label="To do">
          {list.shown.map((row) => (
            <li key={`${row.what} ${row.messageId ?? row.e164}`}>
              <Group>
                {row.what === 'opt-out' ? (
                  <SignedWord icon={IconHandStop} tone="warn">
                    {WORD[row.what]}
                  </SignedWord>
                ) : (
                  <Status state={row.what} />
                )}
                <span className={text.grow} />
                <When at={row.at} className={`${text.muted} ${text.small} ${text.nowrap}`} />
              </Group>
              <Box className={text.breaks} mt={2} c="second">
                {row.body}
              </Box>
              {row.why && (
                <Box className={text.breaks} mt={2} c="dimmed" fz="xs" lh="xs">
                  {row.why}
                </Box>
              )}
              <Group gap={6} justify="flex-end" mt={6}>
                <Answer record={record} row={row} />
              </Group>
            </li>
          ))}
        </PanelList>
      )}
      <PanelPager
        of="things to do"
        offset={list.offset}
        limit={PANEL_PAGE}
        total={list.total}
        onOffset={list.turnTo}
      />
    </Panel>
  )
}

function Answer({ record, row }: { record: RecordOf; row: Row }) {
  const manager = useMay('manager')
  if (row.what === 'opt-out')
    return <DecideOptOut e164={row.e164} national={row.national} who={record.name} />
  if (row.messageId === null) return null
  if (row.what === 'unknown' && manager) return <DecideUnknown messageId={row.messageId} name={record.name} />
  return (
    <>
      <Button size="xs" variant="quiet" component={Link} to={`/reports?message=${row.messageId}`}>
        What happened
      </Button>
      {row.what === 'failed' && !record.archived && (
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            compose(record.id, record.numbers.some(({ e164 }) => e164 === row.e164) ? row.e164 : null)
          }
        >
          Text again…
        </Button>
      )}
      {row.what === 'unknown' && <span className={text.muted}>A Manager decides.</span>}
    </>
  )
}
