import { Button, Group } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { pickRecipients } from '../../../app/stores/picked'
import { useMay } from '../../../app/client/session'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { useCount } from '../../../ui/locale'
import { Panel, PanelEmpty, PanelList } from '../../../ui/page/Panel'
import { PanelFilter, PanelPager, PanelSort } from '../../../ui/page/PanelTools'
import { Tag } from '../../../ui/records/Tag'
import text from '../../../ui/text.module.css'
import { toastError } from '../../../ui/feedback/toast'
import { PANEL_PAGE, worthTools } from '../../../ui/tables/use-panel-rows'
import { KIND_WORD } from '../../../ui/words'
import { TextButton } from '../TextButton'
import { idsOfAccount, type PeopleView, type RecordOf, usePeopleOf } from '../use-record'

const ORDERS = [
  { say: 'By name', key: 'name', descending: false },
  { say: 'Last text first', key: 'last', descending: true },
  { say: 'Newest first', key: 'created', descending: true },
  { say: 'By number', key: 'number', descending: false },
] as const

/** Who belongs to this account. */
export function PeoplePanel({ account }: { account: RecordOf }) {
  const [view, setView] = useState<PeopleView>({ sort: 'name', descending: false, search: '', offset: 0 })
  const { data, error, refetch } = usePeopleOf(account.id, view)
  // "Text all" means all of them, not those that the filter leaves.
  const filtered = view.search.trim() !== ''
  const manager = useMay('manager')
  const navigate = useNavigate()
  const say = useCount()
  const textAll = async () => {
    pickRecipients(await idsOfAccount(account.id))
    await navigate('/send?ids=picked')
  }
  return (
    <Panel
      title="People"
      count={data?.total}
      action={
        manager &&
        data !== undefined &&
        data.total > 1 &&
        !filtered && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconSend size={14} aria-hidden />}
            onClick={() => void textAll().catch(toastError)}
          >
            Text all {say(data.total)}
          </Button>
        )
      }
    >
      {error && (
        <ErrorState what="The people could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {data && worthTools(data.total, view.search) && (
        <PanelFilter label="Filter the people" onSearch={(search) => setView({ ...view, search, offset: 0 })}>
          <PanelSort
            label="Order of the people"
            choices={ORDERS}
            value={{ key: view.sort as (typeof ORDERS)[number]['key'], descending: view.descending }}
            onSort={({ key, descending }) => setView({ ...view, sort: key, descending, offset: 0 })}
          />
        </PanelFilter>
      )}
      {data?.total === 0 && (
        <PanelEmpty>
          {filtered ? 'Nobody is like that.' : 'Nobody yet. Choose this account when you edit a person.'}
        </PanelEmpty>
      )}
      {data && data.total > 0 && (
        <PanelList label="People of this account">
          {data.rows.map((row) => (
            <Group key={row.id} component="li">
              <Link to={`/people/${row.id}`} className={`${text.name} ${text.truncate}`}>
                <bdi>{row.name}</bdi>
              </Link>
              <Tag>{KIND_WORD[row.kind]}</Tag>
              <span className={text.grow} />
              <span className={text.muted}>{row.number ?? 'No number'}</span>
              <TextButton id={row.id} name={`Text ${row.name}`} whyNot={null} />
            </Group>
          ))}
        </PanelList>
      )}
      {data && (
        <PanelPager
          of="people"
          offset={view.offset}
          limit={PANEL_PAGE}
          total={data.total}
          onOffset={(offset) => setView({ ...view, offset })}
        />
      )}
    </Panel>
  )
}
