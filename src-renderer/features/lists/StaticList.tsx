import { Box, Button } from '@mantine/core'
import { IconPencil, IconSend, IconUserMinus } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { pickRecipients } from '../../app/stores/picked'
import { useMay } from '../../app/client/session'
import { DataTable } from '../../ui/tables/DataTable'
import { Empty } from '../../ui/feedback/Empty'
import { useCount } from '../../ui/locale'
import { Page } from '../../ui/page/Page'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { KIND_PLURAL } from '../../ui/words'
import { Breadcrumb } from '../../ui/page/Breadcrumb'
import { ExportList } from './ExportList'
import { memberColumns } from './member-columns'
import { RenameList } from './RenameList'
import { addMembers, idsOf, type List, membersOf, removeMembers } from './use-lists'
import type { Selection } from '../../ui/tables/selection'

const NOBODY: Selection = new Set()

/** The people who were put on a list by hand. */
export function StaticList({ list }: { list: List }) {
  const [selection, setSelection] = useState<Selection>(NOBODY)
  const [renaming, setRenaming] = useState(false)
  const manager = useMay('manager')
  const say = useCount()
  const navigate = useNavigate()
  const send = async () => {
    pickRecipients(selection.size > 0 ? [...selection] : await idsOf(list.id))
    void navigate('/send?ids=picked')
  }
  const remove = async () => {
    const ids = [...selection]
    const { removed } = await removeMembers(list.id, ids)
    setSelection(NOBODY)
    toast({
      say: `Took ${plural(removed, 'record')} off “${list.name}”`,
      action: { label: 'Undo', run: () => addMembers(list.id, ids) },
    })
  }
  const count = selection.size > 0 ? selection.size : list.count
  return (
    <Page
      above={<Breadcrumb trail={[{ to: '/lists', label: 'Lists' }]} here="Static list" />}
      title={list.name}
      meta={`${say(list.count)} ${list.recordKind ? KIND_PLURAL[list.recordKind].toLowerCase() : 'recipients'}`}
      actions={
        manager && (
          <>
            {selection.size > 0 && (
              <Button
                variant="danger"
                leftSection={<IconUserMinus size={15} aria-hidden />}
                onClick={() => void remove().catch(toastError)}
              >
                Take {say(selection.size)} off this list
              </Button>
            )}
            <ExportList list={list} />
            <Button
              variant="default"
              leftSection={<IconPencil size={15} aria-hidden />}
              onClick={() => setRenaming(true)}
            >
              Rename
            </Button>
            <Button
              leftSection={<IconSend size={15} aria-hidden />}
              disabled={count === 0}
              onClick={() => void send().catch(toastError)}
            >
              Text {say(count)}
            </Button>
          </>
        )
      }
    >
      <Box h={14} flex="none" />
      <DataTable
        label="Members"
        columns={memberColumns(list.recordKind)}
        queryKey={['people', 'page', 'members', list.id, list.count]}
        fetchPage={membersOf(list.id)}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        selection={manager ? selection : undefined}
        onSelect={setSelection}
        allIds={() => idsOf(list.id)}
        onOpen={(row) => void navigate(`/people/${row.id}`)}
        empty={
          <Empty
            title="Nobody is on this list yet"
            action={
              <Button component={Link} to="/people">
                Go to People
              </Button>
            }
          >
            Select people in the table, then choose <b className={text.strong}>Add to list</b>.
          </Empty>
        }
      />
      {renaming && <RenameList list={list} onClose={() => setRenaming(false)} />}
    </Page>
  )
}
