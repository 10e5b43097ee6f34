import { ActionIcon, Button, Menu, Table } from '@mantine/core'
import { IconArchive, IconDots, IconPlus, IconSearch, IconSend, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { pickRecipients } from '../../app/stores/picked'
import { useMay } from '../../app/client/session'
import { Empty } from '../../ui/feedback/Empty'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { useCount } from '../../ui/locale'
import { Page, PageBody } from '../../ui/page/Page'
import { Panel } from '../../ui/page/Panel'
import { PlainTable } from '../../ui/tables/PlainTable'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { When } from '../../ui/records/When'
import { KIND_PLURAL } from '../../ui/words'
import { NewStaticList } from './NewStaticList'
import { archiveList, idsOf, type List, useLists } from './use-lists'

const KINDS = [
  { kind: 'saved', title: 'Saved searches', note: 'find their people anew each time' },
  { kind: 'static', title: 'Static lists', note: 'hold the people who were put on them' },
] as const

export function ListsScreen() {
  const { data, error, isPending, refetch } = useLists()
  const manager = useMay('manager')
  const [naming, setNaming] = useState(false)
  const lists = data?.filter((list) => !list.archived) ?? []
  const actions = manager && (
    <>
      <Button
        variant="default"
        leftSection={<IconUsersGroup size={15} aria-hidden />}
        onClick={() => setNaming(true)}
      >
        New static list
      </Button>
      <Button component={Link} to="/lists/new" leftSection={<IconPlus size={15} aria-hidden />}>
        New saved search
      </Button>
    </>
  )
  return (
    <Page title="Lists" actions={lists.length > 0 && actions} scroll>
      <LoadingLine on={isPending} />
      {naming && <NewStaticList onClose={() => setNaming(false)} />}
      {error && (
        <PageBody>
          <ErrorState what="The lists could not be read" error={error} onRetry={() => void refetch()} />
        </PageBody>
      )}
      {data && lists.length === 0 && (
        <Empty
          title="No lists yet"
          steps={[
            ['Say who', 'by tag, consent, date, any field'],
            ['See the count', 'while you change the conditions'],
            ['Send to it', 'whoever matches on that day'],
          ]}
          action={actions}
        >
          A list is a named set of recipients for sending: a saved search that stays up to date by itself, or
          a static list of people put on it by hand.
        </Empty>
      )}
      {lists.length > 0 && (
        <PageBody>
          {KINDS.map(({ kind, title, note }) => {
            const own = lists.filter((list) => list.kind === kind)
            return (
              own.length > 0 && (
                <Panel key={kind} title={title} count={own.length} note={note}>
                  <ListTable label={title} lists={own} />
                </Panel>
              )
            )
          })}
        </PageBody>
      )}
    </Page>
  )
}

function ListTable({ label, lists }: { label: string; lists: List[] }) {
  const say = useCount()
  const manager = useMay('manager')
  const navigate = useNavigate()
  const send = async (list: List) => {
    pickRecipients(await idsOf(list.id))
    void navigate('/send?ids=picked')
  }
  const archive = async (list: List) => {
    await archiveList(list.id, true)
    toast({
      say: `Archived the list “${list.name}”`,
      action: { label: 'Undo', run: () => archiveList(list.id, false) },
    })
  }
  return (
    <PlainTable
      label={label}
      heads={[
        { head: 'Name' },
        { head: 'For', width: 130 },
        { head: 'Recipients', width: 110, number: true },
        { head: 'Changed', width: 150 },
        { head: 'Actions', width: 64, hidden: true },
      ]}
    >
      {lists.map((list) => (
        <Table.Tr key={list.id}>
          <Table.Td>
            <Link className={text.name} to={`/lists/${list.id}`}>
              {list.name}
            </Link>
          </Table.Td>
          <Table.Td c="second">{list.recordKind ? KIND_PLURAL[list.recordKind] : 'Everyone'}</Table.Td>
          <Table.Td data-number>{say(list.count)}</Table.Td>
          <Table.Td c="dimmed">
            <When at={list.updatedAt} />
          </Table.Td>
          <Table.Td ta="end">
            {manager && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon aria-label={`More for ${list.name}`}>
                    <IconDots size={16} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item
                    leftSection={<IconSend size={16} stroke={1.6} />}
                    disabled={list.count === 0}
                    onClick={() => void send(list).catch(toastError)}
                  >
                    Text {say(list.count)} on this list
                  </Menu.Item>
                  <Menu.Item
                    component={Link}
                    to={`/lists/${list.id}`}
                    leftSection={<IconSearch size={16} stroke={1.6} />}
                  >
                    Open
                  </Menu.Item>
                  <Menu.Divider />
                  <Menu.Item
                    leftSection={<IconArchive size={16} stroke={1.6} />}
                    onClick={() => void archive(list).catch(toastError)}
                  >
                    Archive
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </PlainTable>
  )
}
