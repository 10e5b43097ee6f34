import { ArchiveItem } from '../../ui/page/ArchiveItem'
import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowMerge,
  IconDots,
  IconEraser,
  IconFileExport,
  IconHandStop,
  IconHistory,
  IconShieldCheck,
  IconUserCheck,
} from '@tabler/icons-react'
import { useState } from 'react'
import { openDialog } from '../../app/stores/dialogs'
import { useMay } from '../../app/client/session'
import { download } from '../../ui/files'
import { toast, toastError } from '../../ui/feedback/toast'
import { ForgetRecord } from './ForgetRecord'
import { MergeRecord } from './MergeRecord'
import { archive, convert, exportEverything, type RecordOf, setPast } from './use-record'

const setArchived = async ({ id, name }: RecordOf, archived: boolean) => {
  await archive(id, archived)
  toast({
    say: archived ? `Archived ${name}` : `Brought back ${name}`,
    action: { label: 'Undo', run: () => archive(id, !archived) },
  })
}
const convertTo = async ({ id, name }: RecordOf, kind: 'client' | 'lead') => {
  const before = kind === 'client' ? 'lead' : 'client'
  await convert(id, kind)
  toast({
    say: `${name} is a ${kind} now`,
    action: { label: 'Undo', run: () => convert(id, before) },
  })
}
const makePast = async ({ id, name }: RecordOf, past: boolean) => {
  await setPast(id, past)
  toast({
    say: past ? `${name} is a past client now` : `${name} is a client again`,
    action: { label: 'Undo', run: () => setPast(id, !past) },
  })
}

/** Whatever else is done with a record. */
export function RecordMenu({ record }: { record: RecordOf }) {
  const manager = useMay('manager')
  const admin = useMay('admin')
  const [merging, setMerging] = useState(false)
  const [forgetting, setForgetting] = useState(false)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label="More for this record">
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {manager && (
            <Menu.Item
              leftSection={<IconShieldCheck size={16} stroke={1.6} />}
              onClick={() =>
                openDialog({
                  show: 'consent',
                  recipientIds: [record.id],
                  purpose: 'alerts',
                  name: record.name,
                })
              }
            >
              Record consent…
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconHandStop size={16} stroke={1.6} />}
            onClick={() => openDialog({ show: 'refuse', recipientId: record.id, purpose: null })}
          >
            Record a refusal…
          </Menu.Item>
          <Menu.Divider />
          {!record.archived && <LifeItems record={record} onMerge={() => setMerging(true)} />}
          <ArchiveItem archived={record.archived} onChange={(to) => setArchived(record, to)} />
          {manager && (
            <>
              <Menu.Divider />
              {(['html', 'json'] as const).map((format) => (
                <Menu.Item
                  key={format}
                  leftSection={<IconFileExport size={16} stroke={1.6} />}
                  onClick={() => void exportEverything(record.id, format).then(download).catch(toastError)}
                >
                  {format === 'html' ? 'Export everything, to read' : 'Export everything, as JSON'}
                </Menu.Item>
              ))}
            </>
          )}
          {admin && (
            <Menu.Item
              c="bad"
              leftSection={<IconEraser size={16} stroke={1.6} />}
              onClick={() => setForgetting(true)}
            >
              Forget…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {forgetting && <ForgetRecord record={record} onClose={() => setForgetting(false)} />}
      {merging && <MergeRecord record={record} onClose={() => setMerging(false)} />}
    </>
  )
}

type LifeItemsProps = { record: RecordOf; onMerge: () => void }
/** What makes another kind of record of it. */
function LifeItems({ record, onMerge }: LifeItemsProps) {
  const manager = useMay('manager')
  const become = record.kind === 'lead' ? 'client' : record.kind === 'client' ? 'lead' : null
  return (
    <>
      {become && (
        <Menu.Item
          leftSection={<IconUserCheck size={16} stroke={1.6} />}
          onClick={() => void convertTo(record, become).catch(toastError)}
        >
          {become === 'client' ? 'Make a client' : 'Make a lead again'}
        </Menu.Item>
      )}
      {record.kind === 'client' && (
        <Menu.Item
          leftSection={<IconHistory size={16} stroke={1.6} />}
          onClick={() => void makePast(record, record.pastSince === null).catch(toastError)}
        >
          {record.pastSince === null ? 'Make a past client' : 'Make a client again'}
        </Menu.Item>
      )}
      {manager && (
        <Menu.Item leftSection={<IconArrowMerge size={16} stroke={1.6} />} onClick={onMerge}>
          Merge with another record…
        </Menu.Item>
      )}
    </>
  )
}
