import { ActionIcon, Button, Group } from '@mantine/core'
import { IconHandStop, IconMessage, IconPhoneX, IconPlus, IconUsers } from '@tabler/icons-react'
import { compose } from '../../../app/stores/compose'
import { openDialog } from '../../../app/stores/dialogs'
import { Panel, PanelEmpty, PanelList } from '../../../ui/page/Panel'
import { PanelFilter, PanelSort } from '../../../ui/page/PanelTools'
import { PhoneNumber } from '../../../ui/records/PhoneNumber'
import { plural } from '../../../ui/plural'
import text from '../../../ui/text.module.css'
import { usePanelRows, worthTools } from '../../../ui/tables/use-panel-rows'
import { toast, toastError } from '../../../ui/feedback/toast'
import { clearFlag, type RecordOf } from '../use-record'
import { SignedWord } from '../../../ui/feedback/SignedWord'

const ORDERS = [
  { say: 'Primary first', key: 'order', descending: false },
  { say: 'By number', key: 'number', descending: false },
  { say: 'By label', key: 'label', descending: false },
] as const

/** No text arrives at these. */
const LINE_WORD = { landline: 'Landline', fax: 'Fax', pager: 'Pager', invalid: 'Invalid' }

/** Every number of a record: which is used, which is shared, and which gets no texts and why. */
export function NumbersPanel({ record }: { record: RecordOf }) {
  const list = usePanelRows(record.numbers, {
    words: (number) =>
      [number.national, number.e164, number.label, number.blocked, number.line !== 'unknown' && number.line]
        .filter(Boolean)
        .join(' '),
    by: {
      order: (number) => record.numbers.indexOf(number),
      number: ({ e164 }) => e164,
      label: ({ label, e164 }) => `${label} ${e164}`,
    },
    first: ORDERS[0],
  })
  return (
    <Panel
      title="Numbers"
      count={record.numbers.length}
      action={
        <ActionIcon
          aria-label="Add or change numbers"
          onClick={() => openDialog({ show: 'person', id: record.id, kind: record.kind })}
        >
          <IconPlus size={16} />
        </ActionIcon>
      }
    >
      {record.numbers.length === 0 ? (
        <PanelEmpty>No number yet.</PanelEmpty>
      ) : (
        <>
          {worthTools(record.numbers.length) && (
            <PanelFilter label="Filter the numbers" onSearch={list.filter}>
              <PanelSort
                label="Order of the numbers"
                choices={ORDERS}
                value={list.order}
                onSort={list.sort}
              />
            </PanelFilter>
          )}
          {list.total === 0 && <PanelEmpty>No number is like that.</PanelEmpty>}
          {list.total > 0 && (
            <PanelList label="Numbers">
              {list.shown.map((number) => (
                <li key={number.id}>
                  <Group>
                    <span className={text.medium}>
                      <PhoneNumber national={number.national} e164={number.e164} />
                    </span>
                    <span className={`${text.muted} ${text.truncate}`}>
                      {[number.label, number.primary && 'primary'].filter(Boolean).join(', ')}
                    </span>
                    <span className={text.grow} />
                    {number.blocked ? (
                      <SignedWord icon={IconHandStop} tone="bad" flex="none">
                        {number.blocked}
                      </SignedWord>
                    ) : number.line !== 'unknown' ? (
                      <SignedWord icon={IconPhoneX} tone="bad" flex="none">
                        {LINE_WORD[number.line]}
                      </SignedWord>
                    ) : (
                      !record.archived && (
                        <ActionIcon
                          variant="quiet"
                          size={26}
                          my={-4}
                          aria-label={`Text ${number.national}`}
                          onClick={() => compose(record.id, number.e164)}
                        >
                          <IconMessage size={16} stroke={1.7} aria-hidden />
                        </ActionIcon>
                      )
                    )}
                  </Group>
                  {number.carrierSays !== null && (
                    <Group gap="2px 8px" wrap="wrap" c="dimmed" fz="xs" lh="xs">
                      {number.carrierSays}.
                      <Button
                        size="compact-xs"
                        variant="quiet"
                        aria-label={`Text ${number.national} again`}
                        onClick={() =>
                          clearFlag(record.id, number.e164)
                            .then(() => toast({ say: `Sends try ${number.national} again` }))
                            .catch(toastError)
                        }
                      >
                        Text it again
                      </Button>
                    </Group>
                  )}
                  {number.sharedWith > 0 && (
                    <Group gap="xs" c="dimmed" fz="xs" lh="xs">
                      <IconUsers size={13} aria-hidden />
                      shared with {plural(number.sharedWith, 'other', 'others')}
                    </Group>
                  )}
                </li>
              ))}
            </PanelList>
          )}
        </>
      )}
    </Panel>
  )
}
