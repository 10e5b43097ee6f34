import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconHandStop, IconMessage, IconPhoneX, IconPlus, IconUsers } from '@tabler/icons-react'
import { compose } from '../../app/compose'
import { openDialog } from '../../app/dialogs'
import { Panel, PanelEmpty, PanelList } from '../../ui/Panel'
import { PanelFilter, PanelSort } from '../../ui/PanelTools'
import { PhoneNumber } from '../../ui/PhoneNumber'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { usePanelRows, worthTools } from '../../ui/use-panel-rows'
import css from './record.module.css'
import type { RecordOf } from './use-record'

const ORDERS = [
  { say: 'Primary first', key: 'order', descending: false },
  { say: 'By number', key: 'number', descending: false },
  { say: 'By label', key: 'label', descending: false },
] as const

/** Every number of a record: which is used, which is shared, and which gets no texts and why. */
export function NumbersPanel({ record }: { record: RecordOf }) {
  const list = usePanelRows(record.numbers, {
    words: (number) =>
      [number.national, number.e164, number.label, number.blocked, number.line === 'landline' && 'landline']
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
                  <div className={text.row}>
                    <span className={text.medium}>
                      <PhoneNumber national={number.national} e164={number.e164} />
                    </span>
                    <span className={`${text.muted} ${text.truncate}`}>
                      {[number.label, number.primary && 'primary'].filter(Boolean).join(', ')}
                    </span>
                    <span className={text.grow} />
                    {number.blocked ? (
                      <span className={css.numberState} data-bad>
                        <IconHandStop size={15} stroke={1.8} aria-hidden />
                        {number.blocked}
                      </span>
                    ) : number.line === 'landline' ? (
                      <span className={css.numberState} data-bad>
                        <IconPhoneX size={15} stroke={1.8} aria-hidden />
                        Landline
                      </span>
                    ) : (
                      !record.archived && (
                        <UnstyledButton
                          className={css.numberText}
                          aria-label={`Text ${number.national}`}
                          onClick={() => compose(record.id, number.e164)}
                        >
                          <IconMessage size={16} stroke={1.7} aria-hidden />
                        </UnstyledButton>
                      )
                    )}
                  </div>
                  {number.sharedWith > 0 && (
                    <div className={`${css.shared} ${text.muted} ${text.small}`}>
                      <IconUsers size={13} aria-hidden />
                      shared with {plural(number.sharedWith, 'other', 'others')}
                    </div>
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
