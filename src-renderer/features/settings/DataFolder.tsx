import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useSession } from '../../app/session'
import { Panel } from '../../ui/Panel'
import { Head } from './Head'
import type { SectionProps } from './sections'
import css from './settings.module.css'

export function DataFolder({ settings }: SectionProps) {
  const { version } = useSession()
  return (
    <>
      <Head title="Data folder">
        Everything Deskbell knows is in this folder on this PC, and nowhere else.
      </Head>
      <Panel
        title="Folder"
        action={
          <CopyButton value={settings.dataDir}>
            {({ copied, copy }) => (
              <Button
                size="xs"
                variant="default"
                leftSection={
                  copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />
                }
                onClick={copy}
              >
                {copied ? 'Copied' : 'Copy the path'}
              </Button>
            )}
          </CopyButton>
        }
      >
        <p className={css.path}>{settings.dataDir}</p>
      </Panel>
      <p className={css.help}>
        Practice and live data are two separate files in it. Close Deskbell before you copy the folder. This
        is Deskbell {version}.
      </p>
    </>
  )
}
