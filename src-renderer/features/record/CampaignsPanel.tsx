import { Anchor, Select, Table } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { CampaignStatus } from '../../ui/CampaignStatus'
import { sayError } from '../../ui/ErrorState'
import { Panel, PanelEmpty } from '../../ui/Panel'
import { PlainTable } from '../../ui/PlainTable'
import { Status } from '../../ui/Status'
import text from '../../ui/text.module.css'
import { When } from '../../ui/When'
import { useCampaignsOf } from './use-record'

const SHOWN = 10

/** All campaigns a person or account is on, the newest first, with what became of the text. */
export function CampaignsPanel({ recordId }: { recordId: number }) {
  const { data, error } = useCampaignsOf(recordId)
  const [only, setOnly] = useState<'all' | 'waiting' | 'over'>('all')
  const [all, setAll] = useState(false)
  // Most people are on none: the panel says so in one line, and nothing jumps.
  if (error)
    return (
      <Panel title="Campaigns">
        <PanelEmpty>{sayError(error)}</PanelEmpty>
      </Panel>
    )
  const rows = (data ?? []).filter(({ status }) => {
    const over = status === 'completed' || status === 'cancelled'
    return only === 'all' || (only === 'over') === over
  })
  const shown = all ? rows : rows.slice(0, SHOWN)
  return (
    <Panel
      title="Campaigns"
      count={data?.length ?? 0}
      action={
        (data?.length ?? 0) > 1 && (
          <Select
            size="xs"
            w={130}
            aria-label="Which campaigns"
            allowDeselect={false}
            data={[
              { value: 'all', label: 'All' },
              { value: 'waiting', label: 'Not over yet' },
              { value: 'over', label: 'Over' },
            ]}
            value={only}
            onChange={(value) => setOnly((value ?? 'all') as typeof only)}
          />
        )
      }
    >
      {rows.length === 0 ? (
        <PanelEmpty>
          {data === undefined ? 'Looking…' : only === 'all' ? 'On no campaign yet.' : 'None of these.'}
        </PanelEmpty>
      ) : (
        <>
          <PlainTable
            label="Campaigns"
            heads={[
              { head: 'Campaign' },
              { head: 'Campaign is', width: 130 },
              { head: 'Text', width: 170 },
              { head: 'Since', width: 120 },
            ]}
          >
            {shown.map((row) => (
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
                    <span className={text.muted}>{row.status === 'draft' ? 'Not made yet' : 'Got none'}</span>
                  )}
                </Table.Td>
                <Table.Td className={text.muted}>
                  {row.since ? <When at={row.since} /> : row.dispatchAt && <When at={row.dispatchAt} />}
                </Table.Td>
              </Table.Tr>
            ))}
          </PlainTable>
          {rows.length > shown.length && (
            <PanelEmpty>
              <Anchor component="button" type="button" onClick={() => setAll(true)}>
                Show all {rows.length}
              </Anchor>
            </PanelEmpty>
          )}
        </>
      )}
    </Panel>
  )
}
