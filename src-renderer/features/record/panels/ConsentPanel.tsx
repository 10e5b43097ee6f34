import { ActionIcon, Box, Group } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { Standing } from '../../../../src-preload/contract/shapes'
import { useMay } from '../../../app/client/session'
import { Consent } from '../../../ui/records/Consent'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { download } from '../../../ui/files'
import { Panel, PanelEmpty, PanelList } from '../../../ui/page/Panel'
import { BY_TIME, PanelFilter, PanelPager, PanelSort } from '../../../ui/page/PanelTools'
import text from '../../../ui/text.module.css'
import { toastError } from '../../../ui/feedback/toast'
import { PANEL_PAGE, usePanelRows, worthTools } from '../../../ui/tables/use-panel-rows'
import { When } from '../../../ui/records/When'
import { PURPOSE_WORD } from '../../../ui/words'
import { exportConsent, type RecordOf, useConsentHistory, whyNoText } from '../use-record'
import { TextButton } from '../TextButton'

type Entry = NonNullable<ReturnType<typeof useConsentHistory>['data']>[number]

const WORD: Record<Entry['state'], [Standing, string]> = {
  granted: ['granted', 'granted'],
  refused: ['refused', 'refused'],
  none: ['none', 'not asked'],
  blocked: ['blocked', 'Blocked'],
  unblocked: ['granted', 'Block lifted'],
  held: ['held', 'Held: may have opted out'],
}
const BASIS: Record<string, string> = {
  written: 'In writing',
  verbal: 'Said it',
  'existing-customer': 'Existing customer',
}

const ORDERS = [
  ...BY_TIME,
  { say: 'By purpose', key: 'purpose', descending: false },
  { say: 'By number', key: 'number', descending: false },
] as const

/** What was said when, by whom it was entered, and where the evidence is. Nothing here can be changed. */
export function ConsentPanel({ record }: { record: RecordOf }) {
  const { data, error, refetch } = useConsentHistory(record.id)
  const manager = useMay('manager')
  const list = usePanelRows(data ?? [], {
    words: (entry) =>
      [
        entry.number,
        entry.source,
        entry.wording,
        entry.by,
        WORD[entry.state][1],
        entry.purpose ? PURPOSE_WORD[entry.purpose] : '',
      ].join(' '),
    by: {
      at: ({ at }) => at,
      // What holds for every purpose comes first.
      purpose: ({ purpose, at }) => `${purpose ? PURPOSE_WORD[purpose] : ''} ${at}`,
      number: ({ number, at }) => `${number} ${at}`,
    },
    first: BY_TIME[0],
  })
  return (
    <Panel
      title="Consent history"
      count={data?.length}
      action={
        manager &&
        data !== undefined &&
        data.length > 0 && (
          <ActionIcon
            aria-label="Export the consent history"
            title="Export as evidence"
            onClick={() => void exportConsent(record.id).then(download).catch(toastError)}
          >
            <IconDownload size={16} />
          </ActionIcon>
        )
      }
    >
      {error && (
        <ErrorState what="The history could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {data?.length === 0 && <PanelEmpty>Nobody has asked yet.</PanelEmpty>}
      {data && worthTools(data.length) && (
        <PanelFilter label="Filter the consent history" onSearch={list.filter}>
          <PanelSort
            label="Order of the consent history"
            choices={ORDERS}
            value={list.order}
            onSort={list.sort}
          />
        </PanelFilter>
      )}
      {list.total === 0 && list.search !== '' && <PanelEmpty>No entry is like that.</PanelEmpty>}
      {list.total > 0 && (
        <PanelList label="Consent history">
          {list.shown.map((entry) => {
            const [state, word] = WORD[entry.state]
            const basis = entry.basis ? (BASIS[entry.basis] ?? entry.basis) : ''
            const said = [basis, entry.source].filter(Boolean).join(': ')
            return (
              <li key={`${entry.id} ${entry.state} ${entry.at}`}>
                <Group>
                  <Consent
                    state={state}
                    word={entry.purpose ? `${PURPOSE_WORD[entry.purpose]} ${word}` : word}
                  />
                  <span className={text.grow} />
                  <When at={entry.at} className={`${text.muted} ${text.small} ${text.nowrap}`} />
                  <TextButton
                    id={record.id}
                    name={`Text ${record.name} about this entry`}
                    whyNot={whyNoText(record)}
                  />
                </Group>
                <Box className={text.breaks} mt={2} c="second" fz="xs" lh="xs">
                  {said}
                  {entry.wording && <> “{entry.wording}”</>}
                  <span className={text.muted}>
                    {said === '' ? '' : ' · '}
                    <span className={text.nowrap}>{entry.number}</span>, entered by {entry.by || 'Deskbell'}.
                  </span>
                </Box>
              </li>
            )
          })}
        </PanelList>
      )}
      <PanelPager
        of="entries"
        offset={list.offset}
        limit={PANEL_PAGE}
        total={list.total}
        onOffset={list.turnTo}
      />
    </Panel>
  )
}
