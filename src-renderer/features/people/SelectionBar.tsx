import { ActionIcon, Box, Button, Group, Text } from '@mantine/core'
import {
  IconArchive,
  IconArchiveOff,
  IconDownload,
  IconListCheck,
  IconSend,
  IconShieldCheck,
  IconSpeakerphone,
  IconTag,
  IconX,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { RecordKind } from '#shared/values'
import { compose } from '../../app/stores/compose'
import { openDialog } from '../../app/stores/dialogs'
import { pickRecipients } from '../../app/stores/picked'
import { useMay } from '../../app/client/session'
import { download } from '../../ui/files'
import { useCount } from '../../ui/locale'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { AddToCampaign } from './AddToCampaign'
import { AddToList } from './AddToList'
import { TagPeople } from './TagPeople'
import { archivePeople, exportChosen } from './use-people'

type SelectionBarProps = { ids: number[]; kind: RecordKind | null; archived: boolean; onDone: () => void }

/** What can be done with the selected rows. */
export function SelectionBar({ ids, kind, archived, onDone }: SelectionBarProps) {
  const say = useCount()
  const manager = useMay('manager')
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'list' | 'campaign' | 'tag' | null>(null)
  const count = say(ids.length)
  const text1 = () => {
    const [only] = ids
    if (ids.length === 1 && only !== undefined) return compose(only)
    pickRecipients(ids)
    void navigate('/send?ids=picked')
  }
  const archive = async (to: boolean) => {
    await archivePeople(ids, to)
    onDone()
    toast({
      say: to ? `Archived ${plural(ids.length, 'record')}` : `Brought back ${plural(ids.length, 'record')}`,
      action: { label: 'Undo', run: () => archivePeople(ids, !to) },
    })
  }
  return (
    <Group
      gap="xs"
      flex="none"
      h={40}
      mx="gutter"
      mb="sm"
      p="0 6px 0 10px"
      bdrs="md"
      bg="accent.0"
      bd="1px solid accent.1"
      role="toolbar"
      aria-label="Actions on the selection"
    >
      <Text className={text.nowrap} span me="sm" fw={600}>
        {count} selected
      </Text>
      <Box component="span" flex={1} />
      {!archived && (manager || ids.length === 1) && (
        <Button size="xs" leftSection={<IconSend size={14} aria-hidden />} onClick={text1}>
          Text {count}
        </Button>
      )}
      {manager && !archived && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconListCheck size={15} aria-hidden />}
          onClick={() => setDialog('list')}
        >
          Add to list
        </Button>
      )}
      {manager && !archived && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconSpeakerphone size={15} aria-hidden />}
          onClick={() => setDialog('campaign')}
        >
          Add to campaign
        </Button>
      )}
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconTag size={15} aria-hidden />}
        onClick={() => setDialog('tag')}
      >
        Tag
      </Button>
      {manager && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconShieldCheck size={15} aria-hidden />}
          onClick={() => openDialog({ show: 'consent', recipientIds: ids, purpose: 'alerts' })}
        >
          Record consent
        </Button>
      )}
      {manager && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconDownload size={15} aria-hidden />}
          onClick={() => void exportChosen(ids).then(download).catch(toastError)}
        >
          Export
        </Button>
      )}
      <Button
        size="xs"
        variant="subtle"
        leftSection={
          archived ? <IconArchiveOff size={15} aria-hidden /> : <IconArchive size={15} aria-hidden />
        }
        onClick={() => void archive(!archived).catch(toastError)}
      >
        {archived ? 'Bring back' : 'Archive'}
      </Button>
      <span className={text.vline} />
      <ActionIcon aria-label="Clear the selection" onClick={onDone}>
        <IconX size={16} />
      </ActionIcon>
      {dialog === 'list' && (
        <AddToList ids={ids} kind={kind} onClose={() => setDialog(null)} onDone={onDone} />
      )}
      {dialog === 'campaign' && (
        <AddToCampaign ids={ids} kind={kind} onClose={() => setDialog(null)} onDone={onDone} />
      )}
      {dialog === 'tag' && <TagPeople ids={ids} onClose={() => setDialog(null)} />}
    </Group>
  )
}
