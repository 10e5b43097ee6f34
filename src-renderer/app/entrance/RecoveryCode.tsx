import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core'
import { IconCopy, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { toast } from '../../ui/feedback/toast'
import { WindowFocus } from '../../ui/WindowFocus'
import css from './recovery-code.module.css'
import { recoveryCodeKept, useRecoveryCode } from './recovery-code'

/** Shows a recovery code over whatever is there, until somebody says that it is kept. */
export function RecoveryCode() {
  const code = useRecoveryCode()
  return code === null ? null : <Shown key={code} code={code} />
}

function Shown({ code }: { code: string }) {
  const [kept, setKept] = useState(false)
  return (
    <Modal
      opened
      onClose={() => kept && recoveryCodeKept()}
      title="Your recovery code"
      size={460}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <WindowFocus />
      <Stack gap="lg">
        <p>
          If you forget your PIN, this code is the only way back in. It is shown this once. Write it down, or
          print it, and keep it where only the owner of the office finds it.
        </p>
        <output className={css.code} aria-label="Recovery code">
          {code}
        </output>
        <Group align="stretch">
          <Button
            variant="default"
            leftSection={<IconCopy size={15} aria-hidden />}
            onClick={() =>
              void navigator.clipboard
                .writeText(code)
                .then(() => toast({ say: 'Copied. Paste it where nobody else reads it.' }))
                .catch(() => toast({ say: 'It could not be copied. Write it down.' }))
            }
          >
            Copy
          </Button>
          <Button
            variant="default"
            leftSection={<IconPrinter size={15} aria-hidden />}
            onClick={() => window.print()}
          >
            Print
          </Button>
        </Group>
        <Checkbox
          label="I have kept this code"
          checked={kept}
          onChange={(event) => setKept(event.currentTarget.checked)}
          data-autofocus
        />
        <Button disabled={!kept} onClick={recoveryCodeKept}>
          Go on
        </Button>
      </Stack>
    </Modal>
  )
}
