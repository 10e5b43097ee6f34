import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconHandStop, IconMessage, IconPhoneX, IconPlus, IconUsers } from '@tabler/icons-react'
import { compose } from '../../app/compose'
import { openDialog } from '../../app/dialogs'
import { Panel, PanelEmpty, PanelList } from '../../ui/Panel'
import { PhoneNumber } from '../../ui/PhoneNumber'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import css from './record.module.css'
import type { RecordOf } from './use-record'

export function NumbersPanel({ record }: { record: RecordOf }) {
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
        <PanelList label="Numbers">
          {record.numbers.map((number) => (
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
    </Panel>
  )
}
