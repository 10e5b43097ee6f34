import { Box, Button, Group, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { Form } from './Form'
import { WindowFocus } from '../WindowFocus'
import text from '../text.module.css'
import { useSubmit } from './use-submit'

type FormModalProps = {
  title: string
  opened: boolean
  onClose: () => void
  form: Parameters<typeof useSubmit>[0]
  /** Throws what the api throws; the modal shows it and stays open. */
  onSubmit: () => Promise<unknown>
  /** Says what happens: "Add client". */
  submit: string
  danger?: boolean
  disabled?: boolean
  size?: string | number
  /** Left in the foot: "Draft kept". */
  foot?: ReactNode
  children: ReactNode
}

/** A form in a window of its own. Closes itself after a submission that worked. */
export function FormModal({ opened, onClose, title, size = 480, ...rest }: FormModalProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <WindowFocus />
      <FormBody onClose={onClose} {...rest} />
    </Modal>
  )
}

function FormBody({
  onClose,
  form,
  onSubmit,
  submit,
  danger = false,
  disabled = false,
  foot,
  children,
}: Omit<FormModalProps, 'opened' | 'title' | 'size'>) {
  const { busy, failure, run } = useSubmit(form, async () => {
    await onSubmit()
    onClose()
  })
  return (
    <Form failure={failure} onSubmit={run}>
      {children}
      <Group mt={6}>
        {foot}
        <Box component="span" flex={1} />
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          className={text.givesWay}
          type="submit"
          loading={busy}
          disabled={disabled}
          color={danger ? 'red' : undefined}
        >
          <span className={text.truncate}>{submit}</span>
        </Button>
      </Group>
    </Form>
  )
}
