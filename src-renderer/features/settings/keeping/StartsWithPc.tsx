import { Box, Switch } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../../../app/client/session'
import { toast, toastError } from '../../../ui/feedback/toast'
import { Panel } from '../../../ui/page/Panel'
import { saveStartup, useStartup } from '../use-settings'

/** Deskbell in the background from the moment the PC is on: what is planned then depends on nobody's memory. */
export function StartsWithPc() {
  const may = useMay('admin')
  const { data } = useStartup()
  const [busy, setBusy] = useState(false)
  if (!data) return null
  const change = (on: boolean) => {
    setBusy(true)
    saveStartup(on)
      .then(() => toast({ say: on ? 'Deskbell starts with this PC' : 'Deskbell starts when you open it' }))
      .catch(toastError)
      .finally(() => setBusy(false))
  }
  return (
    <Panel title="Starting">
      <Box p="0 14px 12px" maw="68ch">
        <Switch
          label="Start with this PC, in the background"
          description={
            data.can
              ? 'It waits beside the clock. Scheduled texts and daily sends leave although nobody has opened it.'
              : 'Only the desktop program can. In the browser, start Deskbell yourself.'
          }
          checked={data.on}
          disabled={!may || !data.can || busy}
          onChange={(event) => change(event.currentTarget.checked)}
        />
      </Box>
    </Panel>
  )
}
