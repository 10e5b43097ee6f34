import { Select, Table } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { CampaignStatus } from '../../../ui/records/CampaignStatus'
import { sayError } from '../../../ui/feedback/ErrorState'
import { Panel, PanelEmpty } from '../../../ui/page/Panel'
import { PanelFilter, PanelPager } from '../../../ui/page/PanelTools'
import { PlainTable } from '../../../ui/tables/PlainTable'
import { STATUS, Status } from '../../../ui/feedback/Status'
import text from '../../../ui/text.module.css'
import { PANEL_PAGE, usePanelRows, worthTools } from '../../../ui/tables/use-panel-rows'
import { When } from '../../../ui/records/When'
import { type RecordOf, useCampaignsOf, whyNoText } from '../use-record'
import { TextButton } from '../TextButton'

type Row = NonNullable<ReturnType<typeof useCampaignsOf>['data']>[number]
type Which = 'all' | 'waiting' | 'over'

const isOver = ({ status }: Row) => status === 'completed' || status === 'cancelled'
const stateOf = ({ state, status }: Row) =>
  state ? STATUS[state].word : status === 'draft' ? 'Not made yet' : 'Got none'
const sinceOf = ({ since, dispatchAt }: Row) => since ?? dispatchAt ?? ''

/** All campaigns a person or account is on, the newest first, with what became of the text. */
export function CampaignsPanel({ record }: { record: RecordOf }) {
  const { data, error } = useCampaignsOf(record.id)
  const [only, setOnly] = useState<Which>('all')
  const rows = data ?? []
  const list = usePanelRows(
    rows.filter((row) => only === 'all' || (only === 'over') === isOver(row)),
    {
      words: (row) => `${row.name} ${row.status} ${stateOf(row)} ${row.why}`,
      by: {
        // As they come: the newest campaign first.
        order: (row) => rows.indexOf(row),
        name: ({ name }) => name,
        status: ({ status }) => status,
        state: stateOf,
        since: sinceOf,
      },
      first: { key: 'order', descending: false },
    },
  )
  // Most people are on none: the panel says so in one line, and nothing jumps.
  if (error)
    return (
      <Panel title="Campaigns">
        <PanelEmpty>{sayError(error)}</PanelEmpty>
      </Panel>
    )
  const got = rows.filter(({ state }) => state === 'delivered').length
  const toCome = rows.filter((row) => !isOver(row)).length
  return (
    <Panel title="Campaigns" count={rows.length}>
      {worthTools(rows.length) && (
        <PanelFilter label="Filter the campaigns" onSearch={list.filter}>
          <Select
            size="xs"
            w={128}
            aria-label="Which campaigns"
            allowDeselect={false}
            data={[
              { value: 'all', label: 'All' },
              { value: 'waiting', label: 'Not over yet' },
              { value: 'over', label: 'Over' },
            ]}
            value={only}
            onChange={(value) => {
              setOnly((value ?? 'all') as Which)
              list.turnTo(0)
            }}
          />
        </PanelFilter>
      )}
      {list.total === 0 ? (
        <PanelEmpty>
          {data === undefined ? 'Looking…' : rows.length === 0 ? 'On no campaign yet.' : 'None of these.'}
        </PanelEmpty>
      ) : (
        <PlainTable
          label="Campaigns"
          heads={[
            { head: 'Campaign', sort: list.head('name') },
            { head: 'Campaign is', width: 130, sort: list.head('status') },
            { head: 'Text', width: 170, sort: list.head('state') },
            { head: 'Since', width: 120, sort: list.head('since', true) },
            { head: 'Text them', width: 50, hidden: true },
          ]}
        >
          {list.shown.map((row) => (
            <Table.Tr key={row.campaignId}>
              <Table.Td>
                <Link className={text.name} to={`/campaigns/${row.campaignId}`}>
                  {row.name}
                </Link>
              </Table.Td>
              <Table.Td>
                <CampaignStatus status={row.status} />
              </Table.Td>
              <Table.Td title={row.why}>
                {row.state ? (
                  <Status state={row.state} />
                ) : (
                  <span className={text.muted}>{stateOf(row)}</span>
                )}
              </Table.Td>
              <Table.Td c="dimmed">{sinceOf(row) !== '' && <When at={sinceOf(row)} />}</Table.Td>
              <Table.Td>
                <TextButton
                  id={record.id}
                  name={`Text ${record.name} about ${row.name}`}
                  whyNot={whyNoText(record)}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </PlainTable>
      )}
      {rows.length > 0 && (
        <PanelPager
          of="campaigns"
          offset={list.offset}
          limit={PANEL_PAGE}
          total={list.total}
          onOffset={list.turnTo}
          totals={
            <>
              {got} delivered, {toCome} not over yet
            </>
          }
        />
      )}
    </Panel>
  )
}
