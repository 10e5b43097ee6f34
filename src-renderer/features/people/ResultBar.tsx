import { Box, Button, Group } from '@mantine/core'
import { IconDownload, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { pickRecipients } from '../../app/stores/picked'
import { useMay } from '../../app/client/session'
import { download } from '../../ui/files'
import { useCount } from '../../ui/locale'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { exportPeople, idsOfPeople, type PeopleQuery } from './use-people'

type ResultBarProps = {
  query: PeopleQuery
  total: number | null
  label: string
  /** The same for one. */
  one: string
  filtered: boolean
}

/** How many are shown, and what can be done with all of them. */
export function ResultBar({ query, total, label, one, filtered }: ResultBarProps) {
  const say = useCount()
  const may = useMay('manager')
  const navigate = useNavigate()
  const [busy, setBusy] = useState<'text' | 'export' | null>(null)
  const run = async (what: 'text' | 'export', work: () => Promise<void>) => {
    setBusy(what)
    await work().catch(toastError)
    setBusy(null)
  }
  return (
    <Group gap="xs" flex="none" h={40} mx="gutter" mb="sm">
      <span className={text.muted} role="status">
        {total !== null &&
          `${say(total)} ${(total === 1 ? one : label).toLowerCase()}${filtered ? ' found' : ''}`}
      </span>
      <Box component="span" flex={1} />
      {may && total !== null && total > 0 && (
        <>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconDownload size={15} aria-hidden />}
            loading={busy === 'export'}
            onClick={() =>
              void run('export', async () => {
                await download(await exportPeople(query))
                toast({ say: `Exported ${say(total)} ${label.toLowerCase()}` })
              })
            }
          >
            Export {say(total)}
          </Button>
          {!query.archived && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconSend size={14} aria-hidden />}
              loading={busy === 'text'}
              onClick={() =>
                void run('text', async () => {
                  pickRecipients(await idsOfPeople(query))
                  void navigate('/send?ids=picked')
                })
              }
            >
              Bulk SMS to everyone shown
            </Button>
          )}
        </>
      )}
    </Group>
  )
}
