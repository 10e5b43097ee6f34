import { Box, Button, Group, Modal, Stack } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { sayError } from './ErrorState'
import { Note } from './Note'
import text from '../text.module.css'
import { WindowFocus } from '../WindowFocus'

type ConfirmModalProps = {
  opened: boolean
  onClose: () => void
  /** A question that names the count: "Archive 12 clients?" */
  title: string
  children: ReactNode
  /** Says what happens: "Archive 12 clients". */
  confirm: string
  danger?: boolean
  disabled?: boolean
  onConfirm: () => Promise<unknown>
}

/** Asks before what cannot be undone. */
export function ConfirmModal({
  opened,
  onClose,
  title,
  children,
  confirm,
  danger = false,
  disabled = false,
  onConfirm,
}: ConfirmModalProps) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const close = () => {
    setFailure(null)
    onClose()
  }
  const run = async () => {
    setBusy(true)
    try {
      await onConfirm()
      close()
    } catch (error) {
      setFailure(sayError(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      size={440}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <WindowFocus />
      <Stack gap={14}>
        {failure && (
          <Note tone="bad" alert>
            {failure}
          </Note>
        )}
        <div>{children}</div>
        <Group mt={6}>
          <Box component="span" flex={1} />
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button
            className={text.givesWay}
            data-autofocus={disabled ? undefined : true}
            loading={busy}
            disabled={disabled}
            color={danger ? 'red' : undefined}
            onClick={() => void run()}
          >
            <span className={text.truncate}>{confirm}</span>
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
