import { Button, CopyButton, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useMay, useSession } from '../../../app/client/session'
import { download } from '../../../ui/files'
import { Panel, PanelEmpty } from '../../../ui/page/Panel'
import { toastError } from '../../../ui/feedback/toast'
import { Head } from '../Head'
import { StartsWithPc } from './StartsWithPc'
import { supportFile, useAbout } from '../use-settings'
import type { SectionProps } from '../section-props'

/** What whoever helps asks for: versions, and one file that names nobody. */
function Help() {
  const admin = useMay('admin')
  const { data } = useAbout()
  const [busy, setBusy] = useState(false)
  const save = () => {
    setBusy(true)
    supportFile()
      .then(download)
      .catch(toastError)
      .finally(() => setBusy(false))
  }
  return (
    <Panel
      title="If you need help"
      action={
        admin && (
          <Button size="xs" variant="default" loading={busy} onClick={save}>
            Save a support file
          </Button>
        )
      }
    >
      <Text maw="68ch" p="0 14px 12px" c="second">
        The support file holds versions, settings, sizes and the end of the log (in the folder “logs”): no
        names, no numbers, no words of texts, no secrets.
        {data &&
          ` ${Object.entries(data.versions)
            .map(([name, version]) => `${NAMES[name] ?? name} ${version}`)
            .join(' · ')}`}
      </Text>
    </Panel>
  )
}
const NAMES: Record<string, string> = {
  deskbell: 'Deskbell',
  node: 'Node',
  electron: 'Electron',
  chrome: 'Chrome',
  system: 'System',
}

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
        <PanelEmpty c="bright">{settings.dataDir}</PanelEmpty>
      </Panel>
      <StartsWithPc />
      <Help />
      <Text maw="68ch" c="second">
        Practice and live data are two separate files in it. Close Deskbell before you copy the folder. This
        is Deskbell {version}.
      </Text>
    </>
  )
}
